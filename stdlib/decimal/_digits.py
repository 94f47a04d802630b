"""Decimal numbers as rows of digits: shifts, rotations, logic."""

from decimal._context import getcontext, require
from decimal._number import NAN, Decimal
from decimal._signals import InvalidOperation


def _places(other, limit):
    """How far the digits move: an integer of at most `limit`; None where it is not one."""
    if other._special or other._exp or other._int > limit:
        return None
    return int(other)


def scaleb(self, other, context=None):
    """The number times a power of 10."""
    context, other = context or getcontext(), require(other)
    nan = self._nan(other, context)
    if nan is not None:
        return nan
    places = _places(other, 2 * (context.Emax + context.prec))
    if places is None:
        return context._signal(InvalidOperation, NAN)
    return Decimal._make(self._sign, self._int, self._exp + places, self._special)._fix(context)


def _moved(self, other, context, move):
    """The number with its digits, as many as the precision, moved by a function of digits and places."""
    context, other = context or getcontext(), require(other)
    nan = self._nan(other, context)
    if nan is not None:
        return nan
    places = _places(other, context.prec)
    if places is None:
        return context._signal(InvalidOperation, NAN)
    if self._special:
        return self
    digits = str(self._int)[-context.prec:].zfill(context.prec)
    return Decimal._make(self._sign, int(move(digits, places)), self._exp)


def shift(self, other, context=None):
    """The digits shifted to the left, or to the right by a negative number of places."""
    return _moved(self, other, context, lambda digits, places: ("0" * abs(places) + digits)[:len(digits)]
                  if places < 0 else (digits + "0" * places)[-len(digits):])


def rotate(self, other, context=None):
    """The digits rotated to the left, or to the right by a negative number of places."""
    return _moved(self, other, context, lambda digits, places: digits[places:] + digits[:places])


def _bits(value, context):
    """The digits of a number of zeros and ones, None for any other."""
    if value._sign or value._special or value._exp or str(value._int).strip("01"):
        return None
    return str(value._int)[-context.prec:].zfill(context.prec)


def _logic(self, other, context, combine):
    context = context or getcontext()
    first, second = _bits(self, context), _bits(require(other), context)
    if first is None or second is None:
        return context._signal(InvalidOperation, NAN)
    return Decimal._make(0, int("".join(str(combine(int(a), int(b))) for a, b in zip(first, second))), 0)


def logical_and(self, other, context=None):
    """1 where both numbers have a digit 1."""
    return _logic(self, other, context, lambda a, b: a & b)


def logical_or(self, other, context=None):
    """1 where one of two numbers has a digit 1."""
    return _logic(self, other, context, lambda a, b: a | b)


def logical_xor(self, other, context=None):
    """1 where two numbers differ."""
    return _logic(self, other, context, lambda a, b: a ^ b)


def logical_invert(self, context=None):
    """1 where the number has a digit 0, over the whole precision."""
    context = context or getcontext()
    return _logic(self, Decimal._make(0, int("1" * context.prec), 0), context, lambda a, b: a ^ b)
