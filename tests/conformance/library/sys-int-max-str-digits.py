# The limit of digits between ints and texts, and what it does not bound.
import sys

print(sys.get_int_max_str_digits())
for limit in (100, 639, 640, -1, "a", 2 ** 40, -2 ** 70):
    try:
        print(limit, sys.set_int_max_str_digits(limit), sys.get_int_max_str_digits())
    except (TypeError, ValueError, OverflowError) as error:
        print(limit, type(error).__name__, error)
sys.set_int_max_str_digits(maxdigits=700)
for convert in (lambda: str(10 ** 700), lambda: int("1" * 701), lambda: len(str(10 ** 699)), lambda: int("1_" * 700 + "1"),
                lambda: f"{10 ** 800}", lambda: "%d" % 10 ** 800, lambda: hex(10 ** 800)[:5], lambda: repr(-10 ** 800),
                lambda: int("f" * 900, 16) > 0, lambda: f"{10 ** 800:,}", lambda: len(str(-10 ** 699))):
    try:
        print(convert())
    except ValueError as error:
        print(error)
sys.set_int_max_str_digits(0)
print(len(str(10 ** 6000)), len(str(int("7" * 5000))), len(str(2 ** 100000)), sys.get_int_max_str_digits())
for limit in (2 ** 40, -2 ** 70, 0, -5):
    try:
        sys.setrecursionlimit(limit)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
