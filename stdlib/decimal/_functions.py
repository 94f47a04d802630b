"""Powers, roots, exponentials and logarithms."""

from decimal._context import Context, getcontext, require
from decimal._number import NAN, Decimal
from decimal._signals import ROUND_HALF_EVEN, DivisionByZero, Inexact, InvalidOperation, Rounded, digit_count


def _power(self, other, context, modulo=None):
    if modulo is not None:
        return _modular_power(self, other, require(modulo), context)
    nan = self._nan(other, context)
    if nan is not None:
        return nan
    if other.is_zero():
        return context._signal(InvalidOperation, NAN) if self.is_zero() else Decimal(1)
    odd = other._is_integer() and int(other) % 2 == 1
    sign = int(self._sign and odd)
    if self._sign and not self.is_zero() and not other._is_integer() and not other._special:
        return context._signal(InvalidOperation, NAN)
    if self.is_zero():
        return Decimal._make(sign, 0, 0, "inf") if other._sign else Decimal._make(sign, 0, 0)
    if self.is_infinite():
        return Decimal._make(sign, 0, 0) if other._sign else Decimal._make(sign, 0, 0, "inf")
    if other.is_infinite():
        size = self.copy_abs()._compare(Decimal(1))
        if size == 0:
            return Decimal._make(0, 10 ** (context.prec - 1), 1 - context.prec)
        return Decimal._make(0, 0, 0) if (size > 0) == bool(other._sign) else Decimal._make(0, 0, 0, "inf")
    if other._is_integer() and abs(int(other)) <= 10 ** 9:
        return _integer_power(self, int(other), sign, context)
    wide = context.copy()
    wide.prec = context.prec + 10 + max(other.adjusted(), 0)
    wide.clear_traps()
    result = self.copy_abs().ln(wide)._multiply(other, wide).exp(wide)
    result = Decimal._make(sign, result._int, result._exp, result._special)
    exact = result._fix(context)
    context.flags.give(Inexact)
    context.flags.give(Rounded)
    return _pad(exact, context)


def _modular_power(self, power, modulo, context):
    """self ** power % modulo, for integers."""
    for value in (self, power, modulo):
        nan = value._nan(None, context)
        if nan is not None:
            return nan
    good = all(value._is_integer() for value in (self, power, modulo)) and not power._sign and modulo._int
    if not good or modulo.adjusted() >= context.prec or not self._int and not power._int:
        return context._signal(InvalidOperation, NAN)
    result = pow(abs(int(self)), int(power), abs(int(modulo)))
    return Decimal._make(int(self._sign and int(power) % 2 == 1), result, 0)


def _integer_power(self, power, sign, context):
    if self._int == 1 and self._exp == 0:
        return Decimal._make(sign, 1, 0)
    size = abs(power)
    if digit_count(self._int) * size <= 4 * context.prec + 200 or self._int == 1:
        result = Decimal._make(sign, self._int ** size, self._exp * size)
        if power < 0:
            return Decimal(1)._divide(result, context)
        return result._fix(context)
    # Too long to be exact: square and multiply with guard digits.
    wide = context.copy()
    wide.prec = context.prec + 10 + len(str(size))
    wide.clear_traps()
    result, base = Decimal(1), self.copy_abs()
    while size:
        if size & 1:
            result = result._multiply(base, wide)
        size >>= 1
        if size:
            base = base._multiply(base, wide)
    if power < 0:
        result = Decimal(1)._divide(result, wide)
    return Decimal._make(sign, result._int, result._exp, result._special)._fix(context)


def sqrt(self, context=None):
    """The square root."""
    context = context or getcontext()
    if self._special:
        nan = self._nan(None, context)
        if nan is not None:
            return nan
        return self if not self._sign else context._signal(InvalidOperation, NAN)
    if self._int == 0:
        return Decimal._make(self._sign, 0, self._exp >> 1)._fix(context)
    if self._sign:
        return context._signal(InvalidOperation, NAN)
    from math import isqrt

    prec = context.prec + 1
    exponent = self._exp >> 1
    number = self._int * 10 if self._exp & 1 else self._int
    size = (digit_count(number) + 1) >> 1
    shift = prec - size
    exact = True
    if shift >= 0:
        number *= 100 ** shift
    else:
        number, rest = divmod(number, 100 ** -shift)
        exact = not rest
    exponent -= shift
    root = isqrt(number)
    exact = exact and root * root == number
    if exact:
        if shift >= 0:
            root //= 10 ** shift
        else:
            root *= 10 ** -shift
        exponent += shift
    elif root % 5 == 0:
        root += 1
    rounding = context.copy()
    rounding.rounding = ROUND_HALF_EVEN
    result = Decimal._make(0, root, exponent)._fix(rounding)
    for signal in (Inexact, Rounded):
        if rounding.flags[signal]:
            context._signal(signal)
    return result


def exp(self, context=None):
    """e ** self."""
    context = context or getcontext()
    nan = self._nan(None, context)
    if nan is not None:
        return nan
    if self.is_infinite():
        return Decimal(0) if self._sign else self
    if self.is_zero():
        return Decimal(1)
    if self.adjusted() > 8:
        return Decimal._make(0, 1, -10 ** 18)._fix(context) if self._sign else self.copy_abs()._overflow(context)
    prec = context.prec + 10 + max(self.adjusted(), 0)
    return _rounded(_exp_scaled(self, prec), prec, context)


def ln(self, context=None):
    """The natural logarithm."""
    context = context or getcontext()
    nan = self._nan(None, context)
    if nan is not None:
        return nan
    if self.is_zero():
        return Decimal._make(1, 0, 0, "inf")
    if self._sign:
        return context._signal(InvalidOperation, NAN)
    if self.is_infinite():
        return self
    if self == 1:
        return Decimal(0)
    prec = context.prec + 15 + len(str(abs(self.adjusted())))
    near = abs(self.adjusted()) <= 1
    if near:
        difference = abs(self._add(Decimal(-1), Context(prec=prec * 2, traps=[])))
        prec += max(-difference.adjusted(), 0)
    return _rounded(_ln_scaled(self, prec), prec, context)


def log10(self, context=None):
    """The logarithm to base 10."""
    context = context or getcontext()
    nan = self._nan(None, context)
    if nan is not None:
        return nan
    if self.is_zero():
        return Decimal._make(1, 0, 0, "inf")
    if self._sign:
        return context._signal(InvalidOperation, NAN)
    if self.is_infinite():
        return self
    text = str(self._int)
    if text[0] == "1" and not text[1:].strip("0"):
        return Decimal(self._exp + len(text) - 1)._fix(context)
    prec = context.prec + 20
    value = _ln_scaled(self, prec) * 10 ** prec // _ln_scaled(Decimal(10), prec)
    return _rounded(value, prec, context)


def logb(self, context=None):
    """The exponent of the first digit, as a number."""
    context = context or getcontext()
    if self.is_infinite():
        return self.copy_abs()
    if self.is_zero():
        return context._signal(DivisionByZero, Decimal._make(1, 0, 0, "inf"))
    return Decimal(self.adjusted())._fix(context)


def _pad(value, context):
    """An inexact result with all its digits."""
    missing = context.prec - digit_count(value._int)
    if value._special or missing <= 0:
        return value
    return Decimal._make(value._sign, value._int * 10 ** missing, value._exp - missing)


def _rounded(scaled, prec, context):
    """The number scaled / 10**prec, which is inexact, rounded to the context."""
    number = abs(scaled)
    if number % 5 == 0:
        number += 1
    local = context.copy()
    local.rounding = ROUND_HALF_EVEN
    result = Decimal._make(int(scaled < 0), number, -prec)._fix(local)
    for signal in (Rounded, Inexact):
        context._signal(signal)
    return result


def _exp_scaled(x, prec):
    """exp(x) * 10**prec: halved often, summed by Taylor's series, squared back."""
    halvings = 12 + max(x.adjusted(), 0) * 4
    guard = prec + halvings // 2 + 10
    extra = max(int(float(x) / 2.302585092994046) + 1, 0) if not x._sign else 0
    guard += extra
    unit = 10 ** guard
    value = x._int * 10 ** (guard + x._exp) if guard + x._exp >= 0 else x._int // 10 ** -(guard + x._exp)
    value = -value if x._sign else value
    value = value // (1 << halvings) if value >= 0 else -(-value // (1 << halvings))
    total = term = unit
    n = 1
    while term:
        product = term * value
        term = (product // unit if product >= 0 else -(-product // unit))
        term = term // n if term >= 0 else -(-term // n)
        total += term
        n += 1
    for _ in range(halvings):
        total = total * total // unit
    return total // 10 ** (guard - prec)


def _ln_scaled(x, prec):
    """ln(x) * 10**prec: x is brought near 1, then 2 artanh((y - 1) / (y + 1)) is summed."""
    guard = prec + 15
    unit = 10 ** guard
    exponent = x.adjusted()
    shift = guard - (digit_count(x._int) - 1)
    y = x._int * 10 ** shift if shift >= 0 else x._int // 10 ** -shift
    if y > 3162277660168379332 * unit // 10 ** 18:
        exponent += 1
        y //= 10
    roots = 0
    from math import isqrt

    while abs(y - unit) > unit // 50:
        y = isqrt(y * unit)
        roots += 1
    total = _artanh(y - unit, y + unit, unit) * 2 << roots
    if exponent:
        total += exponent * _ln10(guard)
    return total // 10 ** 15


def _artanh(top, bottom, unit):
    z = top * unit // bottom if top >= 0 else -(-top * unit // bottom)
    square = z * z // unit
    total, power, n = 0, z, 1
    while power:
        total += power // n if power >= 0 else -(-power // n)
        power = power * square // unit if power >= 0 else -(-power * square // unit)
        n += 2
    return total


def _ln10(digits):
    """ln(10) * 10**digits, from artanh(1/9) and ln 2: ln 10 = 3 ln 2 + ln(10/8)."""
    unit = 10 ** (digits + 5)
    ln2 = 2 * _artanh(1, 3, unit)
    return (3 * ln2 + 2 * _artanh(1, 9, unit)) // 10 ** 5
