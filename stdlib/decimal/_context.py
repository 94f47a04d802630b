"""Contexts: precision, rounding, limits and what is done about signals."""

from decimal._signals import (CONDITIONS, MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_EVEN, ROUND_HALF_UP, SIGNAL_OF,
                              SIGNALS, Clamped, ConversionSyntax, DivisionByZero, InvalidOperation, Overflow,
                              Underflow, check_rounding)

_NAMES = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps")
_RANGES = {"prec": (1, MAX_PREC, "valid range for prec is [1, MAX_PREC]"),
           "Emin": (MIN_EMIN, 0, "valid range for Emin is [MIN_EMIN, 0]"),
           "Emax": (0, MAX_EMAX, "valid range for Emax is [0, MAX_EMAX]"),
           "capitals": (0, 1, "valid values for capitals are 0 or 1"),
           "clamp": (0, 1, "valid values for clamp are 0 or 1")}


class SignalDict:
    """Whether each signal is set. It has all signals as keys, always."""

    __module__ = "decimal"
    __slots__ = ("_set", "invalid")

    def __init__(self, signals=()):
        self._set = dict.fromkeys(SIGNALS, False)
        # The first condition that made InvalidOperation what it is.
        self.invalid = ConversionSyntax
        for signal in signals:
            self[signal] = signals[signal] if hasattr(signals, "keys") else True

    def __getitem__(self, signal):
        return self._set[self._known(signal)]

    def __setitem__(self, signal, value):
        self._set[self._known(signal)] = bool(value)
        if signal is InvalidOperation:
            self.invalid = ConversionSyntax

    def __delitem__(self, signal):
        raise ValueError("signal keys cannot be deleted")

    @staticmethod
    def _known(signal):
        if signal not in SIGNALS:
            raise KeyError("valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n"
                           "   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]")
        return signal

    def give(self, condition):
        """Sets the signal of a condition; returns it."""
        signal = SIGNAL_OF.get(condition, condition)
        if signal is InvalidOperation and (not self._set[signal] or
                                           CONDITIONS.index(condition) < CONDITIONS.index(self.invalid)):
            self.invalid = condition
        self._set[signal] = True
        return signal

    def names(self):
        """The names of the signals that are set."""
        places = {signal: CONDITIONS.index(self.invalid if signal is InvalidOperation else signal)
                  for signal in SIGNALS if self._set[signal]}
        return ", ".join(signal.__name__ for signal in sorted(places, key=places.get))

    def __iter__(self):
        return iter(SIGNALS)

    def __len__(self):
        return len(SIGNALS)

    def __contains__(self, signal):
        return signal in SIGNALS

    def keys(self):
        return self._set.keys()

    def values(self):
        return self._set.values()

    def items(self):
        return self._set.items()

    def get(self, signal, default=None):
        return self._set.get(signal, default)

    def copy(self):
        """The signals as a dictionary."""
        return dict(self._set)

    def __eq__(self, other):
        if isinstance(other, (SignalDict, dict)):
            return dict(self.items()) == dict(other.items())
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        return "{" + ", ".join(f"{signal}:{value}" for signal, value in self._set.items()) + "}"


def _table(value):
    if isinstance(value, SignalDict):
        return SignalDict(value.copy())
    if isinstance(value, dict):
        if value.keys() != set(SIGNALS):
            raise KeyError("invalid signal dict")
        return SignalDict(value)
    raise TypeError("argument must be a signal dict")


def require(value):
    """A Decimal of an argument; a TypeError where it is neither a Decimal nor an integer."""
    from decimal._number import Decimal

    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")


class Context:
    """Precision, rounding, limits and what is done about signals."""

    __module__ = "decimal"

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None,
                 traps=None):
        given = dict(zip(_NAMES, (prec, rounding, Emin, Emax, capitals, clamp, flags, traps)))
        for name, value in given.items():
            if value is None:
                value = [] if name == "flags" else getattr(DefaultContext, name)
            if isinstance(value, (list, tuple)) and name in ("flags", "traps"):
                value = SignalDict(dict.fromkeys(value, True))
            setattr(self, name, value)

    def __setattr__(self, name, value):
        if name in _RANGES:
            least, most, text = _RANGES[name]
            if not isinstance(value, int):
                raise TypeError("an integer is required")
            if not least <= value <= most:
                raise ValueError(text)
        elif name == "rounding":
            check_rounding(value)
        elif name in ("traps", "flags"):
            value = _table(value)
        else:
            raise AttributeError(f"'decimal.Context' object has no attribute '{name}'")
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        raise AttributeError("context attributes cannot be deleted")

    def __repr__(self):
        return (f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
                f"capitals={self.capitals}, clamp={self.clamp}, flags=[{self.flags.names()}], "
                f"traps=[{self.traps.names()}])")

    def copy(self):
        """An independent copy."""
        new = Context.__new__(Context)
        for name in _NAMES:
            setattr(new, name, getattr(self, name))
        new.flags.invalid, new.traps.invalid = self.flags.invalid, self.traps.invalid
        return new

    __copy__ = copy

    def __reduce__(self):
        lists = ([signal for signal in SIGNALS if table[signal]] for table in (self.flags, self.traps))
        return Context, (*(getattr(self, name) for name in _NAMES[:6]), *lists)

    def clear_flags(self):
        """Forgets what was signalled."""
        self.flags = SignalDict()

    def clear_traps(self):
        """Lets every signal pass."""
        self.traps = SignalDict()

    def Etiny(self):
        """The least exponent of a subnormal number."""
        return self.Emin - self.prec + 1

    def Etop(self):
        """The largest exponent of a number with all digits."""
        return self.Emax - self.prec + 1

    def _signal(self, condition, result=None):
        """Sets a flag; raises where the signal is trapped."""
        signal = self.flags.give(condition)
        if self.traps[signal]:
            raise signal([condition])
        return result

    def create_decimal(self, num="0"):
        """A Decimal rounded to the context."""
        from decimal._number import Decimal

        return Decimal(num, self)._fix(self)

    def create_decimal_from_float(self, f):
        """A Decimal of a float, rounded to the context."""
        from decimal._number import Decimal

        return Decimal.from_float(f)._fix(self)

    def add(self, a, b):
        return require(a)._add(require(b), self)

    def subtract(self, a, b):
        return require(a)._add(require(b).copy_negate(), self)

    def multiply(self, a, b):
        return require(a)._multiply(require(b), self)

    def divide(self, a, b):
        return require(a)._divide(require(b), self)

    def divide_int(self, a, b):
        return require(a)._divide_int(require(b), self)[0]

    def remainder(self, a, b):
        return require(a)._remainder(require(b), self)

    def divmod(self, a, b):
        return require(a)._divmod(require(b), self)

    def power(self, a, b, modulo=None):
        return require(a)._power(require(b), self, modulo)

    def plus(self, a):
        return require(a)._fix(self)

    def minus(self, a):
        return require(a).copy_negate()._fix(self)

    def abs(self, a):
        return require(a).copy_abs()._fix(self)

    def copy_decimal(self, a):
        return require(a)

    def radix(self):
        return require(10)

    def to_sci_string(self, a):
        return require(a)._to_string(False, self)

    def to_eng_string(self, a):
        return require(a)._to_string(True, self)


def _add_method(name, with_context):
    """Gives contexts a method of numbers that is called with the context, if it takes one."""
    def method(self, a, /, *rest):
        number, rest = require(a), [require(other) for other in rest]
        return getattr(number, name)(*rest, **({"context": self} if with_context else {}))

    method.__name__, method.__qualname__ = name, f"Context.{name}"
    setattr(Context, name, method)


for _name in ("sqrt", "exp", "ln", "log10", "quantize", "compare", "compare_signal", "compare_total",
              "compare_total_mag", "normalize", "to_integral_value", "to_integral_exact", "to_integral", "max", "min",
              "max_mag", "min_mag", "fma", "remainder_near", "next_plus", "next_minus", "next_toward", "logb", "scaleb",
              "shift", "rotate", "logical_and", "logical_or", "logical_xor", "logical_invert", "copy_sign",
              "same_quantum", "is_normal", "is_subnormal", "number_class"):
    _add_method(_name, True)
for _name in ("is_nan", "is_qnan", "is_snan", "is_infinite", "is_finite", "is_signed", "is_zero", "is_canonical",
              "canonical", "copy_abs", "copy_negate"):
    _add_method(_name, False)


_usual = [DivisionByZero, Overflow, InvalidOperation]
DefaultContext = Context(28, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], _usual)
BasicContext = Context(9, ROUND_HALF_UP, traps=[*_usual, Clamped, Underflow])
ExtendedContext = Context(9, ROUND_HALF_EVEN, traps=[])
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
    """What localcontext() returns."""

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
    if ctx is not None and not isinstance(ctx, Context):
        raise TypeError("optional argument must be a context")
    context = (getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        if name not in _NAMES:
            raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        setattr(context, name, value)
    return _LocalContext(context)
