"""Decimal arithmetic with a chosen precision (IBM's General Decimal Arithmetic)."""

import numbers as _numbers

from _types import native as _native

__all__ = ["Decimal", "Context", "DecimalException", "Clamped", "InvalidOperation", "DivisionByZero", "Inexact",
           "Rounded", "Subnormal", "Overflow", "Underflow", "FloatOperation", "DivisionImpossible",
           "DivisionUndefined", "ConversionSyntax", "InvalidContext", "ROUND_DOWN", "ROUND_HALF_UP",
           "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP",
           "setcontext", "getcontext", "localcontext", "DefaultContext", "BasicContext", "ExtendedContext", "MAX_PREC",
           "MAX_EMAX", "MIN_EMIN", "MIN_ETINY", "HAVE_THREADS", "HAVE_CONTEXTVAR"]

ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING = ("ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN",
                                                             "ROUND_CEILING")
ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN, ROUND_05UP = "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP"
_ROUNDINGS = (ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN,
              ROUND_05UP)
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = -1999999999999999997
HAVE_THREADS = HAVE_CONTEXTVAR = True
__version__ = "1.70"
__libmpdec_version__ = "2.5.1"


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


_SIGNALS = (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped)
_FLAG_ORDER = (Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal,
               Underflow)
_SIGNAL_OF = {ConversionSyntax: InvalidOperation, DivisionImpossible: InvalidOperation,
              DivisionUndefined: InvalidOperation, InvalidContext: InvalidOperation}


def _round_up_needed(rounding, sign, kept, rest, half):
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


def _digits(n):
    return len(str(n)) if n else 1


class Context:
    """Precision, rounding, limits and what is done about signals."""

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None,
                 traps=None):
        base = globals().get("DefaultContext")
        self.prec = base.prec if prec is None and base else 28 if prec is None else prec
        self.rounding = base.rounding if rounding is None and base else rounding or ROUND_HALF_EVEN
        self.Emin = -999999 if Emin is None else Emin
        self.Emax = 999999 if Emax is None else Emax
        self.capitals = 1 if capitals is None else capitals
        self.clamp = 0 if clamp is None else clamp
        if traps is None:
            traps = [s for s in _SIGNALS if base.traps[s]] if base else [InvalidOperation, DivisionByZero, Overflow]
        self.traps = _table(traps)
        self.flags = _table(flags or [])

    def __setattr__(self, name, value):
        if name == "prec":
            if not isinstance(value, int):
                raise TypeError("an integer is required")
            if not 1 <= value <= MAX_PREC:
                raise ValueError("valid range for prec is [1, MAX_PREC]")
        elif name == "rounding":
            if value not in _ROUNDINGS:
                raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                                "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
        elif name in ("traps", "flags") and not isinstance(value, dict):
            value = _table(value)
        elif name not in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "traps", "flags"):
            raise AttributeError(f"'decimal.Context' object has no attribute '{name}'")
        object.__setattr__(self, name, value)

    def __repr__(self):
        flags = ", ".join(s.__name__ for s in _FLAG_ORDER if self.flags[s])
        traps = ", ".join(s.__name__ for s in (InvalidOperation, DivisionByZero, Overflow, Clamped, Inexact,
                                               FloatOperation, Rounded, Subnormal, Underflow) if self.traps[s])
        return (f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
                f"capitals={self.capitals}, clamp={self.clamp}, flags=[{flags}], traps=[{traps}])")

    def copy(self):
        """An independent copy."""
        new = Context.__new__(Context)
        for name in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp"):
            object.__setattr__(new, name, getattr(self, name))
        object.__setattr__(new, "traps", dict(self.traps))
        object.__setattr__(new, "flags", dict(self.flags))
        return new

    __copy__ = copy

    def clear_flags(self):
        """Forgets what was signalled."""
        for signal in self.flags:
            self.flags[signal] = False

    def clear_traps(self):
        """Lets every signal pass."""
        for signal in self.traps:
            self.traps[signal] = False

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def _signal(self, condition, result=None, raised=True):
        """Sets a flag; raises where the signal is trapped."""
        signal = _SIGNAL_OF.get(condition, condition)
        self.flags[signal] = True
        if self.traps[signal]:
            raise signal([condition])
        return result

    def create_decimal(self, num="0"):
        """A Decimal rounded to the context."""
        d = Decimal(num)
        return d._fix(self)

    def create_decimal_from_float(self, f):
        return Decimal.from_float(f)._fix(self)


    def add(self, a, b):
        return _require(a)._add(_require(b), self)

    def subtract(self, a, b):
        return _require(a)._add(_require(b).copy_negate(), self)

    def multiply(self, a, b):
        return _require(a)._multiply(_require(b), self)

    def divide(self, a, b):
        return _require(a)._divide(_require(b), self)

    def divide_int(self, a, b):
        return _require(a)._divide_int(_require(b), self)[0]

    def remainder(self, a, b):
        return _require(a)._divide_int(_require(b), self)[1]

    def power(self, a, b, modulo=None):
        return _require(a)._power(_require(b), self, modulo)

    def plus(self, a):
        return _require(a)._fix(self)

    def minus(self, a):
        return _require(a).copy_negate()._fix(self)

    def abs(self, a):
        return _require(a).copy_abs()._fix(self)

    def to_sci_string(self, a):
        return str(_require(a))

    def __hash__(self):
        raise TypeError("unhashable type: 'decimal.Context'")


def _pass_on(name):
    def method(self, a, *rest):
        return getattr(_require(a), name)(*rest, context=self)

    method.__name__ = method.__qualname__ = name
    setattr(Context, name, method)


for _name in ("sqrt", "exp", "ln", "log10", "quantize", "compare", "normalize", "to_integral_value", "max", "min",
              "fma", "remainder_near", "next_plus", "next_minus", "logb", "scaleb"):
    _pass_on(_name)


def _table(signals):
    if isinstance(signals, dict):
        return {signal: bool(signals.get(signal)) for signal in _SIGNALS}
    return {signal: signal in signals for signal in _SIGNALS}


def _require(value):
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")


DefaultContext = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[DivisionByZero, Overflow, InvalidOperation])
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP, traps=[DivisionByZero, Overflow, InvalidOperation, Clamped,
                                                              Underflow])
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, traps=[])
_current = [DefaultContext.copy()]


def getcontext():
    """The context that operators use."""
    return _current[0]


def setcontext(context, /):
    """Makes a context the one that operators use."""
    if not isinstance(context, Context):
        raise TypeError("argument must be a context")
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current[0] = context


class _LocalContext:
    def __init__(self, context):
        self._context = context

    def __enter__(self):
        self._saved = getcontext()
        setcontext(self._context)
        return self._context

    def __exit__(self, *details):
        setcontext(self._saved)


def localcontext(ctx=None, **kwargs):
    """A context for a with statement."""
    context = (getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        if name not in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        setattr(context, name, value)
    return _LocalContext(context)


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


@_native
class Decimal:
    """A number in decimal digits: (-1)**sign * int * 10**exp."""

    __slots__ = ("_sign", "_int", "_exp", "_special")

    def __new__(cls, value="0", context=None):
        if isinstance(value, Decimal):
            if type(value) is cls:
                return value
            return cls._make(value._sign, value._int, value._exp, value._special)
        if isinstance(value, str):
            parts = _parse(value)
            if parts is None:
                return (context or getcontext())._signal(ConversionSyntax, _NAN)
            return cls._make(*parts)
        if isinstance(value, int):
            return cls._make(int(value < 0), abs(int(value)), 0, "")
        if isinstance(value, float):
            (context or getcontext()).flags[FloatOperation] = True
            if (context or getcontext()).traps[FloatOperation]:
                raise FloatOperation([FloatOperation])
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
        return 0 if self._special else self._exp + _digits(self._int) - 1

    def as_tuple(self):
        """Sign, digits and exponent."""
        exponent = {"inf": "F", "nan": "n", "snan": "N"}.get(self._special, self._exp)
        digits = (0,) if self._special == "inf" else tuple(map(int, str(self._int)))
        if self._special in ("nan", "snan") and not self._int:
            digits = ()
        return _decimal_tuple()(self._sign, digits, exponent)

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

    # Texts.

    def __repr__(self):
        return f"Decimal('{self}')"

    def __str__(self):
        return self._to_string(False)

    def to_eng_string(self, context=None):
        """The text with an exponent that is a multiple of 3."""
        return self._to_string(True)

    def _to_string(self, engineering):
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
        letter = "E" if getcontext().capitals else "e"
        return sign + text + (f"{letter}{left - point:+d}" if left != point else "")

    def __format__(self, spec, context=None):
        return _format(self, spec)

    # Rounding.

    def _fix(self, context):
        """The number rounded to the context."""
        if self._special:
            return self
        if self._int == 0:
            exponent = min(max(self._exp, context.Etiny()), context.Emax)
            return self if exponent == self._exp else Decimal._make(self._sign, 0, exponent)
        number, exponent = self._int, self._exp
        size = _digits(number)
        drop = size - context.prec
        if exponent + drop < context.Etiny():
            drop = context.Etiny() - exponent
        if exponent + size - 1 > context.Emax:
            return self._overflow(context)
        if drop <= 0:
            return self
        result, exact = self._drop(drop, context.rounding)
        if _digits(result._int) > context.prec:
            result = Decimal._make(result._sign, result._int // 10, result._exp + 1)
        if result._exp + _digits(result._int) - 1 > context.Emax:
            return self._overflow(context)
        context._signal(Rounded)
        if not exact:
            context._signal(Inexact)
            if self.adjusted() < context.Emin:
                context._signal(Subnormal)
                context._signal(Underflow)
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
        if _round_up_needed(rounding, self._sign, kept, rest * 2, unit):
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
        exp = _require(exp)
        if self._special or exp._special:
            nan = self._nan(exp, context)
            if nan is not None:
                return nan
            if self._special == exp._special == "inf":
                return self
            return context._signal(InvalidOperation, _NAN)
        result = self._rescale(exp._exp, rounding or context.rounding)
        if _digits(result._int) > context.prec or not context.Etiny() <= exp._exp <= context.Emax:
            return context._signal(InvalidOperation, _NAN)
        if result._exp > self._exp:
            context._signal(Rounded)
            if result != self:
                context._signal(Inexact)
        return result

    def to_integral_value(self, rounding=None, context=None):
        """The number rounded to an integer."""
        if self._special or self._exp >= 0:
            return self
        return self._rescale(0, rounding or (context or getcontext()).rounding)

    to_integral = to_integral_exact = to_integral_value

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

    def same_quantum(self, other, context=None):
        """Whether two numbers have one exponent."""
        other = _require(other)
        if self._special or other._special:
            return self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite()
        return self._exp == other._exp

    def copy_abs(self):
        return Decimal._make(0, self._int, self._exp, self._special)

    def copy_negate(self):
        return Decimal._make(1 - self._sign, self._int, self._exp, self._special)

    def copy_sign(self, other, context=None):
        return Decimal._make(_require(other)._sign, self._int, self._exp, self._special)

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

    def _add(self, other, context):
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self._special and other._special and self._sign != other._sign:
                return context._signal(InvalidOperation, _NAN)
            return self if self._special else other
        exponent = min(self._exp, other._exp)
        if abs(self._exp - other._exp) > 2 * context.prec + 1000:
            return self._add_far(other, context)
        a = self._int * 10 ** (self._exp - exponent)
        b = other._int * 10 ** (other._exp - exponent)
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
                return context._signal(InvalidOperation, _NAN)
            return Decimal._make(sign, 0, 0, "inf")
        return Decimal._make(sign, self._int * other._int, self._exp + other._exp)._fix(context)

    def _divide(self, other, context):
        sign = self._sign ^ other._sign
        if self._special or other._special:
            nan = self._nan(other, context)
            if nan is not None:
                return nan
            if self._special and other._special:
                return context._signal(InvalidOperation, _NAN)
            if self._special:
                return Decimal._make(sign, 0, 0, "inf")
            return Decimal._make(sign, 0, context.Etiny())
        if other._int == 0:
            if self._int == 0:
                return context._signal(DivisionUndefined, _NAN)
            return context._signal(DivisionByZero, Decimal._make(sign, 0, 0, "inf"))
        if self._int == 0:
            return Decimal._make(sign, 0, self._exp - other._exp)._fix(context)
        shift = max(_digits(other._int) - _digits(self._int) + context.prec + 1, 0)
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
                bad = context._signal(InvalidOperation, _NAN)
                return bad, bad
            return Decimal._make(sign, 0, 0, "inf"), context._signal(InvalidOperation, _NAN)
        if other.is_infinite():
            return Decimal._make(sign, 0, 0), self._fix(context)
        if other._int == 0:
            if self._int == 0:
                bad = context._signal(DivisionUndefined, _NAN)
                return bad, bad
            return (context._signal(DivisionByZero, Decimal._make(sign, 0, 0, "inf")),
                    context._signal(InvalidOperation, _NAN))
        exponent = min(self._exp, other._exp)
        if self.adjusted() - other.adjusted() > context.prec:
            bad = context._signal(DivisionImpossible, _NAN)
            return bad, bad
        a = self._int * 10 ** (self._exp - exponent)
        b = other._int * 10 ** (other._exp - exponent)
        quotient, rest = divmod(a, b)
        if _digits(quotient) > context.prec:
            bad = context._signal(DivisionImpossible, _NAN)
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
            return context._signal(DivisionUndefined if self._int == 0 else InvalidOperation, _NAN)
        return self._divide_int(other, context)[1]

    def __rmod__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else other % self

    def __divmod__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else self._divide_int(other, getcontext())

    def __rdivmod__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else divmod(other, self)

    def remainder_near(self, other, context=None):
        """self - n * other for the nearest integer n."""
        context = context or getcontext()
        other = _require(other)
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if self.is_infinite() or other.is_zero():
            return context._signal(InvalidOperation, _NAN)
        if other.is_infinite():
            return self._fix(context)
        exponent = min(self._exp, other._exp)
        a = self._int * 10 ** (self._exp - exponent)
        b = other._int * 10 ** (other._exp - exponent)
        quotient, rest = divmod(a, b)
        sign = self._sign
        if 2 * rest + (quotient & 1) > b:
            rest = b - rest
            sign = 1 - sign
        return Decimal._make(sign, rest, exponent)._fix(context)

    def fma(self, other, third, context=None):
        """self * other + third with one rounding."""
        context = context or getcontext()
        other, third = _require(other), _require(third)
        wide = context.copy()
        wide.prec = _digits(self._int) + _digits(other._int) + 10
        return self._multiply(other, wide)._add(third, context)

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

    def _power(self, other, context, modulo=None):
        if modulo is not None:
            return Decimal(pow(int(self), int(other), int(_require(modulo))))
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if other.is_zero():
            return context._signal(InvalidOperation, _NAN) if self.is_zero() else Decimal(1)
        odd = other._is_integer() and int(other) % 2 == 1
        sign = int(self._sign and odd)
        if self._sign and not self.is_zero() and not other._is_integer() and not other._special:
            return context._signal(InvalidOperation, _NAN)
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
            return self._integer_power(int(other), sign, context)
        wide = context.copy()
        wide.prec = context.prec + 10 + max(other.adjusted(), 0)
        wide.clear_traps()
        result = self.copy_abs().ln(wide)._multiply(other, wide).exp(wide)
        result = Decimal._make(sign, result._int, result._exp, result._special)
        exact = result._fix(context)
        context.flags[Inexact] = context.flags[Rounded] = True
        return _pad(exact, context)

    def _integer_power(self, power, sign, context):
        if self._int == 1 and self._exp == 0:
            return Decimal._make(sign, 1, 0) if power >= 0 else Decimal._make(sign, 1, 0)
        size = abs(power)
        if _digits(self._int) * size <= 4 * context.prec + 200 or self._int == 1:
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
            return self if not self._sign else context._signal(InvalidOperation, _NAN)
        if self._int == 0:
            return Decimal._make(self._sign, 0, self._exp >> 1)._fix(context)
        if self._sign:
            return context._signal(InvalidOperation, _NAN)
        from math import isqrt

        prec = context.prec + 1
        exponent = self._exp >> 1
        number = self._int * 10 if self._exp & 1 else self._int
        size = (_digits(number) + 1) >> 1
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
            return context._signal(InvalidOperation, _NAN)
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
            return context._signal(InvalidOperation, _NAN)
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

    def scaleb(self, other, context=None):
        """The number times a power of 10."""
        context = context or getcontext()
        return Decimal._make(self._sign, self._int, self._exp + int(other), self._special)._fix(context)

    def shift(self, other, context=None):
        """The digits shifted."""
        context = context or getcontext()
        n = int(other)
        number = self._int * 10 ** n % 10 ** context.prec if n >= 0 else self._int // 10 ** -n
        return Decimal._make(self._sign, number, self._exp)

    def next_plus(self, context=None):
        """The smallest number above."""
        return self._neighbour(context or getcontext(), ROUND_CEILING, 0)

    def next_minus(self, context=None):
        """The largest number below."""
        return self._neighbour(context or getcontext(), ROUND_FLOOR, 1)

    def _neighbour(self, context, rounding, sign):
        local = context.copy()
        local.rounding = rounding
        local.clear_traps()
        rounded = self._fix(local)
        if rounded != self:
            return rounded
        return self._add(Decimal._make(sign, 1, local.Etiny() - 1), local)

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
            exponent = min(self._exp, other._exp)
            a = self._int * 10 ** (self._exp - exponent)
            b = other._int * 10 ** (other._exp - exponent)
            larger = (a > b) - (a < b)
        return -larger if self._sign else larger

    def compare(self, other, context=None):
        """-1, 0 or 1 as a Decimal."""
        other = _require(other)
        nan = self._nan(other, context or getcontext())
        return nan if nan is not None else Decimal(self._compare(other))

    def compare_total(self, other, context=None):
        """The order of all values, by their representation too."""
        other = _require(other)
        order = 0 if self.is_nan() or other.is_nan() else self._compare(other)
        if order == 0 and self._exp != other._exp:
            order = 1 if (self._exp > other._exp) != bool(self._sign) else -1
        return Decimal(order)

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
        return self._choose(_require(other), context, 1)

    def min(self, other, context=None):
        """The smaller of two numbers."""
        return self._choose(_require(other), context, -1)

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

    def number_class(self, context=None):
        """A word for the kind of number."""
        if self._special:
            return {"nan": "NaN", "snan": "sNaN"}.get(self._special, "-Infinity" if self._sign else "+Infinity")
        sign = "-" if self._sign else "+"
        return sign + ("Zero" if not self._int else "Subnormal" if self.is_subnormal(context) else "Normal")


_numbers.Number.register(Decimal)
_NAN = Decimal._make(0, 0, 0, "nan")
_tuple_class = None


def _decimal_tuple():
    global _tuple_class
    if _tuple_class is None:
        from collections import namedtuple

        _tuple_class = namedtuple("DecimalTuple", "sign digits exponent", module="decimal")
    return _tuple_class


def _operand(value):
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    return NotImplemented


def _comparable(value, equality):
    if isinstance(value, (Decimal, int)):
        return _operand(value)
    if isinstance(value, float):
        context = getcontext()
        context.flags[FloatOperation] = True
        if context.traps[FloatOperation] and not equality:
            raise FloatOperation([FloatOperation])
        return Decimal.from_float(value)
    if isinstance(value, _numbers.Rational):
        wide = Context(prec=400, traps=[])
        return wide.divide(Decimal(value.numerator), Decimal(value.denominator))
    if equality and isinstance(value, complex) and value.imag == 0:
        return Decimal.from_float(value.real)
    return NotImplemented


def _pad(value, context):
    """An inexact result with all its digits."""
    missing = context.prec - _digits(value._int)
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
    shift = guard - (_digits(x._int) - 1)
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


def _format(value, spec):
    """format(): fill, alignment, sign, zeros, width, commas, precision and type."""
    fill, align, sign, grouping, precision, kind = " ", "", "-", "", None, ""
    rest = spec
    if len(rest) > 1 and rest[1] in "<>=^":
        fill, align, rest = rest[0], rest[1], rest[2:]
    elif rest[:1] and rest[0] in "<>=^":
        align, rest = rest[0], rest[1:]
    if rest[:1] and rest[0] in "+- ":
        sign, rest = rest[0], rest[1:]
    if rest[:1] == "z":
        rest = rest[1:]
    alternate = rest[:1] == "#"
    rest = rest[1:] if alternate else rest
    zero = rest[:1] == "0"
    if zero:
        rest = rest[1:]
        fill, align = (fill if align else "0"), align or "="
    size = 0
    while size < len(rest) and rest[size].isdecimal():
        size += 1
    width, rest = int(rest[:size] or 0), rest[size:]
    if rest[:1] and rest[0] in ",_":
        grouping, rest = rest[0], rest[1:]
    if rest[:1] == ".":
        size = 1
        while size < len(rest) and rest[size].isdecimal():
            size += 1
        if size == 1:
            raise ValueError("invalid format string")
        precision, rest = int(rest[1:size]), rest[size:]
    if rest:
        if len(rest) != 1 or rest not in "eEfFgGn%":
            raise ValueError("invalid format string")
        kind = rest
    body = _body(value, kind, precision, grouping)
    mark = "-" if value._sign else "" if sign == "-" else sign
    room = max(width - len(mark) - len(body), 0)
    align = align or ">"
    if align == "<":
        return mark + body + fill * room
    if align == "^":
        return fill * (room // 2) + mark + body + fill * (room - room // 2)
    if align == "=":
        if zero and grouping and not value._special:
            whole, point, part = body.partition(".")
            while len(mark) + len(whole) + len(point + part) < width:
                digits = "0" + whole.replace(grouping, "")
                whole = _group(digits, grouping)
            return mark + whole + point + part
        return mark + fill * room + body
    return fill * room + mark + body


def _group(digits, grouping):
    parts = []
    while len(digits) > 3:
        parts.insert(0, digits[-3:])
        digits = digits[:-3]
    return grouping.join([digits] + parts)


def _body(value, kind, precision, grouping):
    """The digits without a sign."""
    number = value.copy_abs()
    if number._special:
        return str(number) + ("%" if kind == "%" else "")
    rounding = getcontext().rounding
    if kind == "%":
        number = Decimal._make(0, number._int, number._exp + 2)
    letter = kind.lower()
    if precision is not None:
        if letter == "e":
            drop = _digits(number._int) - precision - 1
            number = _to_size(number, precision + 1, rounding) if drop > 0 or number._int else number
        elif letter in ("f", "%"):
            number = number._rescale(-precision, rounding)
        elif (letter in ("g", "n", "")) and _digits(number._int) > max(precision, 1):
            number = _to_size(number, max(precision, 1), rounding)
    if not number._int and number._exp > 0 and letter in ("f", "%"):
        number = number._rescale(0, rounding)
    digits = str(number._int)
    left = number._exp + len(digits)
    if letter == "e":
        point = 1
    elif letter in ("f", "%"):
        point = left
    else:
        point = left if number._exp <= 0 and left > -6 else 1
    if letter == "e" and not number._int and precision is not None:
        digits = "0" * (precision + 1)
        left = 1 if number._exp == 0 else number._exp + precision + 1
        left = 1 + number._exp + precision if number._exp + precision else 1
    if point <= 0:
        whole, part = "0", "0" * -point + digits
    elif point >= len(digits):
        whole, part = digits + "0" * (point - len(digits)), ""
    else:
        whole, part = digits[:point], digits[point:]
    if letter == "e" and precision is not None:
        part = part.ljust(precision, "0")
    if grouping:
        whole = _group(whole, grouping)
    text = whole + ("." + part if part else "")
    if letter == "e" or (letter in ("g", "n", "") and left != point):
        text += f"{'e' if kind in ('e', 'g') else 'E'}{left - point:+d}"
    return text + ("%" if kind == "%" else "")


def _to_size(number, size, rounding):
    """The number with at most `size` digits."""
    drop = _digits(number._int) - size
    if drop <= 0:
        return number
    result, _ = number._drop(drop, rounding)
    if _digits(result._int) > size:
        result = Decimal._make(0, result._int // 10, result._exp + 1)
    return result
