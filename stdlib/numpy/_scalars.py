"""numpy's scalar types: np.float32(1.5), np.int64(3), np.True_ ... One class for each dtype."""

from _types import refuse
import operator

import _numpy
from numpy import _dtypes
from numpy._dtypes import promote, weak


def _native(x):
    """The Python number or text of a scalar."""
    return x._v


class generic:
    """The base of all scalars. What a scalar has in common with an array of rank 0 is looked up there."""

    __slots__ = ()
    __array_priority__ = -1000000.0
    ndim = 0
    shape = ()
    strides = ()
    size = 1
    base = None

    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self.dtype.itemsize)
    T = property(lambda self: self)
    flat = property(lambda self: self._array().flat)
    # torch reads these two: the number, and the torch dtype of numpy's.
    _torch_number = property(_native)
    _torch_dtype = property(lambda self: self.dtype._torch)

    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        _numpy.name_type(cls, "numpy." + cls.__name__)
        cls.__module__ = "numpy"

    def _array(self):
        from numpy._array import array
        return array(self._v, dtype=self.dtype)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"'{type(self).__qualname__}' object has no attribute '{name}'")
        if name in _ARRAY_NAMES:
            return getattr(self._array(), name)
        raise AttributeError(f"'numpy.{type(self).__name__}' object has no attribute '{name}'")

    def item(self, *args):
        return self._v

    def tolist(self):
        return self._v

    def __array__(self, dtype=None, copy=None):
        return self._array() if dtype is None else self._array().astype(dtype)

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        if order not in ("C", "K", "A", None) or casting != "unsafe":
            refuse("numpy.astype(order=..., casting=...)")
        return self._array().astype(dtype)[()]

    def copy(self, order="C"):
        if order not in ("C", "K", "A", None):
            refuse("numpy.copy(order=...)")
        return self

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return type(self), (self._v,)

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return type(self)(0)

    def conjugate(self):
        return self

    conj = conjugate

    def __hash__(self):
        return hash(self._v)

    def __bool__(self):
        return bool(self._v)

    def __int__(self):
        return int(self._v)

    def __float__(self):
        return float(self._v)

    def __complex__(self):
        return complex(self._v)

    def __format__(self, spec):
        return format(self._v, spec)

    def __repr__(self):
        return f"np.{type(self).__name__}({self._text()})"

    def __str__(self):
        return self._text()

    def _text(self):
        return repr(self._v)

    def __getitem__(self, key):
        if key == () or key is Ellipsis:
            return self if key == () else self._array()
        if key is None:
            return self._array()[None]
        raise IndexError("invalid index to scalar variable.")

    def __round__(self, ndigits=None):
        if ndigits is None:
            return round(self._v)
        return self.round(ndigits)

    def __neg__(self):
        return _unary("negative", operator.neg, self)

    def __pos__(self):
        return self

    def __abs__(self):
        return _unary("absolute", abs, self)

    def __invert__(self):
        return _unary("invert", None, self)

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self


# What numpy's scalars share with arrays.
_ARRAY_NAMES = frozenset(
    "all any argmax argmin argsort choose clip compress cumprod cumsum data diagonal fill flags flatten max mean min "
    "nonzero prod ptp put ravel repeat reshape round searchsorted sort squeeze std sum swapaxes take tobytes trace "
    "transpose var view device".split())


class number(generic):
    __slots__ = ()


class integer(number):
    __slots__ = ()

    numerator = property(lambda self: self)
    denominator = property(lambda self: type(self)(1))

    def __index__(self):
        return self._v

    def is_integer(self):
        return True

    def bit_count(self):
        return abs(self._v).bit_count()


class signedinteger(integer):
    __slots__ = ()


class unsignedinteger(integer):
    __slots__ = ()


class inexact(number):
    __slots__ = ()


class floating(inexact):
    __slots__ = ()

    def is_integer(self):
        return self._v.is_integer()

    def as_integer_ratio(self):
        return self._v.as_integer_ratio()


class complexfloating(inexact):
    __slots__ = ()


class flexible(generic):
    __slots__ = ()


class character(flexible):
    __slots__ = ()


def _convert(kind, value):
    """What a scalar class makes of an argument that is no plain number: the Python number, or an array."""
    if isinstance(value, generic):
        return value._v
    if isinstance(value, (str, bytes)):
        return complex(value) if kind.kind == "c" else float(value) if kind.kind == "f" else int(value)
    if isinstance(value, (bool, int, float, complex)):
        return value
    from numpy._array import array
    made = array(value, dtype=kind)
    return made.item() if made.ndim == 0 else made


def _is_array(value):
    return not isinstance(value, (bool, int, float, complex))




def _make_integer(cls, value):
    kind = cls.dtype
    if type(value) is not int:
        value = _convert(kind, value)
        if _is_array(value):
            return value
        if isinstance(value, complex):
            raise TypeError("int() argument must be a string, a bytes-like object or a real number, not 'complex'")
        wrapped = not isinstance(value, (bool, int))
        value = int(value)
        if wrapped:
            value = _wrap(kind, value)
    _dtypes.check_fits(kind, value)
    made = object.__new__(cls)
    made._v = value
    return made


def _wrap(kind, value):
    """An int as the dtype's bits hold it."""
    low, high = _dtypes.limits(kind)
    if low <= value <= high:
        return value
    return (value - low) % (high - low + 1) + low


class int8(signedinteger):
    __slots__ = ("_v",)

    def __new__(cls, value=0):
        return _make_integer(cls, value)


class int16(signedinteger):
    __slots__ = ("_v",)

    def __new__(cls, value=0):
        return _make_integer(cls, value)


class int32(signedinteger):
    __slots__ = ("_v",)

    def __new__(cls, value=0):
        return _make_integer(cls, value)


class int64(signedinteger):
    __slots__ = ("_v",)

    def __new__(cls, value=0):
        return _make_integer(cls, value)


class uint8(unsignedinteger):
    __slots__ = ("_v",)

    def __new__(cls, value=0):
        return _make_integer(cls, value)


def _float_text(value, bits):
    """The shortest text of a float, with an exponent from 1e16 up and below 1e-4."""
    if value != value or value in (float("inf"), float("-inf")):
        return repr(value)
    if bits == 64:
        return repr(value)
    digits, _, exponent = _numpy.digits(value, bits).partition("e")
    exponent = int(exponent)
    if value and not -4 <= exponent < 16:
        return f"{digits}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    sign = "-" if digits[0] == "-" else ""
    digits = digits.lstrip("-").replace(".", "")
    if exponent < 0:
        return sign + "0." + "0" * (-exponent - 1) + digits
    whole, part = digits[:exponent + 1].ljust(exponent + 1, "0"), digits[exponent + 1:]
    return sign + whole + "." + (part or "0")


def _make_float(cls, value, bits):
    if type(value) is not float:
        value = _convert(cls.dtype, value)
        if _is_array(value):
            return value
        value = float(value)
    made = object.__new__(cls)
    made._v = _numpy.narrow(value, bits)
    return made


class float16(floating):
    __slots__ = ("_v",)

    def __new__(cls, value=0.0):
        return _make_float(cls, value, 16)

    def _text(self):
        return _float_text(self._v, 16)


class float32(floating):
    __slots__ = ("_v",)

    def __new__(cls, value=0.0):
        return _make_float(cls, value, 32)

    def _text(self):
        return _float_text(self._v, 32)


class float64(floating, float):
    __slots__ = ()
    _v = property(float.__float__)

    def __new__(cls, value=0.0):
        if type(value) is not float:
            value = _convert(_dtypes.float64, value)
            if _is_array(value):
                return value
        return float.__new__(cls, value)

    def _text(self):
        return float.__repr__(self)

    def __float__(self):
        return float.__float__(self)


def _complex_text(value, bits):
    """As Python writes complex numbers, with the parts' own shortest digits."""
    def part(x):
        text = _float_text(x, bits)
        return text[:-2] if text.endswith(".0") else text

    imaginary = part(value.imag)
    if value.real == 0 and str(value.real)[0] != "-":
        return imaginary + "j"
    return "(" + part(value.real) + ("" if imaginary[0] == "-" else "+") + imaginary + "j)"


class complex64(complexfloating):
    __slots__ = ("_v",)

    def __new__(cls, real=0.0, imag=0.0):
        value = complex(_convert(_dtypes.complex64, real)) + 1j * imag if imag else complex(
            _convert(_dtypes.complex64, real))
        made = object.__new__(cls)
        made._v = complex(_numpy.narrow(value.real, 32), _numpy.narrow(value.imag, 32))
        return made

    def _text(self):
        return _complex_text(self._v, 32)

    def __repr__(self):
        return "np.complex64(" + self._text().strip("()") + ")"

    real = property(lambda self: float32(self._v.real))
    imag = property(lambda self: float32(self._v.imag))

    def conjugate(self):
        return complex64(self._v.conjugate())


class complex128(complexfloating, complex):
    __slots__ = ()
    _v = property(complex.__complex__)

    def __new__(cls, real=0.0, imag=0.0):
        real = _convert(_dtypes.complex128, real)
        return complex.__new__(cls, real, imag) if imag else complex.__new__(cls, real)

    def _text(self):
        return _complex_text(self._v, 64)

    def __repr__(self):
        return "np.complex128(" + self._text().strip("()") + ")"

    real = property(lambda self: float64(self._v.real))
    imag = property(lambda self: float64(self._v.imag))

    def conjugate(self):
        return complex128(self._v.conjugate())


class bool_(generic):
    __slots__ = ("_v",)

    def __new__(cls, value=False):
        if not isinstance(value, (bool, int, float, str, generic)) and value is not None:
            value = _convert(_dtypes.bool_, value)
            if _is_array(value):
                return value
        return True_ if value else False_

    def __repr__(self):
        return "np.True_" if self._v else "np.False_"

    def __index__(self):
        return int(self._v)


bool_.__name__ = bool_.__qualname__ = "bool"
_numpy.name_type(bool_, "numpy.bool")
True_ = object.__new__(bool_)
True_._v = True
False_ = object.__new__(bool_)
False_._v = False


class str_(str, character):
    __slots__ = ()
    _v = property(str.__str__)

    def __repr__(self):
        return "np.str_(" + str.__repr__(self) + ")"

    def __str__(self):
        return str.__str__(self)

    def __hash__(self):
        return str.__hash__(self)

    def __format__(self, spec):
        return str.__format__(self, spec)

    def __bool__(self):
        return len(self) > 0


class object_(generic):
    __slots__ = ()

    def __new__(cls, value=None):
        return value


for _cls in (int8, int16, int32, int64, uint8, float16, float32, float64, complex64, complex128, bool_, object_):
    _dtypes.register(_cls, getattr(_dtypes, _cls.__name__ if _cls is not bool_ else "bool_"))
_dtypes._table[str_] = _dtypes.string_dtype(0)
_dtypes.string_dtype(0).type = str_
str_.dtype = property(lambda self: _dtypes.string_dtype(max(len(self), 1)))
_numpy.name_type(generic, "numpy.generic")
generic.__module__ = "numpy"
_PLAIN = (bool, int, float, complex)


def make(kind, value):
    """A scalar of a dtype from the Python number that an element gives."""
    if kind is _dtypes.float64:
        return float.__new__(float64, value)
    if kind is _dtypes.bool_:
        return True_ if value else False_
    if kind.kind in "iu":
        made = object.__new__(kind.type)
        made._v = value
        return made
    return kind.type(value)


def _fast_divide(a, b):
    return float(a) / b if not isinstance(a, complex) else a / b


_FAST = {"add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "divide": _fast_divide,
         "floor_divide": operator.floordiv, "remainder": operator.mod}
_COMPARE = {"equal": operator.eq, "not_equal": operator.ne, "less": operator.lt, "less_equal": operator.le,
            "greater": operator.gt, "greater_equal": operator.ge}


def _arrays(name, a, b):
    from numpy import _ufuncs
    return getattr(_ufuncs, name)(a, b)


def _operate(name, self, other, reflected):
    """An operator of a scalar: plain numbers go through Python's own, the rest through arrays."""
    cls = type(other)
    if cls in _PLAIN:
        value = other
        kind = self.dtype if cls is bool else weak(self.dtype, other)
        if cls is int and kind.kind in "iu" and name not in _COMPARE:
            _dtypes.check_fits(kind, other)
    elif isinstance(other, generic) and cls is not str_:
        value = other._v
        kind = promote(self.dtype, other.dtype)
    elif isinstance(other, _PLAIN):
        return _operate(name, self, float(other) if isinstance(other, float) else int(other), reflected)
    elif isinstance(other, (list, tuple)) or isinstance(other, str) and name != "multiply":
        return _arrays(name, other, self) if reflected else _arrays(name, self, other)
    else:
        return NotImplemented
    a, b = (value, self._v) if reflected else (self._v, value)
    if name in _COMPARE:
        if kind is _dtypes.float32 or kind is _dtypes.float16:
            a, b = _numpy.narrow(a, kind.itemsize * 8), _numpy.narrow(b, kind.itemsize * 8)
        if kind.kind == "c" and name not in ("equal", "not_equal"):
            return _arrays(name, a, b)
        return True_ if _COMPARE[name](a, b) else False_
    function = _FAST.get(name)
    if function is not None and kind.kind != "b":
        try:
            if kind.kind == "f":
                a, b = float(a), float(b)
                if kind is not _dtypes.float64:
                    a, b = _numpy.narrow(a, kind.itemsize * 8), _numpy.narrow(b, kind.itemsize * 8)
            value = function(a, b)
        except (ZeroDivisionError, OverflowError):
            return _at_the_edge(name, kind, other, self) if reflected else _at_the_edge(name, kind, self, other)
        if kind.kind in "iu":
            if name == "divide":
                return float64(value)
            kept = _wrap(kind, value)
            if kept != value:
                _told().tell("over", "scalar " + name)
            return make(kind, kept)
        made = kind.type(value)
        if made._v - made._v != 0:
            _told().check_scalar(name, a, b, made._v)
        return made
    return _arrays(name, other, self) if reflected else _arrays(name, self, other)


def _told():
    from numpy import _errors
    return _errors


def _at_the_edge(name, kind, a, b):
    """A division by zero or an overflow: computed as arrays are, told as scalars are."""
    errors = _told()
    with errors.silence():
        made = _arrays(name, a, b)
    a, b = [each._v if isinstance(each, generic) else each for each in (a, b)]
    if kind.kind in "iu" and name != "divide":
        errors.tell("divide", "scalar " + name)
    else:
        errors.check_scalar(name, a, b, made._v)
    return made


def _unary(name, function, self):
    if function is not None and self.dtype.kind in "ifc" and self.dtype is not _dtypes.complex128:
        value = function(self._v)
        return make(self.dtype, _wrap(self.dtype, value)) if self.dtype.kind == "i" else type(self)(value)
    from numpy import _ufuncs
    return getattr(_ufuncs, name)(self)


def _install():
    names = {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "floordiv": "floor_divide",
             "mod": "remainder", "pow": "power", "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor",
             "lshift": "left_shift", "rshift": "right_shift"}

    def forward(name):
        return lambda self, other: _operate(name, self, other, False)

    def backward(name):
        return lambda self, other: _operate(name, self, other, True)

    for short, name in names.items():
        setattr(generic, f"__{short}__", forward(name))
        setattr(generic, f"__r{short}__", backward(name))
    for short, name in {"eq": "equal", "ne": "not_equal", "lt": "less", "le": "less_equal", "gt": "greater",
                        "ge": "greater_equal"}.items():
        setattr(generic, f"__{short}__", forward(name))


_install()
