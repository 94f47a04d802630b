"""numpy.ndarray: a tensor's memory with numpy's dtype and numpy's rules.

An array holds a torch tensor (`_t`), which shares its memory with every view and with the tensors that
torch.from_numpy and Tensor.numpy make. Strings and objects stand in a list (`_pool`); their tensor holds places in it.
"""

import operator

import _numpy
import torch
from _types import UnsupportedError, refuse
from numpy import _dtypes, _scalars
from numpy._dtypes import dtype_of

_new = object.__new__
_NUMBERS = (bool, int, float, complex)
_make = _scalars.make


class ndarray:
    __slots__ = ("_t", "dtype", "base", "_pool")
    __array_priority__ = 0.0
    __hash__ = None

    def __new__(cls, shape, dtype=float, buffer=None, offset=0, strides=None, order=None):
        if buffer is not None or strides is not None:
            raise UnsupportedError("numpy.ndarray with a buffer is not supported by torchlet")
        kind = dtype_of(dtype)
        return wrap(torch.zeros(shape_of(shape), dtype=kind._torch), kind)

    # ---- What torch and Python ask for ----

    @property
    def _torch_tensor(self):
        """The tensor that shares this array's memory, or torch's refusal."""
        if self.dtype.kind in "UO":
            raise TypeError(f"can't convert np.ndarray of type numpy.{'str_' if self.dtype.kind == 'U' else 'object_'}. "
                            "The only supported types are: float64, float32, float16, complex64, complex128, int64, "
                            "int32, int16, int8, uint64, uint32, uint16, uint8, and bool.")
        for size, stride in zip(self._t.shape, self._t.stride()):
            if stride < 0:
                raise ValueError("At least one stride in the given numpy array is negative, and tensors with negative "
                                 "strides are not currently supported. (You can probably work around this by making a "
                                 "copy of your array  with array.copy().) ")
        return self._t.data

    def __array__(self, dtype=None, copy=None):
        return self if dtype is None else self.astype(dtype)

    @property
    def shape(self):
        return tuple(self._t.shape)

    @shape.setter
    def shape(self, shape):
        shape = shape_of(shape)
        self._t = _reshaped(self, shape)._t

    @property
    def strides(self):
        size = self.dtype.itemsize
        return tuple([each * size for each in self._t.stride()])

    ndim = property(lambda self: self._t.dim())
    size = property(lambda self: self._t.numel())
    itemsize = property(lambda self: self.dtype.itemsize)
    nbytes = property(lambda self: self._t.numel() * self.dtype.itemsize)
    device = property(lambda self: "cpu")

    @property
    def T(self):
        return view_of(self, self._t.permute(*range(self._t.dim() - 1, -1, -1)) if self._t.dim() > 1 else self._t)

    @property
    def mT(self):
        if self.ndim < 2:
            raise ValueError("matrix transpose with ndim < 2 is undefined")
        return view_of(self, self._t.transpose(-2, -1))

    @property
    def real(self):
        return view_as(self, torch.view_as_real(self._t)[..., 0], _dtypes.real_of(self.dtype)) \
            if self.dtype.kind == "c" else self

    @real.setter
    def real(self, value):
        self.real[...] = value

    @property
    def imag(self):
        if self.dtype.kind == "c":
            return view_as(self, torch.view_as_real(self._t)[..., 1], _dtypes.real_of(self.dtype))
        return wrap(torch.zeros_like(self._t), self.dtype)

    @imag.setter
    def imag(self, value):
        self.imag[...] = value

    @property
    def flat(self):
        from numpy._iterate import flatiter
        return flatiter(self)

    @property
    def flags(self):
        from numpy._iterate import flagsobj
        return flagsobj(self)

    def __len__(self):
        if self._t.dim() == 0:
            raise TypeError("len() of unsized object")
        return self._t.shape[0]

    def __iter__(self):
        t = self._t
        if t.dim() == 0:
            raise TypeError("iteration over a 0-d array")
        if t.dim() == 1:
            kind = self.dtype
            if self._pool is not None:
                return iter([self._item_of(place) for place in t.tolist()])
            return iter([_make(kind, value) for value in t.tolist()])
        return iter([view_of(self, t[i]) for i in range(t.shape[0])])

    def __contains__(self, item):
        return bool((self == item).any())

    def _item_of(self, place):
        found = self._pool[place]
        return _scalars.str_(found) if self.dtype.kind == "U" else found

    def __bool__(self):
        count = self._t.numel()
        if count == 1:
            return bool(self.item())
        if count == 0:
            raise ValueError("The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an "
                             "array is not empty.")
        raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")

    def _only(self):
        if self._t.numel() != 1:
            raise TypeError("only length-1 arrays can be converted to Python scalars")
        return self.item()

    def __int__(self):
        return int(self._only())

    def __float__(self):
        return float(self._only())

    def __complex__(self):
        return complex(self._only())

    def __index__(self):
        if self._t.dim() or self.dtype.kind not in "iu":
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return self.item()

    def __format__(self, spec):
        if self._t.dim() == 0:
            return format(self.item(), spec)
        if spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return str(self)

    def __repr__(self):
        from numpy._print import array_repr
        return array_repr(self)

    def __str__(self):
        from numpy._print import array_str
        return array_str(self)

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        return self.copy()

    def __reduce__(self):
        return array, (self.tolist(), self.dtype)

    # ---- Elements ----

    def item(self, *args):
        if args:
            key = args[0] if len(args) == 1 else args
            if isinstance(key, int):
                return self.reshape(-1)[key].item()
            return self[tuple(key)].item()
        if self._t.numel() != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self._pool[self._t.item()] if self._pool is not None else self._t.item()

    def tolist(self):
        if self._pool is not None:
            def named(part):
                return [named(each) for each in part] if isinstance(part, list) else self._pool[part]
            return named(self._t.tolist())
        return self._t.tolist()

    def tobytes(self, order="C"):
        if order not in ("C", "K", "A", None):
            refuse("numpy.tobytes(order=...)")
        return bytes(self._t.contiguous().reshape(-1).view(torch.uint8).tolist())

    def __getitem__(self, key):
        t = self._t
        if type(key) is int and t.dim():
            size = t.shape[0]
            if not -size <= key < size:
                raise IndexError(f"index {key} is out of bounds for axis 0 with size {size}")
            if t.dim() == 1:
                value = t[key].item()
                return _make(self.dtype, value) if self._pool is None else self._item_of(value)
            return view_of(self, t[key])
        if type(key) is tuple and len(key) == 2 and type(key[0]) is int and type(key[1]) is int and t.dim() == 2:
            rows, columns = t.shape
            if -rows <= key[0] < rows and -columns <= key[1] < columns and self._pool is None:
                return _make(self.dtype, t[key].item())
        from numpy import _index
        return _index.get(self, key)

    def __setitem__(self, key, value):
        from numpy import _index
        _index.set(self, key, value)

    def fill(self, value):
        self[...] = value

    # ---- Copies and shapes ----

    def copy(self, order="C"):
        if order not in ("C", "K", "A", None):
            refuse("numpy.copy(order=...)")
        made = wrap(self._t.clone(memory_format=torch.contiguous_format), self.dtype)
        made._pool = self._pool if self._pool is None else list(self._pool)
        return made

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        if order not in ("C", "K", "A", None):
            refuse("numpy.astype(order=...)")
        kind = dtype_of(dtype)
        if kind is self.dtype and not copy:
            return self
        if not _dtypes.can_cast(self.dtype, kind, casting):
            raise TypeError(f"Cannot cast array data from {self.dtype!r} to {kind!r} according to the rule "
                            f"'{casting}'")
        return cast(self, kind, True)

    def view(self, dtype=None, type=None):
        if type is not None:
            refuse("numpy.view(type=...)")
        if dtype is None or dtype is ndarray:
            return view_of(self, self._t.view(self._t.shape))
        kind = dtype_of(dtype)
        return view_as(self, self._t.view(kind._torch), kind)

    def reshape(self, *shape, order="C", copy=None):
        if order not in ("C", "A", "K"):
            if order == "F":
                return self.T.reshape(*reversed(shape_of(shape))).T
            raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got {order!r})")
        return _reshaped(self, shape_of(shape[0] if len(shape) == 1 else shape))

    def resize(self, *shape, refcheck=True):
        new = shape_of(shape[0] if len(shape) == 1 else shape)
        flat = torch.zeros(new, dtype=self._t.dtype).reshape(-1)
        count = min(flat.numel(), self._t.numel())
        flat[:count] = self._t.reshape(-1)[:count]
        self._t = flat.reshape(new)

    def ravel(self, order="C"):
        if order == "F":
            return self.T.ravel()
        flat = self._t.reshape(-1)
        return view_of(self, flat) if flat.data_ptr() == self._t.data_ptr() else like(self, flat)

    def flatten(self, order="C"):
        if order == "F":
            return self.T.flatten()
        return like(self, self._t.reshape(-1).clone())

    def transpose(self, *axes):
        if len(axes) == 1 and (axes[0] is None or not isinstance(axes[0], int)):
            axes = axes[0]
        if not axes:
            return self.T
        rank = self.ndim
        if len(axes) != rank:
            raise ValueError("axes don't match array")
        wrapped = [wrap_axis(axis, rank) for axis in axes]
        if len(set(wrapped)) != rank:
            raise ValueError("repeated axis in transpose")
        return view_of(self, self._t.permute(*wrapped))

    def swapaxes(self, axis1, axis2):
        rank = self.ndim
        return view_of(self, self._t.transpose(wrap_axis(axis1, rank, "axis1: "), wrap_axis(axis2, rank, "axis2: ")))

    def squeeze(self, axis=None):
        t = self._t
        if axis is None:
            return view_of(self, t.squeeze())
        axes = sorted([wrap_axis(each, t.dim()) for each in ((axis,) if isinstance(axis, int) else axis)])
        for each in reversed(axes):
            if t.shape[each] != 1:
                raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
            t = t.squeeze(each)
        return view_of(self, t)

    def diagonal(self, offset=0, axis1=0, axis2=1):
        return view_of(self, self._t.diagonal(offset, axis1, axis2))

    def to_device(self, device, stream=None):
        return self

    def __matmul__(self, other):
        return _operate("matmul", self, other)

    def __rmatmul__(self, other):
        return _operate("matmul", other, self)

    def __imatmul__(self, other):
        self[...] = self @ other
        return self

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __neg__(self):
        return _function("negative")(self)

    def __pos__(self):
        return self.copy()

    def __abs__(self):
        return _function("absolute")(self)

    def __invert__(self):
        return _function("invert")(self)

    def __pow__(self, other, modulo=None):
        return _operate("power", self, other)

    def __rpow__(self, other, modulo=None):
        return _operate("power", other, self)


_numpy.name_type(ndarray, "numpy.ndarray")
ndarray.__module__ = "numpy"


# ---- Making arrays of tensors ----

def wrap(t, kind):
    """The array of a tensor that nobody else holds."""
    made = _new(ndarray)
    made._t, made.dtype, made.base, made._pool = t, kind, None, None
    return made


def view_of(owner, t):
    """A view: same dtype, same memory."""
    made = _new(ndarray)
    made._t, made.dtype, made._pool = t, owner.dtype, owner._pool
    made.base = owner if owner.base is None else owner.base
    return made


def view_as(owner, t, kind):
    made = view_of(owner, t)
    made.dtype = kind
    return made


def like(owner, t):
    """A new array of the same dtype, also where the elements stand in a list."""
    made = wrap(t, owner.dtype)
    made._pool = owner._pool
    return made


def result(t, kind):
    """What a function returns: a scalar for rank 0, an array else."""
    return wrap(t, kind) if t.dim() else _make(kind, t.item())


def from_tensor(t):
    """The array that shares a tensor's memory (Tensor.numpy)."""
    made = wrap(t, _dtypes.FROM_TORCH[t.dtype])
    return made


def _function(name):
    """A function of _ufuncs, which itself needs this module."""
    from numpy import _ufuncs
    return getattr(_ufuncs, name)


# ---- Shapes and axes ----

def shape_of(shape):
    """A shape argument as a tuple of ints."""
    if type(shape) is int:
        return (shape,)
    if type(shape) is tuple and len([each for each in shape if type(each) is int]) == len(shape):
        return shape
    if isinstance(shape, (list, tuple)) or type(shape) is ndarray and shape.ndim:
        return tuple([_as_index(each) for each in shape])
    if isinstance(shape, torch.Size):
        return tuple(shape)
    return (_as_index(shape),)


def _as_index(value):
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer") from None


class AxisError(ValueError, IndexError):
    """An axis that an array does not have."""

    def __init__(self, axis, ndim=None, msg_prefix=None):
        self.axis, self.ndim, self._msg = axis, ndim, msg_prefix
        super().__init__(axis, ndim, msg_prefix)

    def __str__(self):
        if self.ndim is None:
            return self.axis
        prefix = "" if self._msg is None else self._msg + ": "
        return f"{prefix}axis {self.axis} is out of bounds for array of dimension {self.ndim}"


AxisError.__module__ = "numpy.exceptions"


def wrap_axis(axis, rank, prefix=""):
    if type(axis) is not int:
        axis = _as_index(axis)
    if not -rank <= axis < rank:
        raise AxisError(axis, rank, prefix.rstrip(": ") or None)
    return axis + rank if axis < 0 else axis


def _reshaped(a, shape):
    t = a._t
    count = t.numel()
    known = 1
    for each in shape:
        if each >= 0:
            known *= each
    unknown = len([each for each in shape if each < 0])
    if unknown > 1:
        raise ValueError("can only specify one unknown dimension")
    if (unknown and (known == 0 or count % known)) or (not unknown and known != count):
        names = [str(each) if each >= 0 else "newaxis" for each in shape]
        text = "(" + ",".join(names) + (",)" if len(shape) == 1 else ")")
        raise ValueError(f"cannot reshape array of size {count} into shape {text}")
    if unknown:
        shape = tuple([count // known if each < 0 else each for each in shape])
    made = t.reshape(shape)
    return view_of(a, made) if made.data_ptr() == t.data_ptr() else like(a, made)


# ---- Casts ----

def cast(a, kind, copy=False):
    """An array of another dtype; the array itself where that is its dtype and no copy is asked for."""
    if kind is a.dtype and kind.kind != "U":
        return a.copy() if copy else a
    if kind.kind in "UO" or a.dtype.kind in "UO":
        return _cast_pool(a, kind)
    t = a._t
    if a.dtype.kind == "c" and kind.kind != "c":
        t = (t != 0) if kind.kind == "b" else t.real
    return wrap(_to(t, a.dtype, kind), kind)


def _to(t, old, kind):
    """Converts elements as C does: floats that no integer can hold become the smallest one."""
    if old.kind == "f" and kind.kind in "iu":
        wide = t.to(torch.float64)
        whole = torch.where((wide >= -9.2e18) & (wide < 9.223372036854775e18), wide, -9223372036854775808.0)
        return whole.to(torch.int64).to(kind._torch)
    made = t.to(kind._torch)
    return made if made is not t else t.clone()


def _cast_pool(a, kind):
    values = [value for value in like(a, a._t.reshape(-1)).tolist()]
    if kind.kind == "U":
        if a.dtype.kind not in "UO":
            values = [str(_make(a.dtype, value)) for value in values]
        values = [str(value) for value in values]
        longest = max([len(value) for value in values], default=1) or 1
        if kind.itemsize:
            values = [value[:kind.itemsize // 4] for value in values]
        else:
            if a.dtype.kind in "biufc":
                longest = _dtypes.promote(a.dtype, _dtypes.string_dtype(0)).itemsize // 4
            kind = a.dtype if a.dtype.kind == "U" else _dtypes.string_dtype(longest)
        return _pooled(values, a._t.shape, kind)
    if kind.kind == "O":
        return _pooled(values, a._t.shape, kind)
    return array([_parsed(value, kind) for value in values], kind).reshape(a.shape)


def _parsed(value, kind):
    """The number of a text or an object."""
    try:
        return kind.type(value).item()
    except ValueError:
        if isinstance(value, str) and kind.kind == "f":
            raise ValueError(f"could not convert string to float: np.str_({value!r})") from None
        if isinstance(value, str) and kind.kind in "iu":
            raise ValueError(f"invalid literal for int() with base 10: np.str_({value!r})") from None
        raise


def _pooled(values, shape, kind):
    made = wrap(torch.arange(len(values)).reshape(tuple(shape)), kind)
    made._pool = list(values)
    return made


# ---- Making arrays ----

def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0, like=None):
    """Makes an array of numbers, nested sequences, tensors or arrays."""
    if order not in ("C", "K", "A", None) or like is not None:
        refuse("numpy.array(order=..., like=...)")
    kind = None if dtype is None else dtype_of(dtype)
    made = _convert(object, kind, bool(copy))
    if ndmin > made.ndim:
        made = made.reshape((1,) * (ndmin - made.ndim) + made.shape)
    return made


def asarray(a, dtype=None, order=None, *, device=None, copy=None, like=None):
    """As array(), without a copy where none is needed."""
    if order not in ("C", "K", "A", None) or device not in (None, "cpu") or like is not None:
        refuse("numpy.asarray(order=..., device=..., like=...)")
    return _convert(a, None if dtype is None else dtype_of(dtype), bool(copy))


def _convert(source, kind, copy):
    if type(source) is ndarray:
        return cast(source, kind or source.dtype, copy)
    cls = type(source)
    if cls in _NUMBERS:
        return from_flat([source], (), kind)
    if isinstance(source, _scalars.generic):
        if isinstance(source, str):
            return cast(_pooled([str(source)], (), source.dtype), kind or source.dtype)
        made = wrap(torch.tensor(source._v, dtype=source.dtype._torch), source.dtype)
        return made if kind is None or kind is made.dtype else cast(made, kind)
    if isinstance(source, torch.Tensor):
        return _convert(source.__array__(), kind, copy)
    if isinstance(source, (list, tuple)) or cls is range:
        return from_sequence(list(source), kind)
    if isinstance(source, str) and (kind is None or kind.kind in "UO"):
        return from_flat([source], (), kind)
    method = getattr(source, "__array__", None)
    if method is not None and not isinstance(source, type):
        return _convert(method(), kind, copy)
    if isinstance(source, _NUMBERS + (str,)):
        return from_flat([source], (), kind)
    if kind is not None and kind.kind not in "O":
        if hasattr(source, "__len__") and hasattr(source, "__getitem__") and not isinstance(source, (dict, set)):
            return from_sequence(list(source), kind)
        if kind.kind in "iu":
            raise TypeError(f"int() argument must be a string, a bytes-like object or a real number, not "
                            f"'{type(source).__name__}'")
        raise TypeError(f"float() argument must be a string or a real number, not '{type(source).__name__}'")
    if hasattr(source, "__len__") and hasattr(source, "__getitem__") and not isinstance(source, (dict, set, str)):
        return from_sequence(list(source), kind)
    return from_flat([source], (), _dtypes.object_)


# ---- Operators ----

_KNOWN = (ndarray, type(None), bool, int, float, complex, str, _scalars.generic, list, tuple)


def _operate(name, a, b):
    """An operator. A tensor on the right goes first (its priority is higher); one on the left had its turn."""
    if not isinstance(b, _KNOWN):
        if isinstance(b, torch.Tensor):
            return _beside_tensor(name, a, b)
        if getattr(b, "__array_priority__", 0) > 0 or not (hasattr(b, "__array__") or name in ("equal", "not_equal")):
            return NotImplemented
    elif not isinstance(a, _KNOWN) and not hasattr(a, "__array__"):
        return NotImplemented
    return _function(name)(a, b)


def _beside_tensor(name, a, b):
    """array OP tensor: the tensor's reflected operator decides, and few of them take arrays."""
    if name == "add":
        raise TypeError("Concatenation operation is not implemented for NumPy arrays, use np.concatenate() instead. "
                        "Please do not rely on this error; it may not be given on all Python implementations.")
    return b.reciprocal() * a if name == "divide" else NotImplemented


watch_small = False  # whether numpy.seterr asks for news of underflow (_errors sets it)
_PLAIN = {"add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "divide": operator.truediv}


def _install():
    names = {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "floordiv": "floor_divide",
             "mod": "remainder", "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor",
             "lshift": "left_shift", "rshift": "right_shift"}

    def forward(name):
        function = _PLAIN.get(name)
        if function is None:
            return lambda self, other: _operate(name, self, other)

        def operate(self, other):
            kind = self.dtype
            if kind is _dtypes.float64 or kind is _dtypes.float32:  # nothing to convert: the usual case, kept short
                t, cls = self._t, type(other)
                if t.dim() and not watch_small and (
                        cls is float or cls is ndarray and other.dtype is kind and other._t.shape == t.shape):
                    made = function(t, other if cls is float else other._t)
                    total = made.sum().item()
                    if total - total != 0:
                        from numpy import _errors
                        _errors.check(name, (t, torch.tensor(other, dtype=t.dtype) if cls is float else other._t), made)
                    return wrap(made, kind)
            return _operate(name, self, other)
        return operate

    def backward(name):
        return lambda self, other: _operate(name, other, self)

    def in_place(name):
        def operate(self, other):
            if isinstance(other, torch.Tensor):
                return _beside_tensor(name, self, other) if name == "add" else NotImplemented
            _function(name)(self, other, out=self)
            return self
        return operate

    for short, name in names.items():
        setattr(ndarray, f"__{short}__", forward(name))
        setattr(ndarray, f"__r{short}__", backward(name))
        setattr(ndarray, f"__i{short}__", in_place(name))
    ndarray.__ipow__ = in_place("power")
    for short, name in {"eq": "equal", "ne": "not_equal", "lt": "less", "le": "less_equal", "gt": "greater",
                        "ge": "greater_equal"}.items():
        setattr(ndarray, f"__{short}__", forward(name))

    def method(home, name):
        def call(self, *args, **keywords):
            module = __import__("numpy." + home, None, None, [name])
            return getattr(module, name)(self, *args, **keywords)
        call.__name__ = name
        return call

    homes = {"_reduce": "all any argmax argmin cumprod cumsum max mean min prod ptp std sum var",
             "_select": "argsort argpartition choose compress nonzero partition put repeat searchsorted sort take",
             "_ufuncs": "clip conj conjugate round", "_linear": "dot trace",
             "_exchange": "__dlpack__ __dlpack_device__"}
    for home, names in homes.items():
        for name in names.split():
            setattr(ndarray, name, method(home, name))


_install()

from numpy._sequence import from_flat, from_sequence  # noqa: E402  it needs this module
