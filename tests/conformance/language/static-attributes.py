# What a class knows of itself: the attributes that its methods assign, its first line.
class A:
    def __init__(self):
        self.x = 1
        self.y, (self.z, *self.rest) = 2, (3, 4)

    def f(self):
        del self.gone
        self.counted += 1
        other.name = 1

        def inner():
            self.nested = 1

        with self.opened as self.entered:
            pass
        for self.item in []:
            pass

    @staticmethod
    def g(me):
        me.no = 1

    class Inner:
        def h(self):
            self.of_inner = 1


class B:
    def __init__(self, x): self._x = x; self.__private = x


class C:
    pass


print(sorted(A.__static_attributes__), sorted(A.Inner.__static_attributes__))
print(sorted(B.__static_attributes__), C.__static_attributes__, A.__firstlineno__, B.__firstlineno__)
