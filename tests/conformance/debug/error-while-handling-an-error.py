"""An error raised while another is handled remembers that one, whatever raised it."""
import math


class Box:
    pass


def spoil(number):
    if number == 0:
        return [].missing
    if number == 1:
        return math.missing
    if number == 2:
        return Box().missing
    if number == 3:
        Box.missing
    if number == 4:
        return {}["missing"]
    if number == 5:
        return missing
    return int("missing")


for number in range(7):
    try:
        try:
            1 / 0
        except ZeroDivisionError as error:
            spoil(number)
    except Exception as error:
        print(type(error).__name__, "during", repr(error.__context__), error.__suppress_context__)

try:
    1 / 0
except ZeroDivisionError as error:
    print(getattr(error, "missing", None), hasattr(error, "missing"), error.__context__)
    error.mesage
