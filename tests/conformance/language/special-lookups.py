# Special methods are found on the class, through descriptors, and never on the instance.
import math
import sys


class Found:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        print("found on", owner.__name__)
        return self.function.__get__(instance, owner)


class Watched:
    def __getattribute__(self, name):
        print("asked for", name)
        return object.__getattribute__(self, name)


for name, result, call in (("__round__", 3, round), ("__trunc__", 3, math.trunc), ("__floor__", 3, math.floor),
                           ("__ceil__", 3, math.ceil), ("__dir__", ["b", "a"], dir), ("__abs__", 3, abs),
                           ("__sizeof__", 3, lambda value: sys.getsizeof(value) > 0)):
    kind = type("Own", (Watched,), {name: Found(lambda self, *values, result=result: result)})
    print(name, call(kind()))
    plain = type("Plain", (), {})()
    setattr(plain, name, lambda: 5)
    if name not in ("__dir__", "__sizeof__"):
        try:
            call(plain)
        except TypeError as error:
            print(error)


class Super(super):
    pass


class Base:
    def hello(self):
        return "base"


class Derived(Base):
    def hello(self):
        bound = self.above
        return type(bound).__name__, bound.hello()


Derived.above = Super(Derived)
print(Derived().hello())


def function():
    pass


try:
    del function.__dict__
except TypeError as error:
    print(error)
print(bytes(type("Text", (str,), {"__bytes__": lambda self: b"own"})("x")), range(0, -9, -2**63)[::-1])
print(list(reversed(range(0, -9, -2**63))), type({}.keys().mapping)[int])
