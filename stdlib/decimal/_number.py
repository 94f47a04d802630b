"""Decimal numbers: what they are, texts, rounding, arithmetic, comparison."""

import numbers

from _types import native
from decimal._context import Context, getcontext, require
from decimal._signals import (MAX_EMAX, MIN_ETINY, ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN,
                              Clamped, ConversionSyntax, DivisionByZero, DivisionImpossible, DivisionUndefined,
                              FloatOperation, Inexact, InvalidOperation, Overflow, Rounded, Subnormal, Underflow,
                              check_rounding, digit_count, rounds_up)


def _parse(text):
    """(sign, digits, exponent, special) of a text; None where it is no number. special: '', 'inf', 'nan', 'snan'."""
    body = text.strip().replace("_", "")
    sign = 0
    if body[:1] in ("+", "-"):
        sign = int(body[0] == "-")
        body = body[1:]
    lower = body.lower()
    if lower in ("inf", "infinity"):
        return sign, 0, 0, "inf"
    for name in ("snan", "nan"):
        if lower.startswith(name):
            payload = lower[len(name):]
            return (sign, int(payload or 0), 0, name) if not payload or payload.isdecimal() else None
    mantissa, letter, exponent = lower.partition("e")
    if letter:
        unsigned = exponent[1:] if exponent[:1] in ("+", "-") else exponent
        if not unsigned.isdecimal():
            return None
    whole, _, part = mantissa.partition(".")
    if not (whole or part) or not (whole + part).isdecimal():
        return None
    return sign, int(whole + part), int(exponent or 0) - len(part), ""


def _later(module, *names):
    """Methods whose functions stand in another file of this package, which is loaded when one is called."""
    def make(name):
        def method(self, /, *args, **kwargs):
            functions = __import__(f"decimal.{module}", fromlist=[name])
            return getattr(functions, name)(self, *args, **kwargs)

        method.__name__, method.__qualname__, method.__module__ = name, f"Decimal.{name}", "decimal"
        return method

    return map(make, names)


def _decimal_tuple():
    """The class of what as_tuple() returns."""
    import decimal

    return decimal.DecimalTuple


@native
class Decimal:
    """A number in decimal digits: (-1)**sign * int * 10**exp."""

    __slots__ = ("_sign", "_int", "_exp", "_special")
    __module__ = "decimal"

    _power, sqrt, exp, ln, log10, logb = _later("_functions", "_power", "sqrt", "exp", "ln", "log10", "logb")
    fma, remainder_near, next_plus, next_minus, next_toward, number_class, same_quantum, as_integer_ratio = _later(
        "_rarer", "fma", "remainder_near", "next_plus", "next_minus", "next_toward", "number_class", "same_quantum",
        "as_integer_ratio")
    compare_total, compare_total_mag, max_mag, min_mag = _later(
        "_rarer", "compare_total", "compare_total_mag", "max_mag", "min_mag")
    scaleb, shift, rotate, logical_and, logical_or, logical_xor, logical_invert = _later(
        "_digits", "scaleb", "shift", "rotate", "logical_and", "logical_or", "logical_xor", "logical_invert")

    def __new__(cls, value="0", context=None):
        if context is not None and not isinstance(context, Context):
            raise TypeError("optional argument must be a context")
        if isinstance(value, Decimal):
            if type(value) is cls:
                return value
            return cls._make(value._sign, value._int, value._exp, value._special)
        if isinstance(value, str):
            parts = _parse(value)
            if parts is None:
                return (context or getcontext())._signal(ConversionSyntax, NAN)
            if not MIN_ETINY <= parts[2] or parts[2] + digit_count(parts[1]) - 1 > MAX_EMAX:
                return (context or getcontext())._signal(InvalidOperation, NAN)
            return cls._make(*parts)
        if isinstance(value, int):
            return cls._make(int(value < 0), abs(int(value)), 0, "")
        if isinstance(value, float):
            (context or getcontext())._signal(FloatOperation)
            return cls.from_float(value)
        if isinstance(value, (tuple, list)):
            return cls._from_tuple(value)
        raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")

    @classmethod
    def _make(cls, sign, integer, exponent, special=""):
        self = object.__new__(cls)
        self._sign, self._int, self._exp, self._special = sign, integer, exponent, special
        return self

    @classmethod
    def _from_tuple(cls, value):
        if len(value) != 3:
            raise ValueError("argument must be a sequence of length 3")
        sign, digits, exponent = value
        if sign not in (0, 1):
            raise ValueError("sign must be an integer with the value 0 or 1")
        if exponent == "F":
            return cls._make(sign, 0, 0, "inf")
        if not isinstance(digits, (tuple, list)) or not all(type(d) is int and 0 <= d <= 9 for d in digits):
            raise ValueError("coefficient must be a tuple of digits")
        number = int("".join(map(str, digits)) or "0")
        if exponent in ("n", "N"):
            return cls._make(sign, number, 0, "nan" if exponent == "n" else "snan")
        if not isinstance(exponent, int):
            raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
        return cls._make(sign, number, exponent)

    @classmethod
    def from_float(cls, f):
        """The exact value of a float."""
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("argument must be int or float")
        if f != f:
            return cls._make(0, 0, 0, "nan")
        if f in (float("inf"), float("-inf")):
            return cls._make(int(f < 0), 0, 0, "inf")
        from math import copysign

        n, d = abs(f).as_integer_ratio()
        power = d.bit_length() - 1
        return cls._make(int(copysign(1, f) < 0), n * 5 ** power, -power)

    # What a number is.

    def is_nan(self):
        return self._special in ("nan", "snan")

    def is_qnan(self):
        return self._special == "nan"

    def is_snan(self):
        return self._special == "snan"

    def is_infinite(self):
        return self._special == "inf"

    def is_finite(self):
        return not self._special

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return not self._special and self._int == 0

    def is_normal(self, context=None):
        return not self._special and self._int != 0 and (context or getcontext()).Emin <= self.adjusted()

    def is_subnormal(self, context=None):
        return not self._special and self._int != 0 and self.adjusted() < (context or getcontext()).Emin

    def is_canonical(self):
        return True

    def canonical(self):
        return self

    def adjusted(self):
        """The exponent of the first digit."""
        return 0 if self._special else self._exp + digit_count(self._int) - 1

    def as_tuple(self):
        """Sign, digits and exponent."""
        exponent = {"inf": "F", "nan": "n", "snan": "N"}.get(self._special, self._exp)
        digits = (0,) if self._special == "inf" else tuple(map(int, str(self._int)))
        if self._special in ("nan", "snan") and not self._int:
            digits = ()
        return _decimal_tuple()(self._sign, digits, exponent)

    # Texts.

    def __repr__(self):
        return f"Decimal('{self}')"

    def __str__(self):
        return self._to_string(False)

    def to_eng_string(self, context=None):
        """The text with an exponent that is a multiple of 3."""
        return self._to_string(True, context)

    def _to_string(self, engineering, context=None):
        sign = "-" if self._sign else ""
        if self._special == "inf":
            return sign + "Infinity"
        if self._special:
            return sign + {"nan": "NaN", "snan": "sNaN"}[self._special] + (str(self._int) if self._int else "")
        digits = str(self._int)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            point = left
        elif not engineering:
            point = 1
        elif digits == "0":
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            text = "0." + "0" * -point + digits
        elif point >= len(digits):
            text = digits + "0" * (point - len(digits))
        else:
            text = digits[:point] + "." + digits[point:]
        letter = "E" if (context or getcontext()).capitals else "e"
        return sign + text + (f"{letter}{left - point:+d}" if left != point else "")

    def __format__(self, spec, context=None):
        from decimal._format import format_number

        return format_number(self, spec, context or getcontext())

    # Rounding.

    def _fix(self, context):
        """The number rounded to the context."""
        if self._special:
            return self
        if self._int == 0:
            highest = context.Etop() if context.clamp else context.Emax
            exponent = min(max(self._exp, context.Etiny()), highest)
            if exponent == self._exp:
                return self
            return context._signal(Clamped, Decimal._make(self._sign, 0, exponent))
        adjusted = self.adjusted()
        if adjusted > context.Emax:
            return self._overflow(context)
        drop = max(digit_count(self._int) - context.prec, context.Etiny() - self._exp)
        if drop > 0:
            return self._shorten(context, drop, adjusted < context.Emin)
        if adjusted < context.Emin:
            context._signal(Subnormal)
        if context.clamp and self._exp > context.Etop():
            context._signal(Clamped)
            return self._rescale(context.Etop(), context.rounding)
        return self

    def _shorten(self, context, drop, small):
        """The number without its last `drop` digits, with the signals of rounding."""
        result, exact = self._drop(drop, context.rounding)
        if digit_count(result._int) > context.prec:
            result = Decimal._make(result._sign, result._int // 10, result._exp + 1)
        if result._exp + digit_count(result._int) - 1 > context.Emax:
            return self._overflow(context)
        context._signal(Rounded)
        if small:
            context._signal(Subnormal)
        if not exact:
            context._signal(Inexact)
            if small:
                context._signal(Underflow)
                if not result._int:
                    context._signal(Clamped)
        return result

    def _overflow(self, context):
        context._signal(Overflow)
        context._signal(Inexact)
        context._signal(Rounded)
        down = context.rounding == ROUND_DOWN or context.rounding == (ROUND_CEILING if self._sign else ROUND_FLOOR)
        if down:
            return Decimal._make(self._sign, 10 ** context.prec - 1, context.Etop())
        return Decimal._make(self._sign, 0, 0, "inf")

    def _drop(self, count, rounding):
        """The number without its last `count` digits, and whether nothing was lost."""
        unit = 10 ** count
        kept, rest = divmod(self._int, unit)
        if rounds_up(rounding, self._sign, kept, rest * 2, unit):
            kept += 1
        return Decimal._make(self._sign, kept, self._exp + count), rest == 0

    def _rescale(self, exponent, rounding):
        """The number with another exponent."""
        if exponent <= self._exp:
            return Decimal._make(self._sign, self._int * 10 ** (self._exp - exponent), exponent)
        return self._drop(exponent - self._exp, rounding)[0]

    def quantize(self, exp, rounding=None, context=None):
        """The number with the exponent of another one."""
        context = context or getcontext()
        exp = require(exp)
        if self._special or exp._special:
            nan = self._nan(exp, context)
            if nan is not None:
                return nan
            if rounding is not None:
                check_rounding(rounding)
            if self._special == exp._special == "inf":
                return self
            return context._signal(InvalidOperation, NAN)
        result = self._rescale(exp._exp, context.rounding if rounding is None else check_rounding(rounding))
        if digit_count(result._int) > context.prec or not context.Etiny() <= exp._exp <= context.Emax:
            return context._signal(InvalidOperation, NAN)
        if result._exp > self._exp:
            context._signal(Rounded)
            if result != self:
                context._signal(Inexact)
        return result

    def to_integral_value(self, rounding=None, context=None):
        """The number rounded to an integer."""
        context = context or getcontext()
        rounding = context.rounding if rounding is None else check_rounding(rounding)
        if self._special:
            nan = self._nan(None, context)
            return self if nan is None else nan
        return self if self._exp >= 0 else self._rescale(0, rounding)

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        """The number rounded to an integer, with the signals of rounding."""
        context = context or getcontext()
        result = self.to_integral_value(rounding, context)
        if not self._special and self._exp < 0:
            context._signal(Rounded)
            if result != self:
                context._signal(Inexact)
        return result

    def normalize(self, context=None):
        """The number without zeros at its end."""
        context = context or getcontext()
        result = self._fix(context)
        if result._special:
            return result
        if result._int == 0:
            return Decimal._make(result._sign, 0, 0)
        number, exponent = result._int, result._exp
        while number % 10 == 0 and exponent < context.Emax:
            number //= 10
            exponent += 1
        return Decimal._make(result._sign, number, exponent)

    def copy_abs(self):
        return Decimal._make(0, self._int, self._exp, self._special)

    def copy_negate(self):
        return Decimal._make(1 - self._sign, self._int, self._exp, self._special)

    def copy_sign(self, other, context=None):
        return Decimal._make(require(other)._sign, self._int, self._exp, self._special)

    def conjugate(self):
        return self

    def radix(self):
        return Decimal(10)

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def _nan(self, other, context):
        """What an operation on a NaN gives; None where neither is one."""
        for value in (self, other):
            if value is not None and value._special == "snan":
                return context._signal(InvalidOperation, Decimal._make(value._sign, value._int, 0, "nan"))
        for value in (self, other):
            if value is not None and value._special == "nan":
                return value
        return None

    # Arithmetic.

    def _aligned(self, other):
        """The coefficients of two numbers that are written with one exponent, and that exponent."""
        exponent = min(self._exp, other._exp)
        return self._int * 10 ** (self._exp - exponent), other._int * 10 ** (other._exp - exponent), exponent

    def _add(self, other, context):
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self._special and other._special and self._sign != other._sign:
                return context._signal(InvalidOperation, NAN)
            return self if self._special else other
        if abs(self._exp - other._exp) > 2 * context.prec + 1000:
            return self._add_far(other, context)
        a, b, exponent = self._aligned(other)
        total = (-a if self._sign else a) + (-b if other._sign else b)
        if total == 0:
            both = self._sign and other._sign
            sign = int(both or (self._sign != other._sign and context.rounding == ROUND_FLOOR))
            return Decimal._make(sign, 0, exponent)._fix(context)
        return Decimal._make(int(total < 0), abs(total), exponent)._fix(context)

    def _add_far(self, other, context):
        """A sum whose smaller operand only decides the rounding."""
        if not self._int:
            return other._fix(context)
        if not other._int:
            return self._fix(context)
        large, small = (self, other) if self.adjusted() > other.adjusted() else (other, self)
        shift = context.prec + 3
        number = large._int * 10 ** shift
        number += -1 if large._sign != small._sign else 1
        return Decimal._make(large._sign, number, large._exp - shift)._fix(context)

    def _multiply(self, other, context):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self.is_zero() or other.is_zero():
                return context._signal(InvalidOperation, NAN)
            return Decimal._make(sign, 0, 0, "inf")
        return Decimal._make(sign, self._int * other._int, self._exp + other._exp)._fix(context)

    def _divide(self, other, context):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self._special and other._special:
                return context._signal(InvalidOperation, NAN)
            if self._special:
                return Decimal._make(sign, 0, 0, "inf")
            return Decimal._make(sign, 0, context.Etiny())
        if other._int == 0:
            if self._int == 0:
                return context._signal(DivisionUndefined, NAN)
            return context._signal(DivisionByZero, Decimal._make(sign, 0, 0, "inf"))
        if self._int == 0:
            return Decimal._make(sign, 0, self._exp - other._exp)._fix(context)
        shift = max(digit_count(other._int) - digit_count(self._int) + context.prec + 1, 0)
        quotient, rest = divmod(self._int * 10 ** shift, other._int)
        exponent = self._exp - other._exp - shift
        if rest:
            # A last digit of 0 or 5 would hide that something follows.
            if quotient % 5 == 0:
                quotient += 1
        else:
            ideal = self._exp - other._exp
            while exponent < ideal and quotient % 10 == 0:
                quotient //= 10
                exponent += 1
        return Decimal._make(sign, quotient, exponent)._fix(context)

    def _divide_int(self, other, context):
        """Quotient towards 0 and remainder."""
        nan = self._nan(other, context)
        if nan is not None:
            return nan, nan
        sign = self._sign ^ other._sign
        if self.is_infinite():
            if other.is_infinite():
                bad = context._signal(InvalidOperation, NAN)
                return bad, bad
            return Decimal._make(sign, 0, 0, "inf"), context._signal(InvalidOperation, NAN)
        if other.is_infinite():
            return Decimal._make(sign, 0, 0), self._fix(context)
        if other._int == 0:
            if self._int == 0:
                bad = context._signal(DivisionUndefined, NAN)
                return bad, bad
            return (context._signal(DivisionByZero, Decimal._make(sign, 0, 0, "inf")),
                    context._signal(InvalidOperation, NAN))
        if self.adjusted() - other.adjusted() > context.prec:
            bad = context._signal(DivisionImpossible, NAN)
            return bad, bad
        a, b, exponent = self._aligned(other)
        quotient, rest = divmod(a, b)
        if digit_count(quotient) > context.prec:
            bad = context._signal(DivisionImpossible, NAN)
            return bad, bad
        return Decimal._make(sign, quotient, 0), Decimal._make(self._sign, rest, exponent)._fix(context)

    def __add__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else self._add(other, getcontext())

    __radd__ = __add__

    def __sub__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else self._add(
            other if other.is_nan() else other.copy_negate(), getcontext())

    def __rsub__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else other - self

    def __mul__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else self._multiply(other, getcontext())

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else self._divide(other, getcontext())

    def __rtruediv__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else other / self

    def __floordiv__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else self._divide_int(other, getcontext())[0]

    def __rfloordiv__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else other // self

    def __mod__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else self._remainder(other, getcontext())

    def _remainder(self, other, context):
        if other.is_zero() and self.is_finite():
            return context._signal(DivisionUndefined if self._int == 0 else InvalidOperation, NAN)
        return self._divide_int(other, context)[1]

    def __rmod__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else other % self

    def __divmod__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else self._divmod(other, getcontext())

    def _divmod(self, other, context):
        """Quotient towards 0 and remainder; by zero two signals are given at once."""
        if other.is_zero() and self.is_finite() and self._int:
            for condition in (InvalidOperation, DivisionByZero):
                context.flags.give(condition)
            trapped = [signal for signal in (InvalidOperation, DivisionByZero) if context.traps[signal]]
            if trapped:
                raise trapped[0]([InvalidOperation, DivisionByZero])
            return Decimal._make(self._sign ^ other._sign, 0, 0, "inf"), NAN
        return self._divide_int(other, context)

    def __rdivmod__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else divmod(other, self)

    def __neg__(self):
        if self.is_zero() and getcontext().rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(getcontext())
        return self.copy_negate()._fix(getcontext())

    def __pos__(self):
        if self.is_zero() and getcontext().rounding != ROUND_FLOOR:
            return self.copy_abs()._fix(getcontext())
        return self._fix(getcontext())

    def __abs__(self):
        return self.copy_abs()._fix(getcontext())

    def __pow__(self, other, modulo=None):
        other = _operand(other)
        return other if other is NotImplemented else self._power(other, getcontext(), modulo)

    def __rpow__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else other ** self

    def _is_integer(self):
        return not self._special and (self._exp >= 0 or self._int % 10 ** -self._exp == 0)

    # Comparison.

    def _compare(self, other):
        """-1, 0 or 1 for numbers that are not NaN."""
        if self._special or other._special:
            mine = (-1 if self._sign else 1) if self._special else 0
            theirs = (-1 if other._sign else 1) if other._special else 0
            return (mine > theirs) - (mine < theirs)
        if self._int == 0 or other._int == 0 or self._sign != other._sign:
            a = 0 if self._int == 0 else -1 if self._sign else 1
            b = 0 if other._int == 0 else -1 if other._sign else 1
            return (a > b) - (a < b)
        if self.adjusted() != other.adjusted():
            larger = 1 if self.adjusted() > other.adjusted() else -1
        else:
            a, b, _ = self._aligned(other)
            larger = (a > b) - (a < b)
        return -larger if self._sign else larger

    def compare(self, other, context=None):
        """-1, 0 or 1 as a Decimal."""
        other = require(other)
        nan = self._nan(other, context or getcontext())
        return nan if nan is not None else Decimal(self._compare(other))

    def compare_signal(self, other, context=None):
        """-1, 0 or 1 as a Decimal; every NaN is signalled."""
        other, context = require(other), context or getcontext()
        if self.is_nan() or other.is_nan():
            return context._signal(InvalidOperation, NAN)
        return Decimal(self._compare(other))

    def __eq__(self, other):
        other = _comparable(other, True)
        if other is NotImplemented:
            return other
        if self.is_nan() or other.is_nan():
            if "snan" in (self._special, other._special):
                getcontext()._signal(InvalidOperation)
            return False
        return self._compare(other) == 0

    def _order(self, other, test):
        other = _comparable(other, False)
        if other is NotImplemented:
            return other
        if self.is_nan() or other.is_nan():
            getcontext()._signal(InvalidOperation)
            return False
        return test(self._compare(other))

    def __lt__(self, other):
        return self._order(other, lambda order: order < 0)

    def __le__(self, other):
        return self._order(other, lambda order: order <= 0)

    def __gt__(self, other):
        return self._order(other, lambda order: order > 0)

    def __ge__(self, other):
        return self._order(other, lambda order: order >= 0)

    def max(self, other, context=None):
        """The larger of two numbers."""
        return self._choose(require(other), context, 1)

    def min(self, other, context=None):
        """The smaller of two numbers."""
        return self._choose(require(other), context, -1)

    def _choose(self, other, context, wanted):
        context = context or getcontext()
        if self.is_nan() or other.is_nan():
            if self.is_qnan() and not other.is_nan():
                return other._fix(context)
            if other.is_qnan() and not self.is_nan():
                return self._fix(context)
            return self._nan(other, context)
        order = self._compare(other)
        if order == 0:
            order = int(self.compare_total(other))
        return (self if order == wanted or order == 0 else other)._fix(context)

    def __hash__(self):
        if self._special:
            if self._special == "snan":
                raise TypeError("Cannot hash a signaling NaN value")
            if self._special == "nan":
                return object.__hash__(self)
            return -314159 if self._sign else 314159
        modulus = 2305843009213693951
        scale = pow(10, self._exp, modulus) if self._exp >= 0 else pow(pow(10, -1, modulus), -self._exp, modulus)
        result = self._int * scale % modulus
        result = -result if self._sign else result
        return -2 if result == -1 else result

    def __bool__(self):
        return bool(self._special) or self._int != 0

    # Conversions.

    def __int__(self):
        if self._special == "inf":
            raise OverflowError("cannot convert Infinity to integer")
        if self._special:
            raise ValueError("cannot convert NaN to integer")
        value = self._int * 10 ** self._exp if self._exp >= 0 else self._int // 10 ** -self._exp
        return -value if self._sign else value

    __trunc__ = __int__

    def __float__(self):
        if self._special == "snan":
            raise ValueError("cannot convert signaling NaN to float")
        return float(str(self).replace("sNaN", "nan") if not self.is_nan() else ("-nan" if self._sign else "nan"))

    def __complex__(self):
        return complex(float(self))

    def __round__(self, n=None):
        if n is not None:
            return self.quantize(Decimal._make(0, 1, -n), ROUND_HALF_EVEN) if not self._special else self
        if self._special:
            return int(self)
        return int(self._rescale(0, ROUND_HALF_EVEN))

    def __floor__(self):
        return int(self) if self._special else int(self._rescale(0, ROUND_FLOOR))

    def __ceil__(self):
        return int(self) if self._special else int(self._rescale(0, ROUND_CEILING))

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


numbers.Number.register(Decimal)
NAN = Decimal._make(0, 0, 0, "nan")


def _operand(value):
    """A number as a Decimal; NotImplemented for what arithmetic does not take."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    return NotImplemented


def _comparable(value, equality):
    if isinstance(value, (Decimal, int)):
        return _operand(value)
    if isinstance(value, float):
        if equality:
            getcontext().flags.give(FloatOperation)
        else:
            getcontext()._signal(FloatOperation)
        return Decimal.from_float(value)
    if isinstance(value, numbers.Rational):
        wide = Context(prec=400, traps=[])
        return wide.divide(Decimal(value.numerator), Decimal(value.denominator))
    if equality and isinstance(value, complex) and value.imag == 0:
        return Decimal.from_float(value.real)
    return NotImplemented
