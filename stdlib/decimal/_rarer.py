"""The rarer methods of decimal numbers: neighbours, exact order, remainders, kinds."""

from decimal._context import getcontext, require
from decimal._number import NAN, Decimal
from decimal._signals import ROUND_CEILING, ROUND_FLOOR, Inexact, InvalidOperation, Rounded, digit_count


def fma(self, other, third, context=None):
    """self * other + third with one rounding."""
    context = context or getcontext()
    other, third = require(other), require(third)
    wide = context.copy()
    wide.prec = digit_count(self._int) + digit_count(other._int) + 10
    return self._multiply(other, wide)._add(third, context)


def remainder_near(self, other, context=None):
    """self - n * other for the nearest integer n."""
    context = context or getcontext()
    other = require(other)
    nan = self._nan(other, context)
    if nan is not None:
        return nan
    if self.is_infinite() or other.is_zero():
        return context._signal(InvalidOperation, NAN)
    if other.is_infinite():
        return self._fix(context)
    a, b, exponent = self._aligned(other)
    quotient, rest = divmod(a, b)
    sign = self._sign
    if 2 * rest + (quotient & 1) > b:
        rest = b - rest
        sign = 1 - sign
    return Decimal._make(sign, rest, exponent)._fix(context)


def next_plus(self, context=None):
    """The smallest number above."""
    return _neighbour(self, context or getcontext(), ROUND_CEILING, 0)


def next_minus(self, context=None):
    """The largest number below."""
    return _neighbour(self, context or getcontext(), ROUND_FLOOR, 1)


def _neighbour(self, context, rounding, sign):
    local = context.copy()
    local.rounding = rounding
    local.clear_traps()
    rounded = self._fix(local)
    if rounded != self:
        return rounded
    return self._add(Decimal._make(sign, 1, local.Etiny() - 1), local)


def next_toward(self, other, context=None):
    """The nearest number in the direction of another one."""
    context, other = context or getcontext(), require(other)
    nan = self._nan(other, context)
    if nan is not None:
        return nan
    order = self._compare(other)
    if order == 0:
        return self.copy_sign(other)
    result = next_plus(self, context) if order < 0 else next_minus(self, context)
    if result.is_infinite():
        result = self._overflow(context)
    elif result.adjusted() < context.Emin:
        for signal in (Rounded, Inexact):
            context._signal(signal)
    return result


def _total_order(self, other):
    """-1, 0 or 1: the order of all values, NaNs and representations too."""
    if self._sign != other._sign:
        return -1 if self._sign else 1
    kinds = {"": 0, "inf": 0, "snan": 1, "nan": 2}
    mine = (kinds[self._special], self._int if self.is_nan() else 0)
    theirs = (kinds[other._special], other._int if other.is_nan() else 0)
    if mine != theirs or mine[0]:
        order = (mine > theirs) - (mine < theirs)
    else:
        order = self.copy_abs()._compare(other.copy_abs()) or (self._exp > other._exp) - (self._exp < other._exp)
    return -order if self._sign else order


def compare_total(self, other, context=None):
    """The order of all values, by their representation too."""
    return Decimal(_total_order(self, require(other)))


def compare_total_mag(self, other, context=None):
    """The order of all values without their signs, by their representation too."""
    return Decimal(_total_order(self.copy_abs(), require(other).copy_abs()))


def _by_size(self, other, context, larger):
    """The number whose absolute value is larger or smaller."""
    context, other = context or getcontext(), require(other)
    order = 0 if self.is_nan() or other.is_nan() else self.copy_abs()._compare(other.copy_abs())
    if order == 0:
        return self.max(other, context) if larger else self.min(other, context)
    return (self if (order > 0) == larger else other)._fix(context)


def max_mag(self, other, context=None):
    """The number whose absolute value is larger."""
    return _by_size(self, other, context, True)


def min_mag(self, other, context=None):
    """The number whose absolute value is smaller."""
    return _by_size(self, other, context, False)


def number_class(self, context=None):
    """A word for the kind of number."""
    if self._special:
        return {"nan": "NaN", "snan": "sNaN"}.get(self._special, "-Infinity" if self._sign else "+Infinity")
    sign = "-" if self._sign else "+"
    return sign + ("Zero" if not self._int else "Subnormal" if self.is_subnormal(context) else "Normal")


def as_integer_ratio(self):
    """The pair of integers in lowest terms."""
    if self._special == "inf":
        raise OverflowError("cannot convert Infinity to integer ratio")
    if self._special:
        raise ValueError("cannot convert NaN to integer ratio")
    from math import gcd

    n, d = (self._int * 10 ** self._exp, 1) if self._exp >= 0 else (self._int, 10 ** -self._exp)
    divisor = gcd(n, d)
    n, d = n // divisor, d // divisor
    return (-n if self._sign else n), d


def same_quantum(self, other, context=None):
    """Whether two numbers have one exponent."""
    other = require(other)
    if self._special or other._special:
        return self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite()
    return self._exp == other._exp
