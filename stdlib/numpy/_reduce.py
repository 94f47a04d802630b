"""Reductions and running sums. Sums of floats are added in numpy's order (_numpy.sum)."""

import builtins

import _numpy
import torch
from _types import refuse
from numpy import _dtypes, _errors
from numpy._array import _function, asarray, cast, ndarray, result, wrap, wrap_axis
from numpy._dtypes import bool_, dtype_of, float32, float64, int64

_NONE = object()
_FLOATS = (torch.float32, torch.float64)


def _axes(axis, rank):
    """The axes to reduce, sorted."""
    if axis is None:
        return tuple(range(rank))
    if isinstance(axis, (tuple, list)):
        found = [wrap_axis(each, rank) for each in axis]
        if len(set(found)) != len(found):
            raise ValueError("duplicate value in 'axis'")
        return tuple(sorted(found))
    return (wrap_axis(axis, rank),) if rank or axis not in (0, -1) else ()


def _foreign(a, name, keywords):
    """Objects of other libraries (tensors) reduce themselves: numpy passes the call on with its own keywords."""
    if type(a) is not ndarray and isinstance(a, torch.Tensor):
        return getattr(a, name)(**keywords)
    return _NONE


def _finish(t, kind, out):
    if out is not None:
        out._t.copy_(t)
        return out
    return result(t, kind)


def _masked(t, where, neutral):
    return t if where is True else torch.where(asarray(where)._t, t, torch.tensor(neutral, dtype=t.dtype))


def _add_up(t, axes, keepdims):
    """The sum over axes in the tensor's own dtype."""
    if t.dtype not in (torch.float32, torch.float64):
        if t.dtype is torch.float16:
            return _add_up(t.to(torch.float32), axes, keepdims).to(torch.float16)
        return torch.sum(t, dim=axes, keepdim=keepdims, dtype=t.dtype) if axes else t.clone()
    made = torch.zeros([1 if i in axes else size for i, size in enumerate(t.shape)], dtype=t.dtype)
    _numpy.sum(made, t)
    if keepdims:
        return made
    return made.reshape([size for i, size in enumerate(t.shape) if i not in axes])


def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=True):
    foreign = _foreign(a, "sum", {"axis": axis, "out": out})
    if foreign is not _NONE:
        return foreign
    a = asarray(a)
    if a.dtype.kind in "UO":
        return _python_sum(a, axis)
    kind = dtype_of(dtype) if dtype is not None else int64 if a.dtype.kind in "bi" else a.dtype
    if kind.kind == "u" and dtype is None:
        kind = int64  # numpy gives uint64, which torch lacks; the values agree
    t = _masked(cast(a, kind)._t, where, 0)
    made = _add_up(t, _axes(axis, t.dim()), keepdims)
    _errors.check_sum("reduce", t, made)
    return _finish(made + initial if initial else made, kind, out)


def _python_sum(a, axis):
    if a.dtype.kind == "U":
        raise TypeError("the resolved dtypes are not compatible with add.reduce. Resolved (dtype('<U1'), dtype('<U1'), "
                        "dtype('<U2'))")
    total = 0
    for each in a.reshape(-1).tolist():
        total = total + each
    return total


def _count(a, axes, where=True):
    if where is not True:
        mask = torch.broadcast_to(asarray(where)._t, a.shape)
        return torch.sum(mask, dim=axes, keepdim=True)
    count = 1
    for each in axes:
        count *= a.shape[each]
    return count


def mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True):
    foreign = _foreign(a, "mean", {"axis": axis, "dtype": dtype, "out": out})
    if foreign is not _NONE:
        return foreign
    a = asarray(a)
    kind = dtype_of(dtype) if dtype is not None else float64 if a.dtype.kind in "biu" else a.dtype
    axes = _axes(axis, a.ndim)
    work = float32 if kind is _dtypes.float16 else kind
    t = _masked(cast(a, work)._t, where, 0)
    count = _count(a, axes, where)
    made = _add_up(t, axes, True if where is not True else keepdims)
    if isinstance(count, int) and count == 0 or not isinstance(count, int) and (count == 0).any():
        _errors.warn("Mean of empty slice.")
        _errors.tell("invalid", "scalar divide" if made.dim() == 0 else "divide")
    made = (made / count).to(kind._torch)
    if where is not True and not keepdims:
        made = made.squeeze(axes) if axes else made
    return _finish(made, kind, out)


def _variance(a, axis, dtype, ddof, keepdims, mean, where):
    a = asarray(a)
    if where is not True:
        return _variance_where(a, axis, dtype, ddof, keepdims, mean, asarray(where)._t)
    kind = dtype_of(dtype) if dtype is not None else float64 if a.dtype.kind in "biu" else a.dtype
    axes = _axes(axis, a.ndim)
    work = float32 if kind is _dtypes.float16 else kind
    t = cast(a, work)._t
    count = _count(a, axes)
    centre = _add_up(t, axes, True) / count if mean is None else asarray(mean)._t
    apart = t - centre
    if work.kind == "c":
        apart, kind = torch.view_as_real(apart), _dtypes.real_of(kind)
        apart = (apart * apart).sum(-1)
    else:
        apart = apart * apart
    rest = count - ddof
    total = _add_up(apart, axes, keepdims)
    if rest <= 0:
        _errors.warn("Degrees of freedom <= 0 for slice")
        if count == 0:
            _errors.tell("invalid", "divide")
        divided = total / 0
        _errors.check("divide", (total, torch.zeros((), dtype=total.dtype)), divided, total.dim() == 0)
        return divided, kind
    return total / rest, kind


def _variance_where(a, axis, dtype, ddof, keepdims, mean, where):
    """The variance of the elements that a mask picks."""
    kind = dtype_of(dtype) if dtype is not None else float64 if a.dtype.kind in "biu" else a.dtype
    axes = _axes(axis, a.ndim)
    t, mask = torch.broadcast_tensors(cast(a, kind)._t, where)
    count = torch.sum(mask, dim=axes, keepdim=True) if axes else mask
    zero = torch.zeros((), dtype=t.dtype)
    centre = _add_up(torch.where(mask, t, zero), axes, True) / count if mean is None else asarray(mean)._t
    apart = torch.where(mask, t - centre, zero)
    made = _add_up(apart * apart, axes, True) / (count - ddof).clamp(min=0)
    return made if keepdims else made.squeeze(axes) if axes else made, kind


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None):
    foreign = _foreign(a, "var", {"axis": axis, "dtype": dtype, "out": out, "ddof": ddof})
    if foreign is not _NONE:
        return foreign
    t, kind = _variance(a, axis, dtype, ddof if correction is None else correction, keepdims, mean, where)
    return _finish(t.to(kind._torch), kind, out)


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None):
    foreign = _foreign(a, "std", {"axis": axis, "dtype": dtype, "out": out, "ddof": ddof})
    if foreign is not _NONE:
        return foreign
    t, kind = _variance(a, axis, dtype, ddof if correction is None else correction, keepdims, mean, where)
    return _finish(torch.sqrt(t).to(kind._torch), kind, out)


def prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=1, where=True):
    foreign = _foreign(a, "prod", {"axis": axis, "out": out})
    if foreign is not _NONE:
        return foreign
    a = asarray(a)
    kind = dtype_of(dtype) if dtype is not None else int64 if a.dtype.kind in "biu" else a.dtype
    t = _masked(cast(a, kind)._t, where, 1)
    axes = _axes(axis, t.dim())
    if t.dtype in _FLOATS:
        sizes = [1 if i in axes else size for i, size in enumerate(t.shape)]
        kept = [i for i in range(t.dim()) if i not in axes]
        rows = t.permute(*kept, *axes).reshape([t.shape[i] for i in kept] + [-1])
        rows = torch.cat([torch.ones(list(rows.shape[:-1]) + [1], dtype=t.dtype), rows], -1)
        _numpy.scan(rows, True)
        total = rows[..., -1].reshape(sizes if keepdims else [t.shape[i] for i in kept])
        _errors.check_sum("reduce", t, total)
        t = total
    else:
        for each in reversed(axes):
            t = torch.prod(t, each, keepdim=keepdims)
    return _finish(t * initial if initial != 1 else t.clone(), kind, out)


def _extreme(name, ufunc_name, a, axis, out, keepdims, initial, where):
    foreign = _foreign(a, name, {"axis": axis, "out": out})
    if foreign is not _NONE:
        return foreign
    a = asarray(a)
    axes = _axes(axis, a.ndim)
    t = a._t
    if where is not True:
        if initial is None:
            raise ValueError(f"reduction operation {ufunc_name!r} does not have an identity, so to use a where mask one "
                             "has to specify 'initial'")
        t = torch.where(asarray(where)._t, t, torch.tensor(initial, dtype=t.dtype))
    if a.dtype.kind == "O":
        chooser = builtins.max if name == "max" else builtins.min
        return chooser(a.reshape(-1).tolist())
    if 0 in [t.shape[each] for each in axes]:
        if initial is None:
            raise ValueError(f"zero-size array to reduction operation {ufunc_name} which has no identity")
        made = torch.full([1 if i in axes else size for i, size in enumerate(t.shape)], initial, dtype=t.dtype)
        return _finish(made if keepdims else made.squeeze(axes), a.dtype, out)
    made = (torch.amax if name == "max" else torch.amin)(t, axes, keepdims) if axes else t.clone()
    if initial is not None:
        made = made.clamp(min=initial) if name == "max" else made.clamp(max=initial)
    return _finish(made, a.dtype, out)


def max(a, axis=None, out=None, keepdims=False, initial=None, where=True):
    return _extreme("max", "maximum", a, axis, out, keepdims, initial, where)


def min(a, axis=None, out=None, keepdims=False, initial=None, where=True):
    return _extreme("min", "minimum", a, axis, out, keepdims, initial, where)


amax, amin = max, min


def ptp(a, axis=None, out=None, keepdims=False):
    made = max(a, axis, None, keepdims) - min(a, axis, None, keepdims)
    if out is None:
        return made
    out[...] = made
    return out


def _place(name, a, axis, out, keepdims):
    if isinstance(a, torch.Tensor):
        return getattr(a, name)(axis)
    a = asarray(a)
    if a.size == 0:
        raise ValueError(f"attempt to get {name} of an empty sequence")
    t = a._t.to(torch.uint8) if a.dtype is bool_ else a._t
    function = getattr(torch, name)
    if axis is None:
        made = function(t)
        return _finish(made.reshape((1,) * a.ndim) if keepdims else made, int64, out)
    return _finish(function(t, wrap_axis(axis, a.ndim), keepdim=keepdims), int64, out)


def argmax(a, axis=None, out=None, *, keepdims=False):
    return _place("argmax", a, axis, out, keepdims)


def argmin(a, axis=None, out=None, *, keepdims=False):
    return _place("argmin", a, axis, out, keepdims)


def _truth(function, a, axis, out, keepdims, where, neutral):
    a = asarray(a)
    if a.dtype.kind == "O":
        t = torch.tensor([bool(each) for each in a.reshape(-1).tolist()]).reshape(a.shape)
    else:
        t = a._t if a.dtype is bool_ else a._t != 0
    t = _masked(t, where, neutral)
    for each in reversed(_axes(axis, t.dim())):
        t = function(t, each, keepdim=keepdims)
    return _finish(t.clone() if t is a._t else t, bool_, out)


def all(a, axis=None, out=None, keepdims=False, *, where=True):
    foreign = _foreign(a, "all", {"axis": axis, "out": out})
    return _truth(torch.all, a, axis, out, keepdims, where, True) if foreign is _NONE else foreign


def any(a, axis=None, out=None, keepdims=False, *, where=True):
    foreign = _foreign(a, "any", {"axis": axis, "out": out})
    return _truth(torch.any, a, axis, out, keepdims, where, False) if foreign is _NONE else foreign


def _running(function, a, axis, dtype, out):
    a = asarray(a)
    kind = dtype_of(dtype) if dtype is not None else int64 if a.dtype.kind in "biu" else a.dtype
    t = cast(a, kind)._t
    if axis is None:
        t, axis = t.reshape(-1), 0
    axis = wrap_axis(axis, t.dim())
    if t.dtype in _FLOATS and t.numel():
        rows = t.movedim(axis, -1).clone(memory_format=torch.contiguous_format)
        _numpy.scan(rows, function is torch.cumprod)
        made = rows.movedim(-1, axis)
        _errors.check_sum("accumulate", t, made)
    else:
        made = function(t, axis)
    if out is not None:
        out._t.copy_(made)
        return out
    return wrap(made, kind)


def cumsum(a, axis=None, dtype=None, out=None):
    if isinstance(a, torch.Tensor):
        return a.cumsum(axis=axis, dtype=dtype, out=out)
    return _running(torch.cumsum, a, axis, dtype, out)


def cumprod(a, axis=None, dtype=None, out=None):
    if isinstance(a, torch.Tensor):
        return a.cumprod(axis=axis, dtype=dtype, out=out)
    return _running(torch.cumprod, a, axis, dtype, out)


def count_nonzero(a, axis=None, *, keepdims=False):
    a = asarray(a)
    made = sum(wrap(a._t != 0, bool_), axis=axis, keepdims=keepdims)
    return int(made) if axis is None and not keepdims else made


def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    a = asarray(a)
    if weights is None:
        made = mean(a, axis, keepdims=keepdims)
        return (made, asarray(float(_count(a, _axes(axis, a.ndim))))[()]) if returned else made
    w = asarray(weights)
    if w.shape != a.shape:
        if axis is None:
            raise TypeError("Axis must be specified when shapes of a and weights differ.")
        if w.shape != (a.shape[axis],):
            raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
        w = w.reshape([-1 if i == wrap_axis(axis, a.ndim) else 1 for i in range(a.ndim)])
        w = w + cast(a, float64) * 0
    total = sum(w, axis=axis, keepdims=keepdims)
    if asarray(total == 0).any():
        raise ZeroDivisionError("Weights sum to zero, can't be normalized")
    made = sum(a * w, axis=axis, keepdims=keepdims) / total
    return (made, total) if returned else made


# ---- Order statistics ----

def _sorted_rows(a, axis):
    a = asarray(a)
    kind = a.dtype if a.dtype.kind == "f" else float64
    t = cast(a, kind)._t
    if axis is None:
        return torch.sort(t.reshape(-1)).values, kind, 0
    if isinstance(axis, tuple):
        axes = _axes(axis, t.dim())
        kept = [i for i in range(t.dim()) if i not in axes]
        t = t.permute(*kept, *axes).reshape([t.shape[i] for i in kept] + [-1])
        return torch.sort(t, -1).values, kind, t.dim() - 1
    axis = wrap_axis(axis, t.dim())
    return torch.sort(t, axis).values, kind, axis


def _kept(made, a, axis, keepdims):
    if not keepdims:
        return made
    axes = _axes(axis, asarray(a).ndim)
    return made.reshape([1 if i in axes else size for i, size in enumerate(asarray(a).shape)])


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    rows, kind, axis_of = _sorted_rows(a, axis)
    count = rows.shape[axis_of]
    if count == 0:
        return result(torch.full((), float("nan"), dtype=kind._torch), kind)
    middle = rows.narrow(axis_of, (count - 1) // 2, 2 - count % 2)
    made = _add_up(middle, (axis_of,), False) / middle.shape[axis_of]
    last = rows.select(axis_of, count - 1)
    return _finish(_kept(torch.where(torch.isnan(last), last, made), a, axis, keepdims), kind, out)


def _neighbours(at, count, method):
    """The places of the two values that a quantile lies between, and how far it is on the way from one to the other."""
    low = int(at // 1)
    high = builtins.min(low + 1, count - 1)
    part = at - low
    if method == "linear":
        return low, high, part
    if method == "lower":
        return low, low, 0.0
    if method == "higher":
        return high if part else low, high, 0.0
    if method == "nearest":
        return round(at), high, 0.0
    if method == "midpoint":
        return low, high, 0.5 if part else 0.0
    refuse(f"numpy.quantile with method={method!r}")


def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, **keywords):
    if keywords:
        refuse("options of numpy.quantile")
    rows, kind, axis_of = _sorted_rows(a, axis)
    wanted = cast(asarray(q), float64)
    if asarray((wanted < 0) | (wanted > 1)).any():
        raise ValueError("Quantiles must be in the range [0, 1]")
    rows = rows.movedim(axis_of, -1)
    count = rows.shape[-1]
    parts = []
    for each in wanted.reshape(-1).tolist():
        low, high, part = _neighbours(each * (count - 1), count, method)
        a0, a1 = rows[..., low], rows[..., high]
        apart = a1 - a0
        made = a0 + apart * part if part < 0.5 else a1 - apart * (1 - part)
        parts.append(_kept(torch.where(torch.isnan(rows[..., -1]), rows[..., -1], made), a, axis, keepdims))
    if wanted.ndim == 0:
        return _finish(parts[0], kind, out)
    return _finish(torch.stack(parts).reshape(wanted.shape + tuple(parts[0].shape)), kind, out)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, **keywords):
    if keywords:
        refuse("options of numpy.percentile")
    wanted = cast(asarray(q), float64) / 100
    if asarray((asarray(wanted) < 0) | (asarray(wanted) > 1)).any():
        raise ValueError("Percentiles must be in the range [0, 100]")
    return quantile(a, wanted, axis, out, overwrite_input, method, keepdims)


# ---- Reductions that skip NaN ----

def _without_nan(a, filler):
    a = asarray(a)
    if a.dtype.kind not in "fc":
        return a, None
    missing = torch.isnan(a._t)
    return wrap(torch.where(missing, torch.tensor(filler, dtype=a._t.dtype), a._t), a.dtype), missing


def nansum(a, axis=None, dtype=None, out=None, keepdims=False, **keywords):
    if keywords:
        refuse("options of numpy.nansum")
    return sum(_without_nan(a, 0)[0], axis, dtype, out, keepdims)


def nanprod(a, axis=None, dtype=None, out=None, keepdims=False, **keywords):
    if keywords:
        refuse("options of numpy.nanprod")
    return prod(_without_nan(a, 1)[0], axis, dtype, out, keepdims)


def nancumsum(a, axis=None, dtype=None, out=None):
    return cumsum(_without_nan(a, 0)[0], axis, dtype, out)


def nanmean(a, axis=None, dtype=None, out=None, keepdims=False, **keywords):
    if keywords:
        refuse("options of numpy.nanmean")
    filled, missing = _without_nan(a, 0)
    if missing is None:
        return mean(filled, axis, dtype, out, keepdims)
    count = sum(wrap(~missing, bool_), axis=axis, keepdims=keepdims)
    if any(asarray(count) == 0):
        _errors.warn("Mean of empty slice")
    with _errors.silence():
        made = cast(asarray(sum(filled, axis, dtype, None, keepdims) / count), filled.dtype)
    if out is not None:
        out[...] = made
        return out
    return made[()]


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, **keywords):
    if keywords:
        refuse("options of numpy.nanvar")
    filled, missing = _without_nan(a, 0)
    if missing is None:
        return var(filled, axis, dtype, out, ddof, keepdims)
    count = sum(wrap(~missing, bool_), axis=axis, keepdims=True)
    apart = filled - sum(filled, axis, keepdims=True) / count
    apart = wrap(torch.where(missing, 0.0, apart._t).to(filled._t.dtype), filled.dtype)
    total = sum(apart * apart, axis, keepdims=keepdims)
    return total / (asarray(count).reshape(asarray(total).shape) - ddof)


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, **keywords):
    if keywords:
        refuse("options of numpy.nanstd")
    return _function("sqrt")(nanvar(a, axis, dtype, out, ddof, keepdims))


def _nan_extreme(function, a, axis, keepdims, filler):
    filled, missing = _without_nan(a, filler)
    made = function(filled, axis, keepdims=keepdims)
    if missing is None:
        return made
    every = all(wrap(missing, bool_), axis=axis, keepdims=keepdims)
    if any(every):
        _errors.warn("All-NaN slice encountered")
    return result(torch.where(asarray(every)._t, float("nan"), asarray(made)._t).to(filled._t.dtype), filled.dtype)


def nanmax(a, axis=None, out=None, keepdims=False, **keywords):
    if out is not None or keywords:
        refuse("numpy.nanmax(out=...)")
    return _nan_extreme(max, a, axis, keepdims, float("-inf"))


def nanmin(a, axis=None, out=None, keepdims=False, **keywords):
    if out is not None or keywords:
        refuse("numpy.nanmin(out=...)")
    return _nan_extreme(min, a, axis, keepdims, float("inf"))


def _nan_place(function, a, axis, filler):
    filled, missing = _without_nan(a, filler)
    if missing is not None and any(all(wrap(missing, bool_), axis=axis)):
        raise ValueError("All-NaN slice encountered")
    return function(filled, axis)


def nanargmax(a, axis=None, out=None, *, keepdims=False):
    if out is not None or keepdims is not False:
        refuse("numpy.nanargmax(out=..., keepdims=...)")
    return _nan_place(argmax, a, axis, float("-inf"))


def nanargmin(a, axis=None, out=None, *, keepdims=False):
    if out is not None or keepdims is not False:
        refuse("numpy.nanargmin(out=..., keepdims=...)")
    return _nan_place(argmin, a, axis, float("inf"))


def _nan_ordered(function, a, axis, keepdims):
    a = asarray(a)
    if axis is None:
        flat = a.reshape(-1)
        return function(flat[~asarray(flat != flat)])
    rows = a.swapaxes(axis, -1)
    shape = rows.shape[:-1]
    made = [function(row[~asarray(row != row)]) for row in rows.reshape(-1, rows.shape[-1])]
    return asarray(made).reshape(shape)


def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    if out is not None:
        refuse("numpy.nanmedian(out=...)")
    return _nan_ordered(median, a, axis, keepdims)


def nanpercentile(a, q, axis=None, **keywords):
    if keywords:
        refuse("options of numpy.nanpercentile")
    return _nan_ordered(lambda part: percentile(part, q), a, axis, False)


def nanquantile(a, q, axis=None, **keywords):
    if keywords:
        refuse("options of numpy.nanquantile")
    return _nan_ordered(lambda part: quantile(part, q), a, axis, False)


# ---- Statistics ----

def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
    if fweights is not None or aweights is not None or dtype is not None:
        refuse("numpy.cov(fweights=..., aweights=..., dtype=...)")
    x = cast(asarray(m), float64)
    x = x.reshape((1,) * (2 - x.ndim) + x.shape) if x.ndim < 2 else x
    x = x if rowvar or x.shape[0] == 1 else x.T
    if y is not None:
        other = cast(asarray(y), float64)
        other = other.reshape((1,) * (2 - other.ndim) + other.shape) if other.ndim < 2 else other
        other = other if rowvar or other.shape[0] == 1 else other.T
        x = wrap(torch.cat([x._t, other._t]), float64)
    ddof = (0 if bias else 1) if ddof is None else ddof
    apart = x - mean(x, axis=1, keepdims=True)
    made = (apart @ apart.T) / (x.shape[1] - ddof)
    return made.squeeze()[()]


def corrcoef(x, y=None, rowvar=True, *, dtype=None):
    if dtype is not None:
        refuse("numpy.corrcoef(dtype=...)")
    c = asarray(cov(x, y, rowvar))
    if c.ndim == 0:
        return c / c
    spread = torch.sqrt(torch.diagonal(c._t))
    made = c._t / spread[:, None] / spread[None, :]
    return wrap(made.clamp(-1, 1), float64)


def histogram(a, bins=10, range=None, density=None, weights=None):
    a = asarray(a).reshape(-1)
    values = cast(a, float64)._t
    if isinstance(bins, int):
        if range is None:
            low, high = (values.min().item(), values.max().item()) if values.numel() else (0.0, 1.0)
        else:
            low, high = float(range[0]), float(range[1])
        if low == high:
            low, high = low - 0.5, high + 0.5
        from numpy._create import linspace
        edges = linspace(low, high, bins + 1)
    else:
        edges = asarray(bins)
    e = cast(edges, float64)._t
    count = e.numel() - 1
    inside = (values >= e[0]) & (values <= e[-1])
    places = (torch.searchsorted(e, values[inside].contiguous(), right=True) - 1).clamp(max=count - 1)
    if weights is None:
        made = wrap(torch.bincount(places, minlength=count), int64)
    else:
        made = wrap(torch.bincount(places, weights=cast(asarray(weights), float64)._t.reshape(-1)[inside],
                                   minlength=count), float64)
    if density:
        made = made / wrap(e[1:] - e[:-1], float64) / sum(made)
    return made, edges


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    if weights is not None:
        refuse("numpy.histogram_bin_edges(weights=...)")
    return histogram(a, bins, range)[1]


def bincount(x, /, weights=None, minlength=0):
    a = asarray(x)
    if a.dtype.kind not in "biu" and a.size:
        raise TypeError(f"Cannot cast array data from {a.dtype!r} to dtype('int64') according to the rule 'safe'")
    if a.ndim != 1:
        raise ValueError("object too deep for desired array" if a.ndim > 1 else "object of too small depth for desired "
                         "array")
    t = a._t.to(torch.int64)
    if t.numel() and t.min().item() < 0:
        raise ValueError("'list' argument must have no negative elements")
    if weights is None:
        return wrap(torch.bincount(t, minlength=minlength), int64)
    return wrap(torch.bincount(t, weights=cast(asarray(weights), float64)._t, minlength=minlength), float64)


def digitize(x, bins, right=False):
    from numpy._select import searchsorted
    edges = asarray(bins)
    if edges.size > 1 and bool(edges[0] > edges[-1]):
        return edges.size - searchsorted(edges[::-1].copy(), x, side="right" if right else "left")
    return searchsorted(edges, x, side="left" if right else "right")
