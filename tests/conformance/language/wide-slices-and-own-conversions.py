# Numbers wider than an index in slices and ranges, and classes that answer conversions in their own way.
import copy


class Equal:
    def __eq__(self, other):
        return True


class Warm(float):
    def __float__(self):
        return 42.0


class Loud(str):
    def __str__(self):
        return "LOUD"


class Negative:
    def __len__(self):
        return -2 ** 70


class Shown:
    @property
    def __dict__(self):
        return {"a": 2}


print(slice(0, 2 ** 100).indices(2 ** 100), slice(None, None, -1).indices(2 ** 70), slice(-5, -1, 2).indices(3))
print(slice(-2 ** 80, 2 ** 80, -3).indices(10), slice(2 ** 80, None, -2 ** 70).indices(10))
for call in (lambda: slice(1, 2, 0).indices(3), lambda: slice("a").indices(3), lambda: slice(1).indices(-1)):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(error)
part = slice(1, 2)
print(copy.copy(part) is part, copy.deepcopy(part) == part)
iterator = iter(range(2 ** 65))
iterator.__setstate__(2 ** 64 + 7)
print(next(iterator))
print(range(10).count(Equal()), Equal() in range(3), range(3).index(Equal()), range(3).count(1.0), range(3).count("a"))
print(float(Warm(1.0)), Warm(1.0) + 1, "{}".format(Loud("x")), f"{Loud('x')}", format(Loud("x")), "%s" % Loud("x"))
print(f"{Loud('x'):>3}", complex("\u2003(\u20021+1j ) "))
number = complex(4.25, 1.5)
print(complex(number) is number, vars(Shown()), Shown().__dict__)
for call in (lambda: len(Negative()), lambda: "a" * (2 ** 63 - 1), lambda: "ab" * (2 ** 63 - 1)):
    try:
        print(call())
    except (ValueError, MemoryError, OverflowError) as error:
        print(type(error).__name__, error)
print([chr(c).isprintable() for c in (0x2FFC, 0x31EF, 0x2EBF0, 0x2EE5E)])
