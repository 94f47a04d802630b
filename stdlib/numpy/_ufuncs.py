"""Functions that work element by element: np.add, np.exp ... with broadcasting, out=, where=, reduce and outer."""

import _numpy
import torch
from _types import UnsupportedError, refuse
from numpy import _dtypes, _errors, _scalars
from numpy._array import _PLAIN, _function, _pooled, array, asarray, cast, ndarray, result, wrap
from numpy._dtypes import bool_, float64, int8, promote, weak

_NUMBERS = (bool, int, float, complex)


class UFuncTypeError(TypeError):
    """An operation that no loop of a ufunc does."""


class _UFuncNoLoopError(UFuncTypeError):
    pass


class _UFuncOutputCastingError(UFuncTypeError):
    pass


for _cls in (UFuncTypeError, _UFuncNoLoopError, _UFuncOutputCastingError):
    _cls.__module__ = "numpy._core._exceptions"
    _cls.__name__ = "UFuncTypeError"  # as users see it; tracebacks show the qualified name


def shape_text(shape):
    return "(" + ",".join([str(each) for each in shape]) + (",)" if len(shape) == 1 else ")")


def fit_together(shapes):
    """Whether arrays of these shapes broadcast to a common one."""
    rank = max([len(each) for each in shapes], default=0)
    for i in range(1, rank + 1):
        sizes = {each[-i] for each in shapes if len(each) >= i} - {1}
        if len(sizes) > 1:
            return False
    return True


def stretches(given, shape):
    """Whether an array of one shape broadcasts to exactly the other."""
    return len(given) <= len(shape) and all(one in (1, size) for one, size in zip(reversed(given), reversed(shape)))


def check_broadcast(tensors):
    """Raises numpy's ValueError where the shapes do not fit."""
    shapes = [tuple(each.shape) for each in tensors]
    if not fit_together(shapes):
        raise ValueError("operands could not be broadcast together with shapes "
                         + " ".join([shape_text(each) for each in shapes]) + " ")


def operand(x):
    """An operand: (array, dtype), or (number, None) for a Python number, whose width does not count."""
    cls = type(x)
    if cls is ndarray:
        return x, x.dtype
    if cls in _NUMBERS:
        return x, None
    if isinstance(x, _scalars.generic) and not isinstance(x, str):
        return x, x.dtype
    if isinstance(x, _NUMBERS) and not isinstance(x, _scalars.generic):
        return cls.__mro__[-2](x), None
    x = asarray(x)
    return x, x.dtype


def as_tensor(x, kind):
    """The elements of an operand as a tensor of the dtype."""
    if type(x) is ndarray:
        return x._t if x.dtype is kind else cast(x, kind)._t
    return torch.tensor(x._v if isinstance(x, _scalars.generic) else x, dtype=kind._torch)


class ufunc:
    """A function of arrays that works element by element."""

    __slots__ = ("__name__", "nin", "nout", "identity", "_rule", "_compute")

    def __init__(self, name, nin, rule, compute, identity=None):
        self.__name__, self.nin, self.nout = name, nin, 1
        self._rule, self._compute, self.identity = rule, compute, identity

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __call__(self, *args, out=None, where=True, dtype=None, casting="same_kind", order="K", subok=True):
        nin = self.nin
        if len(args) > nin:
            if len(args) > nin + 1:
                raise TypeError(f"{self.__name__}() takes from {nin} to {nin + 1} positional arguments but {len(args)} "
                                "were given")
            out, args = args[nin], args[:nin]
        elif len(args) < nin:
            raise TypeError(f"{self.__name__}() takes from {nin} to {nin + 1} positional arguments but {len(args)} "
                            f"{'was' if len(args) == 1 else 'were'} given")
        if casting != "same_kind" or order != "K":
            self._check_modes(casting, order)
        tensor = False
        for each in args:
            if isinstance(each, torch.Tensor):
                tensor = True
        if where is not True and where is not None:
            return self._masked(args, out, asarray(where)._t, dtype)
        if nin == 1:
            t, kind = self._unary(args[0], dtype)
        else:
            t, kind = self._binary(args[0], args[1], dtype)
        if out is not None:
            return self._store(t, kind, out)
        if type(t) is ndarray:
            return t
        if tensor:
            return t.to(torch.uint8) if kind is bool_ else t  # Tensor.__array_wrap__ makes masks numbers
        return result(t, kind)

    def _check_modes(self, casting, order):
        if casting not in ("no", "equiv", "safe", "same_kind", "unsafe"):
            raise ValueError("casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe' "
                             f"(got {casting!r})")
        if casting != "same_kind":
            raise UnsupportedError(f"numpy.{self.__name__}(casting={casting!r}) is not supported by torchlet")
        if order not in ("C", "F", "A", "K"):
            raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got {order!r})")
        if order != "K":
            raise UnsupportedError(f"numpy.{self.__name__}(order={order!r}) is not supported by torchlet")

    def _no_loop(self, *kinds):
        kinds = [f"dtype('{each}')" for each in kinds]
        return _UFuncNoLoopError(f"ufunc {self.__name__!r} did not contain a loop with signature matching types "
                                 + (f"({', '.join(kinds)}) -> None" if len(kinds) > 1 else f"{kinds[0]} -> None"))

    def _not_supported(self):
        return TypeError(f"ufunc {self.__name__!r} not supported for the input types, and the inputs could not be "
                         "safely coerced to any supported types according to the casting rule ''safe''")

    def _unary(self, x, dtype, mask=None):
        """The result as (tensor, dtype); with a mask, only the elements that it picks, in a row."""
        x, kind = operand(x)
        if kind is None:
            kind = _dtypes.of_number(x)
        if dtype is not None:
            kind = _dtypes.dtype_of(dtype)
        if kind.kind in "UO":
            if kind.kind == "O":
                raise UnsupportedError(f"numpy.{self.__name__} of object arrays is not supported by torchlet")
            raise self._no_loop(kind)
        work, made = self._rule(self, kind, kind)
        t = as_tensor(x, work)
        if mask is not None:
            t = torch.broadcast_to(t, mask.shape)[mask]
        computed = self._compute(t)
        _errors.check(self.__name__, (t,), computed)
        return computed, made

    def _binary(self, a, b, dtype, mask=None):
        a, first = operand(a)
        b, second = operand(b)
        if first is second and first is not None:
            kind = first
        elif first is None:
            if second is None:
                kind = promote(_dtypes.of_number(a), _dtypes.of_number(b))
            elif second.kind in "UO":
                first = _dtypes.of_number(a)
                a, kind = asarray(a), second
            else:
                kind = second if type(a) is bool else weak(second, a)
                first = bool_ if type(a) is bool else kind
        elif second is None:
            if first.kind in "UO":
                second = _dtypes.of_number(b)
                b, kind = asarray(b), first
            else:
                kind = first if type(b) is bool else weak(first, b)
                second = bool_ if type(b) is bool else kind
        else:
            kind = promote(first, second)
        if dtype is not None:
            kind = _dtypes.dtype_of(dtype)
        if kind.kind in "UO":
            return self._pooled(asarray(a), asarray(b))
        if kind.kind in "iu" and self._rule is not _compares:
            for number in (a, b):
                if type(number) is int:
                    _dtypes.check_fits(kind, number)
        work, made = self._rule(self, kind, second or kind)
        if self._rule is _compares and kind.kind in "iu" and (type(a) is int or type(b) is int):
            low, high = _dtypes.limits(kind)
            if any([type(each) is int and not low <= each <= high for each in (a, b)]):
                work = float64
        ta, tb = as_tensor(a, work), as_tensor(b, work)
        if ta.shape != tb.shape:
            check_broadcast((ta, tb))
        if mask is not None:
            ta, tb, picked = torch.broadcast_tensors(ta, tb, mask)
            ta, tb = ta[picked], tb[picked]
        computed = self._compute(ta, tb)
        if made is not bool_:
            name = self.__name__
            if name in ("floor_divide", "remainder", "fmod") and kind.kind in "iu":
                _errors.check_whole(name, tb)
            else:
                _errors.check(name, (ta, tb), computed)
        return computed, made

    def _pooled(self, a, b):
        """Strings and objects: comparison, and Python's own operator for objects."""
        name = self.__name__
        if name in _scalars._COMPARE:
            function, kind = _scalars._COMPARE[name], bool_
            if a.dtype.kind != b.dtype.kind and "O" not in (a.dtype.kind, b.dtype.kind):
                if name not in ("equal", "not_equal"):
                    classes = [f"<class 'numpy.dtypes.{'Str' if each.kind == 'U' else each.name.capitalize()}DType'>"
                               for each in (a.dtype, b.dtype)]
                    raise _UFuncNoLoopError(f"ufunc {name!r} did not contain a loop with signature matching types "
                                            f"({', '.join(classes)}) -> None")
                function = (lambda x, y: False) if name == "equal" else (lambda x, y: True)
        elif a.dtype.kind == "O" or b.dtype.kind == "O":
            function, kind = _PLAIN.get(name), _dtypes.object_
            if function is None:
                raise UnsupportedError(f"numpy.{name} of object arrays is not supported by torchlet")
        elif name == "add" and a.dtype.kind == b.dtype.kind == "U":
            function, kind = _PLAIN["add"], _dtypes.string_dtype((a.dtype.itemsize + b.dtype.itemsize) // 4)
        else:
            raise self._no_loop(a.dtype, b.dtype)
        check_broadcast((a._t, b._t))
        pa, pb = torch.broadcast_tensors(a._t, b._t)
        values = [function(a._pool[i] if a._pool is not None else i, b._pool[j] if b._pool is not None else j)
                  for i, j in zip(pa.reshape(-1).tolist(), pb.reshape(-1).tolist())]
        if kind is bool_:
            return torch.tensor([bool(each) for each in values]).reshape(pa.shape), bool_
        return _pooled(values, pa.shape, kind), kind

    def _masked(self, args, out, mask, dtype):
        """Computes only where a mask is true; elsewhere `out` keeps what it holds."""
        if type(out) is tuple:
            out = out[0]
        if mask.dtype is not torch.bool:
            raise TypeError(f"Cannot cast array data from dtype('{asarray(mask).dtype}') to dtype('bool') according to "
                            "the rule 'safe'")
        operands = [asarray(each)._t for each in args] + [mask]
        check_broadcast(operands)
        shape = torch.broadcast_shapes(*[each.shape for each in operands])
        if out is not None and isinstance(out, ndarray):
            shape = tuple(out._t.shape)
        mask = torch.broadcast_to(mask, shape)
        picked, kind = self._unary(args[0], dtype, mask) if self.nin == 1 else self._binary(*args, dtype, mask)
        if out is None:
            out = wrap(torch.zeros(shape, dtype=picked.dtype), kind)
        if not _dtypes.can_cast(kind, out.dtype, "same_kind"):
            raise _UFuncOutputCastingError(f"Cannot cast ufunc {self.__name__!r} output from {kind!r} to "
                                           f"{out.dtype!r} with casting rule 'same_kind'")
        out._t[mask] = picked.to(out._t.dtype)
        return out

    def _store(self, t, kind, out):
        if type(out) is tuple:
            out = out[0]
        if not isinstance(out, ndarray):
            if isinstance(out, torch.Tensor):
                out.copy_(t)
                return out
            raise TypeError("return arrays must be of ArrayType")
        if not _dtypes.can_cast(kind, out.dtype, "same_kind"):
            raise _UFuncOutputCastingError(f"Cannot cast ufunc {self.__name__!r} output from {kind!r} to "
                                           f"{out.dtype!r} with casting rule 'same_kind'")
        if not stretches(t.shape, out._t.shape):
            raise ValueError(f"non-broadcastable output operand with shape {shape_text(out._t.shape)} doesn't match "
                             f"the broadcast shape {shape_text(t.shape)}")
        out._t.copy_(t)
        return out

    def reduce(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True):
        from numpy import _reduce
        known = {"add": _reduce.sum, "multiply": _reduce.prod, "maximum": _reduce.max, "minimum": _reduce.min,
                 "logical_and": _reduce.all, "logical_or": _reduce.any}.get(self.__name__)
        a = asarray(array)
        if known is not None:
            keywords = {"dtype": dtype, "initial": initial, "where": where}
            keywords = {key: value for key, value in keywords.items() if value is not None and value is not True}
            return known(a, axis=axis, keepdims=keepdims, out=out, **keywords)
        if dtype is not None or out is not None or keepdims or initial is not None or where is not True:
            raise UnsupportedError(f"options of numpy.{self.__name__}.reduce are not supported by torchlet")
        total = None
        for part in a.swapaxes(0, axis):
            total = part if total is None else self(total, part)
        return total

    def accumulate(self, array, axis=0, dtype=None, out=None):
        a = asarray(array) if dtype is None else cast(asarray(array), _dtypes.dtype_of(dtype))
        parts = []
        for part in a.swapaxes(0, axis):
            parts.append(part if not parts else self(parts[-1], part))
        from numpy._shape import stack
        made = stack(parts, axis=axis)
        if out is None:
            return made
        out[...] = made
        return out

    def outer(self, A, B, **keywords):
        a, b = asarray(A), asarray(B)
        return self(a.reshape(a.shape + (1,) * b.ndim), b, **keywords)

    def at(self, a, indices, b=None):
        from numpy import _index
        if self.nin == 1:
            a[indices] = self(a[indices])
            return
        picked = asarray(indices) if isinstance(indices, list) else indices
        if type(picked) is ndarray and picked.ndim == 1 and picked.dtype.kind in "iu":
            values = torch.broadcast_to(asarray(b)._t, picked._t.shape + a._t.shape[1:])
            for i, place in enumerate(picked._t.tolist()):
                a[place] = self(a[place], wrap(values[i], asarray(b).dtype))
            return
        _index.at(self, a, indices, b)


ufunc.__module__ = "numpy"
_numpy.name_type(ufunc, "numpy.ufunc")


# ---- Which dtype a function works in, and which it gives ----

def _same(function, kind, _):
    return kind, kind


def _number(function, kind, _):
    return (int8, int8) if kind is bool_ else (kind, kind)


def _floats(function, kind, _):
    kind = _dtypes.float_for(kind)
    return kind, kind


def _divides(function, kind, _):
    return (kind, kind) if kind.kind in "fc" else (float64, float64)


def _compares(function, kind, _):
    return kind, bool_


def _no_bool(text):
    def rule(function, kind, _):
        if kind is bool_:
            raise TypeError(text)
        return kind, kind
    return rule


def _bits(function, kind, _):
    if kind.kind in "fc":
        raise function._not_supported()
    return kind, kind


def _shifts(function, kind, _):
    if kind.kind in "fc":
        raise function._not_supported()
    return (int8, int8) if kind is bool_ else (kind, kind)


def _rounds(function, kind, _):
    if kind.kind == "c":
        raise function._not_supported()
    return kind, kind


def _reals(function, kind, _):
    """Functions that complex numbers lack, in floats."""
    if kind.kind == "c":
        raise function._not_supported()
    kind = _dtypes.float_for(kind)
    return kind, kind


def _to_bool_of_real(function, kind, _):
    return kind, bool_


def _absolute(function, kind, _):
    return kind, _dtypes.real_of(kind)


# ---- What torch does otherwise than numpy ----

def _divide_whole(function):
    """Integers divided by zero give zero."""
    def compute(a, b):
        if not a.dtype.is_floating_point:
            zero = b == 0
            if zero.any():
                made = function(a, torch.where(zero, 1, b).to(b.dtype))
                return torch.where(zero, 0, made).to(made.dtype)
        return function(a, b)
    return compute


def _floor_divide(a, b):
    return torch.floor_divide(a, b)


def _power(a, b):
    if not a.dtype.is_floating_point and not a.dtype.is_complex:
        if (b < 0).any():
            raise ValueError("Integers to negative integer powers are not allowed.")
        return torch.pow(a, b)
    if b.dim() == 0 and not a.dtype.is_complex:
        exponent = b.item()
        if exponent == 2:
            return a * a
        if exponent == 0.5:
            return torch.sqrt(a)
        if exponent == -1:
            return 1 / a
        if exponent == 1:
            return a.clone()
    return torch.pow(a, b)


def _integers_kept(function):
    return lambda a: function(a) if a.dtype.is_floating_point else a.clone()


def _sign(a):
    if a.dtype.is_complex:
        return torch.sgn(a)
    made = torch.sign(a)
    return torch.where(torch.isnan(a), a, made) if a.dtype.is_floating_point else made


def _cbrt(a):
    made = torch.pow(torch.abs(a), 1 / 3)
    made = made - (made * made * made - torch.abs(a)) / (3 * made * made + (made == 0))
    return torch.copysign(made, a)


def _maximum_skipping(function, take):
    def compute(a, b):
        return take(a, b) if a.dtype.is_floating_point else function(a, b)
    return compute


def _heaviside(a, b):
    return torch.heaviside(a, b)


_ONE = {
    "negative": (_no_bool("The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the "
                          "logical_not function instead."), "neg"),
    "positive": (_no_bool("The numpy boolean positive is not supported"), "clone"),
    "absolute": (_absolute, lambda a: torch.abs(a) if a.dtype is not torch.bool else a.clone()),
    "fabs": (_reals, "abs"),
    "sign": (_no_bool("ufunc 'sign' did not contain a loop with signature matching types <class "
                      "'numpy.dtypes.BoolDType'> -> None"), _sign),
    "square": (_number, "square"), "reciprocal": (_number, "reciprocal"), "conjugate": (_number, "conj_physical"),
    "sqrt": (_floats, "sqrt"), "exp": (_floats, "exp"), "exp2": (_floats, "exp2"), "expm1": (_floats, "expm1"),
    "log": (_floats, "log"), "log2": (_floats, "log2"), "log10": (_floats, "log10"), "log1p": (_floats, "log1p"),
    "sin": (_floats, "sin"), "cos": (_floats, "cos"), "tan": (_floats, "tan"), "arcsin": (_floats, "asin"),
    "arccos": (_floats, "acos"), "arctan": (_floats, "atan"), "sinh": (_floats, "sinh"), "cosh": (_floats, "cosh"),
    "tanh": (_floats, "tanh"), "arcsinh": (_floats, "asinh"), "arccosh": (_floats, "acosh"),
    "arctanh": (_floats, "atanh"), "cbrt": (_reals, _cbrt), "deg2rad": (_reals, "deg2rad"),
    "rad2deg": (_reals, "rad2deg"), "radians": (_reals, "deg2rad"), "degrees": (_reals, "rad2deg"),
    "floor": (_rounds, _integers_kept(torch.floor)), "ceil": (_rounds, _integers_kept(torch.ceil)),
    "trunc": (_rounds, _integers_kept(torch.trunc)), "rint": (_floats, "round"),
    "isnan": (_to_bool_of_real, "isnan"), "isinf": (_to_bool_of_real, "isinf"),
    "isfinite": (_to_bool_of_real, "isfinite"), "signbit": (_to_bool_of_real, "signbit"),
    "logical_not": (_to_bool_of_real, "logical_not"), "invert": (_bits, "bitwise_not"),
}
_TWO = {
    "add": (_same, "add", 0), "multiply": (_same, "mul", 1),
    "subtract": (_no_bool("numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` "
                          "operator, or the logical_xor function instead."), "sub", None),
    "divide": (_divides, "true_divide", None), "floor_divide": (_number, _divide_whole(_floor_divide), None),
    "remainder": (_number, _divide_whole(torch.remainder), None), "fmod": (_number, _divide_whole(torch.fmod), None),
    "power": (_number, _power, None), "float_power": (_divides, "pow", None),
    "equal": (_compares, "eq", None), "not_equal": (_compares, "ne", None), "less": (_compares, "lt", None),
    "less_equal": (_compares, "le", None), "greater": (_compares, "gt", None), "greater_equal": (_compares, "ge", None),
    "logical_and": (_compares, "logical_and", True), "logical_or": (_compares, "logical_or", False),
    "logical_xor": (_compares, "logical_xor", False), "bitwise_and": (_bits, "bitwise_and", -1),
    "bitwise_or": (_bits, "bitwise_or", 0), "bitwise_xor": (_bits, "bitwise_xor", 0),
    "left_shift": (_shifts, "bitwise_left_shift", None), "right_shift": (_shifts, "bitwise_right_shift", None),
    "maximum": (_same, "maximum", None), "minimum": (_same, "minimum", None),
    "fmax": (_same, _maximum_skipping(torch.maximum, torch.fmax), None),
    "fmin": (_same, _maximum_skipping(torch.minimum, torch.fmin), None),
    "arctan2": (_reals, "atan2", None), "hypot": (_reals, "hypot", 0), "copysign": (_reals, "copysign", None),
    "logaddexp": (_reals, "logaddexp", None), "logaddexp2": (_reals, "logaddexp2", None),
    "nextafter": (_reals, "nextafter", None), "heaviside": (_reals, _heaviside, None), "gcd": (_bits, "gcd", 0),
    "lcm": (_bits, "lcm", None),
}
_ALIASES = {
    "abs": "absolute", "true_divide": "divide", "mod": "remainder", "bitwise_not": "invert",
    "bitwise_invert": "invert", "conj": "conjugate", "pow": "power", "acos": "arccos", "asin": "arcsin",
    "atan": "arctan", "atan2": "arctan2", "acosh": "arccosh", "asinh": "arcsinh", "atanh": "arctanh",
    "bitwise_left_shift": "left_shift", "bitwise_right_shift": "right_shift",
}


def _lazy(name):
    """A torch function that is looked up at its first call."""
    def compute(*tensors):
        return getattr(torch, name)(*tensors)
    return compute


def __getattr__(name):
    wanted = _ALIASES.get(name, name)
    if wanted in _ONE:
        rule, compute = _ONE[wanted]
        made = ufunc(wanted, 1, rule, _lazy(compute) if isinstance(compute, str) else compute)
    elif wanted in _TWO:
        rule, compute, identity = _TWO[wanted]
        made = ufunc(wanted, 2, rule, _lazy(compute) if isinstance(compute, str) else compute, identity)
    elif wanted == "matmul":
        from numpy._linear import matmul as made
    else:
        raise AttributeError(f"module 'numpy' has no attribute '{name}'")
    globals()[wanted] = globals()[name] = made
    return made


# ---- Functions of the same kind that are no ufuncs ----

def round(a, decimals=0, out=None):
    """Rounds half to even; decimals by scaling up and down, as numpy does."""
    if isinstance(a, torch.Tensor):
        return a.round(decimals=decimals)
    a = asarray(a)
    if a.dtype.kind in "biu":
        if decimals >= 0:
            t, kind = a._t, _dtypes.float16 if a.dtype is bool_ else a.dtype
            t = t.to(kind._torch) if a.dtype is bool_ else t.clone()
        else:
            scale = 10 ** -decimals
            t, kind = (torch.round(a._t.to(torch.float64) / scale) * scale).to(a._t.dtype), a.dtype
    elif a.dtype.kind == "c":
        parts = torch.view_as_real(a._t)
        t, kind = torch.view_as_complex(_scaled(parts, decimals)), a.dtype
    else:
        t, kind = _scaled(a._t, decimals), a.dtype
    if out is not None:
        out[...] = wrap(t, kind)
        return out
    return result(t, kind)


def _scaled(t, decimals):
    if decimals == 0:
        return torch.round(t)
    scale = 10.0 ** abs(decimals)
    return torch.round(t * scale) / scale if decimals > 0 else torch.round(t / scale) * scale


around = round


def fix(x, out=None):
    return _function("trunc")(x, out=out)


def clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None, **keywords):
    """Keeps the elements between two limits."""
    if keywords:
        refuse("options of numpy.clip")
    low, high = a_min if a_min is not None else min, a_max if a_max is not None else max
    if isinstance(a, torch.Tensor):
        return a.clip(low, high)
    a = asarray(a)
    made = a
    if low is not None:
        made = _function("maximum")(made, low)
    if high is not None:
        made = _function("minimum")(made, high)
    if out is not None:
        out[...] = made
        return out
    return made.copy() if made is a else made


def divmod(x1, x2):
    return _function("floor_divide")(x1, x2), _function("remainder")(x1, x2)


def modf(x):
    whole = _function("trunc")(x)
    return _function("subtract")(x, whole), whole


def real(val):
    return asarray(val).real if type(val) is not ndarray else val.real


def imag(val):
    return asarray(val).imag


def angle(z, deg=False):
    a = asarray(z)
    made = _function("arctan2")(a.imag, a.real)
    return made * (180 / 3.141592653589793) if deg else made


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    a = asarray(x)
    if a.dtype.kind not in "fc":
        return result(a._t.clone(), a.dtype)
    t = torch.nan_to_num(a._t, nan, posinf, neginf)
    if not copy and type(x) is ndarray:
        x._t.copy_(t)
        return x
    return result(t, a.dtype)


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    a, b = asarray(a), asarray(b)
    kind = promote(a.dtype, b.dtype)
    kind = kind if kind.kind in "fc" else float64
    ta, tb = as_tensor(a, kind), as_tensor(b, kind)
    check_broadcast((ta, tb))
    close = torch.abs(ta - tb) <= atol + rtol * torch.abs(tb)
    made = (close & torch.isfinite(tb)) | (ta == tb)
    if equal_nan:
        made = made | (torch.isnan(ta) & torch.isnan(tb))
    return result(made, bool_)


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(asarray(isclose(a, b, rtol, atol, equal_nan))._t.all().item())


def array_equal(a1, a2, equal_nan=False):
    try:
        a, b = asarray(a1), asarray(a2)
    except Exception:
        return False
    if a.shape != b.shape:
        return False
    same = asarray(a == b)
    if equal_nan and a.dtype.kind in "fc" and b.dtype.kind in "fc":
        same = wrap(same._t | (torch.isnan(a._t) & torch.isnan(b._t)), bool_)
    return bool(same._t.all().item())


def array_equiv(a1, a2):
    a, b = asarray(a1), asarray(a2)
    return fit_together((a.shape, b.shape)) and bool(asarray(a == b)._t.all().item())


def isposinf(x):
    return asarray(x) == float("inf")


def isneginf(x):
    return asarray(x) == float("-inf")


def isreal(x):
    return imag(x) == 0


def iscomplex(x):
    return imag(x) != 0


def iscomplexobj(x):
    return asarray(x).dtype.kind == "c"


def isrealobj(x):
    return not iscomplexobj(x)


def sinc(x):
    a = asarray(x)
    kind = _dtypes.float_for(a.dtype)
    return result(torch.sinc(as_tensor(a, kind)), kind)


def i0(x):
    a = asarray(x)
    kind = _dtypes.float_for(a.dtype)
    return result(torch.i0(as_tensor(a, kind)), kind)


def vectorize(pyfunc, otypes=None, **keywords):
    """A function of arrays that calls a Python function for every element."""
    if keywords:
        refuse("options of numpy.vectorize")
    def call(*args):
        arrays = [asarray(each) for each in args]
        check_broadcast([each._t for each in arrays])
        tensors = torch.broadcast_tensors(*[each._t for each in arrays])
        values = [pyfunc(*[_scalars.make(kind, value) for kind, value in zip(kinds, items)])
                  for kinds in [[each.dtype for each in arrays]]
                  for items in zip(*[each.reshape(-1).tolist() for each in tensors])]
        kind = None if otypes is None else _dtypes.dtype_of(otypes[0])
        if values and type(values[0]) is not str and kind is None:
            kind = asarray(values[0]).dtype
        made = array(values, dtype=kind).reshape(tuple(tensors[0].shape))
        return made[()]
    return call
