# Corners: powers of zero, iterators of one's own, weak references, abstract classes, property subclasses.
import gc
import weakref
import copy

inf = float("inf")
for f in [lambda: pow(0.0, -inf), lambda: (-0.0) ** -inf, lambda: 0.0 ** -1, lambda: 0 ** -1]:
    try:
        print(f())
    except ZeroDivisionError as e:
        print(e)
b = bytearray(b"123")
try:
    b += b
except BufferError as e:
    print(e)
s = b"abc"
print(s.strip() is s, s.lstrip(b"x") is s, bytearray(s).strip() == s)


def unstarted():
    try:
        yield 1
    except StopIteration:
        print("never")


try:
    unstarted().throw(StopIteration)
except StopIteration:
    print("StopIteration passes a generator that has not begun")


class A:
    pass


a = A()
refs = [weakref.ref(a, lambda r, i=i: print("reference", i)) for i in range(4)]
del a
gc.collect()


class Abstract:
    def __init__(self, *bases):
        self.bases = bases

    @property
    def __bases__(self):
        return self.bases


class Pretender:
    def __init__(self, claimed):
        self.claimed = claimed

    @property
    def __class__(self):
        return self.claimed


base = Abstract()
child = Abstract(base)
print(issubclass(child, base), issubclass(base, child), isinstance(Pretender(child), base), isinstance(child, base))


class documented(property):
    """The class's own text."""


class Owner:
    @documented
    def x(self):
        "the getter's text"

    y = documented(lambda self: 1, doc="given")
    z = documented(lambda self: 1)

    @classmethod
    def c(cls, n: int) -> str:
        "c's text"


print(Owner.x.__doc__, Owner.y.__doc__, Owner.z.__doc__, Owner.__dict__["c"].__annotations__)


class ListWithNew(list):
    def __new__(cls, items, extra=None):
        made = super().__new__(cls, items)
        made.extra = extra
        return made


print(ListWithNew([1], extra=3), ListWithNew([1], extra=3).extra)
for kind in (tuple, frozenset, float, list, set):
    derived = type("T", (kind,), {})
    try:
        print(derived(a=1))
    except TypeError as e:
        print(e)
for program in ("copy()", "gc()", "__import__(1)"):
    try:
        eval(program)
    except TypeError as e:
        print(e)


class Fleeting:
    def __iter__(self):
        return self

    def __next__(self):
        del Fleeting.__next__
        return 1


try:
    for item in Fleeting():
        print(item)
except TypeError as e:
    print(e)
for program in ("class C:\n  r = [__class__ for x in [1]]", "__class__ = 2\nclass C:\n  r = [__class__ for x in [1]]\nprint(C.r)",
                "class C:\n  r = list(__class__ for x in [])\nprint(C.r)"):
    try:
        exec(program)
    except NameError as e:
        print(e)
