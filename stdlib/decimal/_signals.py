"""Signals, ways of rounding, limits."""

ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING = ("ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN",
                                                             "ROUND_CEILING")
ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN, ROUND_05UP = "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP"
ROUNDINGS = (ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN,
              ROUND_05UP)
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = -1999999999999999997


class DecimalException(ArithmeticError):
    """The root of decimal's signals."""


class Clamped(DecimalException):
    """An exponent was changed to fit."""


class InvalidOperation(DecimalException):
    """An operation without a result."""


class ConversionSyntax(InvalidOperation):
    """A text that is no number."""


class DivisionByZero(DecimalException, ZeroDivisionError):
    """A division by zero."""


class DivisionImpossible(InvalidOperation):
    """A quotient with too many digits."""


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    """0 / 0."""


class Inexact(DecimalException):
    """A result was rounded."""


class InvalidContext(InvalidOperation):
    """A context that cannot be worked with."""


class Rounded(DecimalException):
    """Digits were dropped."""


class Subnormal(DecimalException):
    """An exponent below Emin."""


class Overflow(Inexact, Rounded):
    """A result too large."""


class Underflow(Inexact, Rounded, Subnormal):
    """A result too small."""


class FloatOperation(DecimalException, TypeError):
    """A float met a Decimal."""


# Which condition of an invalid operation was signalled decides where it stands among the flags.
CONDITIONS = (Clamped, ConversionSyntax, DivisionByZero, DivisionImpossible, DivisionUndefined, Inexact,
              InvalidContext, InvalidOperation, FloatOperation, Overflow, Rounded, Subnormal, Underflow)
for _kind in (DecimalException, *CONDITIONS):
    _kind.__module__ = "decimal"
SIGNALS = (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped)
SIGNAL_OF = {ConversionSyntax: InvalidOperation, DivisionImpossible: InvalidOperation,
             DivisionUndefined: InvalidOperation, InvalidContext: InvalidOperation}


def check_rounding(rounding):
    """Refuses what is no way of rounding."""
    if rounding not in ROUNDINGS:
        raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                        "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
    return rounding


def rounds_up(rounding, sign, kept, rest, half):
    """Whether dropping `rest` (compared with `half` of the last place) moves the kept digits up."""
    if rest == 0:
        return False
    if rounding == ROUND_DOWN:
        return False
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_CEILING:
        return not sign
    if rounding == ROUND_FLOOR:
        return bool(sign)
    if rounding == ROUND_05UP:
        return kept % 5 == 0
    if rest != half:
        return rest > half
    if rounding == ROUND_HALF_UP:
        return True
    if rounding == ROUND_HALF_DOWN:
        return False
    return kept % 2 == 1


def digit_count(n):
    """The number of decimal digits of an integer that is not negative."""
    return len(str(n)) if n else 1
