"""Arrays from numbers and shapes."""

import builtins

import torch
from _types import refuse
from numpy import _dtypes, _scalars
from numpy._array import _pooled, array, asarray, cast, shape_of, wrap
from numpy._dtypes import dtype_of, float64, int64


_HARMLESS = {"order": ("C", "K", "A"), "device": ("cpu",), "like": ()}


def refuse_options(name, **options):
    """Refuses a function's options where one of them is neither None nor without effect here."""
    for option, value in options.items():
        if value is not None and value not in _HARMLESS[option]:
            refuse(f"numpy.{name}({', '.join([each + '=...' for each in options])})")


def _filled(shape, kind, value):
    shape = shape_of(shape)
    for each in shape:
        if each < 0:
            raise ValueError("negative dimensions are not allowed")
    if kind.kind in "UO":
        count = 1
        for each in shape:
            count *= each
        blank = (value or "") if kind.kind == "U" else value
        return _pooled([str(blank) if kind.kind == "U" else blank] * count, shape,
                       kind if kind.itemsize else _dtypes.string_dtype(1))
    return wrap(torch.full(shape, value, dtype=kind._torch), kind)


def zeros(shape, dtype=float, order="C", *, device=None, like=None):
    refuse_options("zeros", order=order, device=device, like=like)
    return _filled(shape, dtype_of(dtype), 0)


def ones(shape, dtype=None, order="C", *, device=None, like=None):
    refuse_options("ones", order=order, device=device, like=like)
    return _filled(shape, dtype_of(dtype), 1)


def empty(shape, dtype=float, order="C", *, device=None, like=None):
    refuse_options("empty", order=order, device=device, like=like)
    kind = dtype_of(dtype)
    return _filled(shape, kind, None if kind.kind == "O" else 0)


def full(shape, fill_value, dtype=None, order="C", *, device=None, like=None):
    refuse_options("full", order=order, device=device, like=like)
    value = asarray(fill_value)
    kind = value.dtype if dtype is None else dtype_of(dtype)
    made = _filled(shape, kind, 0)
    made[...] = fill_value
    return made


def _like(a, dtype, shape, value):
    a = asarray(a)
    kind = a.dtype if dtype is None else dtype_of(dtype)
    if shape is None and kind.kind not in "UO":
        return wrap(torch.full_like(a._t, value, dtype=kind._torch), kind)
    return _filled(a.shape if shape is None else shape, kind, value)


def zeros_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    refuse_options("zeros_like", order=order, device=device)
    return _like(a, dtype, shape, 0)


def ones_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    refuse_options("ones_like", order=order, device=device)
    return _like(a, dtype, shape, 1)


def empty_like(prototype, dtype=None, order="K", subok=True, shape=None, *, device=None):
    refuse_options("empty_like", order=order, device=device)
    return _like(prototype, dtype, shape, 0)


def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None, *, device=None):
    refuse_options("full_like", order=order, device=device)
    made = _like(a, dtype, shape, 0)
    made[...] = fill_value
    return made


def arange(start, stop=None, step=None, dtype=None, *, device=None, like=None):
    refuse_options("arange", device=device, like=like)
    if stop is None:
        start, stop = 0, start
    if step is None:
        step = 1
    start, stop, step = [each.item() if hasattr(each, "item") else each for each in (start, stop, step)]
    for each in (start, stop, step):
        if isinstance(each, str):
            raise TypeError("arange() not supported for inputs with DType <class 'numpy.dtypes.StrDType'>.")
        if not isinstance(each, (int, float, complex)):
            raise TypeError(f"unsupported operand type(s) for -: '{type(stop).__name__}' and '{type(start).__name__}'")
    if step == 0:
        raise ZeroDivisionError("division by zero")
    whole = isinstance(start, int) and isinstance(stop, int) and isinstance(step, int)
    kind = dtype_of(dtype) if dtype is not None else int64 if whole else float64
    if whole:
        count = len(range(start, stop, step))
    else:
        length = (stop - start) / step
        count = builtins.max(0, int(-(-length // 1)))
    if kind.kind in "iu":
        begin, delta = int(start), int(start + step) - int(start)
        t = torch.arange(count, dtype=torch.int64) * delta + begin
    else:
        second = start + step
        delta = second - start
        t = torch.arange(count, dtype=torch.float64) * float(delta) + float(start)
    return wrap(t.to(kind._torch), kind)


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None):
    refuse_options("linspace", device=device)
    num = num.__index__()
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    parts = num - 1 if endpoint else num
    a, b = cast(asarray(start), float64)._t, cast(asarray(stop), float64)._t
    kind = float64 if dtype is None else dtype_of(dtype)
    delta = b - a
    places = torch.arange(num, dtype=torch.float64).reshape([num] + [1] * delta.dim())
    if parts > 0:
        step = delta / parts
        t = places / parts * delta if bool((step == 0).any()) else places * step
    else:
        step, t = torch.tensor(float("nan")), places * delta
    t = t + a
    if endpoint and num > 1:
        t[-1] = b
    if kind.kind in "iu":
        t = torch.floor(t)
    made = wrap(t.to(kind._torch), kind)
    if axis:
        made = made.swapaxes(0, axis)
    return (made, _scalars.float64(step.item())) if retstep else made


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    if axis != 0:
        refuse("numpy.logspace(axis=...)")
    t = torch.pow(torch.tensor(float(base), dtype=torch.float64), linspace(start, stop, num, endpoint)._t)
    kind = float64 if dtype is None else dtype_of(dtype)
    return cast(wrap(t, float64), kind)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    if axis != 0:
        refuse("numpy.geomspace(axis=...)")
    import math
    made = logspace(math.log10(start), math.log10(stop), num, endpoint)
    if num > 0:
        made[0] = start
        if num > 1 and endpoint:
            made[-1] = stop
    return made if dtype is None else made.astype(dtype)


def eye(N, M=None, k=0, dtype=float, order="C", *, device=None, like=None):
    refuse_options("eye", order=order, device=device, like=like)
    kind = dtype_of(dtype)
    N, columns = shape_of((N, N if M is None else M))
    made = torch.zeros((N, columns), dtype=kind._torch)
    if -N < k < columns:
        made.diagonal(k).fill_(1)
    return wrap(made, kind)


def identity(n, dtype=None, *, like=None):
    refuse_options("identity", like=like)
    return eye(n, dtype=float if dtype is None else dtype)


def diag(v, k=0):
    a = asarray(v)
    if a.ndim not in (1, 2):
        raise ValueError("Input must be 1- or 2-d.")
    return wrap(torch.diag(a._t, k).clone(), a.dtype)


def diagflat(v, k=0):
    return diag(asarray(v).ravel(), k)


def tri(N, M=None, k=0, dtype=float, *, like=None):
    refuse_options("tri", like=like)
    return tril(ones((N, N if M is None else M), dtype), k)


def tril(m, k=0):
    a = asarray(m)
    return wrap(torch.tril(a._t, k), a.dtype)


def triu(m, k=0):
    a = asarray(m)
    return wrap(torch.triu(a._t, k), a.dtype)


def _pairs(t):
    return tuple([wrap(each.clone(), int64) for each in t])


def tril_indices(n, k=0, m=None):
    return _pairs(torch.tril_indices(n, n if m is None else m, k))


def triu_indices(n, k=0, m=None):
    return _pairs(torch.triu_indices(n, n if m is None else m, k))


def tril_indices_from(arr, k=0):
    return tril_indices(arr.shape[-2], k, arr.shape[-1])


def triu_indices_from(arr, k=0):
    return triu_indices(arr.shape[-2], k, arr.shape[-1])


def diag_indices(n, ndim=2):
    return (arange(n),) * ndim


def diag_indices_from(arr):
    return diag_indices(arr.shape[0], arr.ndim)


def fill_diagonal(a, val, wrap=False):
    if wrap is not False:
        refuse("numpy.fill_diagonal(wrap=...)")
    view = a._t.diagonal()
    view.copy_(cast(asarray(val), a.dtype)._t)


def vander(x, N=None, increasing=False):
    a = asarray(x)
    count = a.size if N is None else N
    powers = range(count) if increasing else range(count - 1, -1, -1)
    return wrap(torch.stack([a._t ** power for power in powers], 1), a.dtype)


def indices(dimensions, dtype=int, sparse=False):
    if sparse is not False:
        refuse("numpy.indices(sparse=...)")
    grids = torch.meshgrid(*[torch.arange(size) for size in dimensions], indexing="ij")
    return cast(wrap(torch.stack(grids), int64), dtype_of(dtype))


def fromfunction(function, shape, *, dtype=float, like=None, **keywords):
    refuse_options("fromfunction", like=like)
    return function(*indices(shape, dtype), **keywords)


def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    arrays = [asarray(each).reshape(-1) for each in xi]
    rank = len(arrays)
    shapes = []
    for i, each in enumerate(arrays):
        at = i if indexing == "ij" or rank < 2 or i > 1 else 1 - i
        shapes.append([each.size if j == at else 1 for j in range(rank)])
    parts = [each.reshape(shape) for each, shape in zip(arrays, shapes)]
    if not sparse:
        full_shape = tuple(torch.broadcast_shapes(*[tuple(each.shape) for each in parts])) if parts else ()
        parts = [wrap(each._t.expand(full_shape).clone(), each.dtype) for each in parts]
    return tuple(parts)


class _Grid:
    """np.mgrid and np.ogrid."""

    def __init__(self, sparse):
        self._sparse = sparse

    def _range(self, part):
        start = part.start or 0
        if isinstance(part.step, complex):
            return linspace(start, part.stop, int(abs(part.step)))
        return arange(start, part.stop, part.step or 1)

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._range(key)
        parts = meshgrid(*[self._range(each) for each in key], sparse=self._sparse, indexing="ij")
        return parts if self._sparse else array(list(parts))


mgrid, ogrid = _Grid(False), _Grid(True)


def ascontiguousarray(a, dtype=None, *, like=None):
    refuse_options("ascontiguousarray", like=like)
    a = asarray(a, dtype)
    a = a.reshape(1) if a.ndim == 0 else a
    return a if a._t.is_contiguous() else a.copy()


def asfortranarray(a, dtype=None, *, like=None):
    refuse_options("asfortranarray", like=like)
    a = asarray(a, dtype)
    return wrap(a.T._t.contiguous(), a.dtype).T


def asanyarray(a, dtype=None, order=None, **keywords):
    if order not in ("C", "K", "A", None) or keywords:
        refuse("numpy.asanyarray(order=...)")
    return asarray(a, dtype)


def asarray_chkfinite(a, dtype=None, order=None):
    refuse_options("asarray_chkfinite", order=order)
    a = asarray(a, dtype)
    if a.dtype.kind in "fc" and not bool(torch.isfinite(a._t).all()):
        raise ValueError("array must not contain infs or NaNs")
    return a


def copy(a, order="K", subok=False):
    refuse_options("copy", order=order)
    return asarray(a).copy()


def astype(x, dtype, /, *, copy=True, device=None):
    refuse_options("astype", device=device)
    return x.astype(dtype, copy=copy)


def require(a, dtype=None, requirements=None, *, like=None):
    return ascontiguousarray(a, dtype)


def fromiter(iter, dtype, count=-1, *, like=None):
    refuse_options("fromiter", like=like)
    values = []
    for each in iter:
        if len(values) == count:
            break
        values.append(each)
    return array(values, dtype)


def fromstring(string, dtype=float, count=-1, *, sep, like=None):
    if count != -1 or like is not None:
        refuse("numpy.fromstring(count=..., like=...)")
    return array([each for each in (string.split() if sep.strip() == "" else string.split(sep))], dtype)


def frombuffer(buffer, dtype=float, count=-1, offset=0, *, like=None):
    refuse_options("frombuffer", like=like)
    kind = dtype_of(dtype)
    t = torch.tensor(list(bytes(buffer)[offset:]), dtype=torch.uint8).view(kind._torch)
    return wrap(t if count < 0 else t[:count], kind)
