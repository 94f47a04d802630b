class Base:
    def __init__(self):
        print("Base")

    def who(self):
        return "Base"


class Left(Base):
    def __init__(self):
        print("Left")
        super().__init__()

    def who(self):
        return "Left " + super().who()


class Right(Base):
    def __init__(self):
        print("Right")
        super().__init__()

    def who(self):
        return "Right " + super().who()


class Both(Left, Right):
    pass


print(Both().who(), [c.__name__ for c in Both.__mro__])
try:
    class Broken(Base, Left):
        pass
except TypeError as error:
    print(error)


class Field:
    def __set_name__(self, owner, name):
        print("named", name)
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name, "unset")

    def __set__(self, instance, value):
        setattr(instance, self.name, value)


class Model:
    field = Field()

    def __init_subclass__(cls, **options):
        print("subclass", cls.__name__, options)


class Small(Model, size=1):
    pass


small = Small()
print(small.field)
small.field = 3
print(small.field, small.__dict__)


def wrap(tag):
    print("made", tag)

    def decorate(function):
        print("wraps", tag)

        def inner(*args):
            print("enter", tag)
            return function(*args)
        return inner
    return decorate


@wrap(1)
@wrap(2)
def hello():
    return "hello"


print(hello(), hello.__name__)
