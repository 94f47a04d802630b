# What a metaclass's mro() may give.
class Slotted:
    __slots__ = ("a",)


for text, answer in (("a number", [5]), ("int", [int]), ("nothing", None), ("slots", [Slotted])):
    class Meta(type):
        def mro(cls):
            return [] if answer is None else [cls, *answer, object]
    try:
        class Made(metaclass=Meta):
            pass
        print(text, "made")
    except TypeError as error:
        print(text, error)


class Mixin:
    def hello(self):
        return "hello"


class Meta(type):
    def mro(cls):
        return [cls, Mixin, object]


class Mixed(metaclass=Meta):
    pass


print(Mixed().hello(), Mixed.__bases__, issubclass(Mixed, Mixin))
