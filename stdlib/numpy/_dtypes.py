"""dtype objects, numpy's promotion, and which torch dtype holds the elements."""

import _numpy
import torch
from _types import UnsupportedError


class dtype:
    """The type of an array's elements. There is one object for each; strings have one for each length."""

    __slots__ = ("name", "kind", "char", "num", "itemsize", "type", "_torch")
    alignment = property(lambda self: 4 if self.kind == "U" else self.itemsize)
    byteorder = property(lambda self: "|" if self.itemsize == 1 or self.kind == "O" else "=")
    shape = ()
    ndim = 0
    names = None
    fields = None
    subdtype = None
    isnative = True
    hasobject = property(lambda self: self.kind == "O")
    base = property(lambda self: self)

    def __new__(cls, dtype, align=False, copy=False):
        return dtype_of(dtype)

    @property
    def str(self):
        if self.kind == "O":
            return "|O"
        size = self.itemsize // 4 if self.kind == "U" else self.itemsize
        return ("|" if size == 1 and self.kind != "U" else "<") + self.kind + repr(size)

    def __str__(self):
        return self.str if self.kind == "U" else self.name

    def __repr__(self):
        return "dtype(" + repr("O" if self.kind == "O" else str(self)) + ")"

    def __eq__(self, other):
        if self is other:
            return True
        if other is None:
            return False
        try:
            return self is dtype_of(other)
        except TypeError:
            return False

    def __hash__(self):
        return hash(self.name)

    def __lt__(self, other):
        other = dtype_of(other)
        return self is not other and can_cast(self, other)

    def __le__(self, other):
        return can_cast(self, dtype_of(other))

    def __gt__(self, other):
        return dtype_of(other) < self

    def __ge__(self, other):
        return dtype_of(other) <= self

    def __reduce__(self):
        return dtype, (str(self),)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _make(name, kind, char, num, itemsize, torch_type):
    made = object.__new__(dtype)
    made.name, made.kind, made.char, made.num, made.itemsize = name, kind, char, num, itemsize
    made.type = None
    made._torch = torch_type
    return made


bool_ = _make("bool", "b", "?", 0, 1, torch.bool)
int8 = _make("int8", "i", "b", 1, 1, torch.int8)
uint8 = _make("uint8", "u", "B", 2, 1, torch.uint8)
int16 = _make("int16", "i", "h", 3, 2, torch.int16)
int32 = _make("int32", "i", "i", 5, 4, torch.int32)
int64 = _make("int64", "i", "l", 7, 8, torch.int64)
float16 = _make("float16", "f", "e", 23, 2, torch.float16)
float32 = _make("float32", "f", "f", 11, 4, torch.float32)
float64 = _make("float64", "f", "d", 12, 8, torch.float64)
complex64 = _make("complex64", "c", "F", 14, 8, torch.complex64)
complex128 = _make("complex128", "c", "D", 15, 16, torch.complex128)
# Strings and objects live in a list; the tensor holds their places in it.
object_ = _make("object", "O", "O", 17, 8, torch.int64)

NUMERIC = (bool_, int8, uint8, int16, int32, int64, float16, float32, float64, complex64, complex128)
FROM_TORCH = {each._torch: each for each in NUMERIC}
_strings = {}
_table = {bool: bool_, int: int64, float: float64, complex: complex128, object: object_, None: float64}
_NAMES = {
    "bool": bool_, "?": bool_, "b1": bool_, "bool_": bool_, "int8": int8, "i1": int8, "b": int8, "byte": int8,
    "uint8": uint8, "u1": uint8, "B": uint8, "ubyte": uint8, "int16": int16, "i2": int16, "h": int16,
    "short": int16, "int32": int32, "i4": int32, "i": int32, "intc": int32, "int64": int64, "i8": int64,
    "l": int64, "int": int64, "int_": int64, "long": int64, "intp": int64, "q": int64, "longlong": int64, "p": int64,
    "float16": float16, "f2": float16, "e": float16, "half": float16, "float32": float32, "f4": float32,
    "f": float32, "single": float32, "float64": float64, "f8": float64, "d": float64, "float": float64,
    "double": float64, "complex64": complex64, "c8": complex64, "F": complex64, "csingle": complex64,
    "complex128": complex128, "c16": complex128, "D": complex128, "complex": complex128, "cdouble": complex128,
    "object": object_, "O": object_, "object_": object_,
}
_LACKING = ("uint16 uint32 uint64 u2 u4 u8 H I L Q N P uint uintc uintp ulong ulonglong ushort float128 longdouble g G "
            "complex256 clongdouble bytes bytes_ S a V void datetime64 timedelta64 M m M8 m8").split()


def string_dtype(length):
    """The dtype of strings of up to `length` characters."""
    found = _strings.get(length)
    if found is None:
        found = _strings[length] = _make("str" + repr(length * 32) if length else "str", "U", "U", 19, length * 4,
                                         torch.int64)
        if length:
            found.type = string_dtype(0).type
    return found


def register(scalar, kind):
    """Tells which dtype a scalar class has (called by _scalars for each)."""
    kind.type = scalar
    _table[scalar] = kind
    scalar.dtype = kind


def dtype_of(spec):
    """The dtype that a class, a name, a dtype or None stands for; TypeError as numpy words it."""
    if type(spec) is dtype:
        return spec
    if isinstance(spec, str):
        return _named(spec)
    try:
        found = _table.get(spec)
    except TypeError:
        found = None
    if found is not None:
        return found
    if spec is str or (isinstance(spec, type) and issubclass(spec, str)):
        return string_dtype(0)
    if isinstance(spec, type):
        from numpy import _scalars
        if issubclass(spec, _scalars.generic):
            for base, kind in ((_scalars.floating, float64), (_scalars.integer, int64), (_scalars.inexact, float64),
                               (_scalars.complexfloating, complex128)):
                if spec is base:
                    return kind
        if spec is bytes:
            raise UnsupportedError("numpy.bytes_ is not supported by torchlet")
        return object_
    attribute = getattr(spec, "dtype", None)
    if type(attribute) is dtype:
        return attribute
    raise TypeError(f"Cannot interpret '{spec!r}' as a data type")


def _named(text):
    found = _NAMES.get(text)
    if found is not None:
        return found
    plain = text[1:] if text[:1] in ("<", "=", "|") else text
    found = _NAMES.get(plain)
    if found is not None and plain not in ("?", "O") and len(plain) >= 2:
        return found
    if plain in ("U", "str", "str_", "unicode"):
        return string_dtype(0)
    if plain[:1] == "U" and plain[1:].isdigit():
        return string_dtype(int(plain[1:]))
    if plain in _LACKING or plain[:1] in (">", "S", "V") and plain[1:].isalnum() or "," in text:
        raise UnsupportedError(f"numpy.dtype({text!r}) is not supported by torchlet")
    raise TypeError(f"data type {text!r} not understood")


_INT_OF_SIZE = {1: int8, 2: int16, 4: int32, 8: int64}
_FLOAT_FOR = {1: float16, 2: float32, 4: float64, 8: float64}
_promoted = {}


def _promote(a, b):
    if a.kind == "O" or b.kind == "O":
        return object_
    if a.kind == "U" or b.kind == "U":
        if a.kind == b.kind:
            return a if a.itemsize >= b.itemsize else b
        number, text = (b, a) if a.kind == "U" else (a, b)
        wide = {"bool": 5, "int8": 4, "uint8": 3, "int16": 6, "int32": 11, "int64": 21, "float16": 32, "float32": 32,
                "float64": 32, "complex64": 64, "complex128": 64}[number.name]
        return string_dtype(max(wide, text.itemsize // 4))
    if a is bool_:
        return b
    if b is bool_:
        return a
    order = {"u": 0, "i": 1, "f": 2, "c": 3}
    if order[a.kind] > order[b.kind]:
        a, b = b, a
    if a.kind == b.kind:
        return a if a.itemsize >= b.itemsize else b
    if b.kind == "i":
        return _INT_OF_SIZE[max(b.itemsize, a.itemsize * 2)]
    real = a if a.kind == "f" else _FLOAT_FOR[a.itemsize]
    if b.kind == "f":
        return real if real.itemsize > b.itemsize else b
    return complex128 if real.itemsize > 4 or b is complex128 else complex64


def promote(a, b):
    """The dtype that holds the values of both."""
    if a is b:
        return a
    key = (a, b)
    found = _promoted.get(key)
    if found is None:
        found = _promoted[key] = _promote(a, b)
    return found


def real_of(kind):
    """The dtype of the parts of a complex dtype; any other dtype itself."""
    return float32 if kind is complex64 else float64 if kind is complex128 else kind


def float_for(kind):
    """The float dtype in which functions such as sqrt work on a dtype."""
    if kind.kind in "fc":
        return kind
    return float16 if kind.kind == "b" else _FLOAT_FOR[kind.itemsize]


def weak(kind, number):
    """The result dtype of a dtype and a Python number, whose own width does not count."""
    if isinstance(number, bool):
        return kind
    if isinstance(number, int):
        return int64 if kind.kind == "b" else kind
    if isinstance(number, float):
        return float64 if kind.kind in "biu" else kind
    if kind.kind in "biu":
        return complex128
    return kind if kind.kind == "c" else complex128 if kind is float64 else complex64


def of_number(number):
    """The dtype of an array that is made of a Python number."""
    if isinstance(number, bool):
        return bool_
    if isinstance(number, int):
        return int64
    return float64 if isinstance(number, float) else complex128


def limits(kind):
    """The smallest and the largest value of an integer dtype."""
    bits = kind.itemsize * 8
    return (0, (1 << bits) - 1) if kind.kind == "u" else (-(1 << bits - 1), (1 << bits - 1) - 1)


def check_fits(kind, number):
    """Raises numpy's OverflowError where an int does not fit into an integer dtype."""
    low, high = limits(kind)
    if not low <= number <= high:
        if kind is int64:
            raise OverflowError("Python int too large to convert to C long")
        raise OverflowError(f"Python integer {number} out of bounds for {kind.name}")


def promote_types(type1, type2):
    return promote(dtype_of(type1), dtype_of(type2))


def can_cast(from_, to, casting="safe"):
    from_, to = dtype_of(from_ if not hasattr(from_, "dtype") else from_.dtype), dtype_of(to)
    if casting == "unsafe" or from_ is to:
        return True
    if casting in ("no", "equiv"):
        return False
    if promote(from_, to) is to:
        return True
    order = "buifcUO"
    return casting == "same_kind" and order.index(from_.kind) <= order.index(to.kind)


def result_type(*arrays_and_dtypes):
    found, numbers = None, []
    for each in arrays_and_dtypes:
        if type(each) in (bool, int, float, complex):
            numbers.append(each)
            continue
        kind = each if type(each) is dtype else getattr(each, "dtype", None)
        kind = kind if type(kind) is dtype else dtype_of(each)
        found = kind if found is None else promote(found, kind)
    for each in numbers:
        kind = of_number(each)
        found = kind if found is None else promote(found, kind) if isinstance(each, bool) else weak(found, each)
    if found is None:
        raise ValueError("at least one array or dtype is required")
    return found


def min_scalar_type(a):
    raise UnsupportedError("numpy.min_scalar_type is not supported by torchlet")


def issubdtype(arg1, arg2):
    from numpy import _scalars

    def scalar_class(spec):
        if isinstance(spec, type) and issubclass(spec, _scalars.generic):
            return spec
        return dtype_of(spec).type

    return issubclass(scalar_class(arg1), scalar_class(arg2))


def isdtype(dtype, kind):
    if isinstance(kind, tuple):
        return any(isdtype(dtype, each) for each in kind)
    found = dtype_of(dtype)
    groups = {"bool": "b", "signed integer": "i", "unsigned integer": "u", "integral": "iu", "real floating": "f",
              "complex floating": "c", "numeric": "iufc"}
    return found.kind in groups[kind] if isinstance(kind, str) else found is dtype_of(kind)


_numpy.name_type(dtype, "numpy.dtype")
dtype.__module__ = "numpy"
