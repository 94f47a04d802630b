"""Sorting, searching, choosing, sets."""

import torch
from _types import refuse
from numpy import _dtypes
from numpy._array import array, asarray, cast, like, ndarray, result, wrap, wrap_axis
from numpy._dtypes import bool_, float64, int64


def _ordered(a):
    """The tensor by which to sort: strings by the rank of their text."""
    if a._pool is None:
        return a._t
    ranks = {value: rank for rank, value in enumerate(sorted(set(a._pool)))}
    return torch.tensor([ranks[each] for each in a._pool], dtype=torch.int64)[a._t]


def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    if isinstance(a, torch.Tensor):
        a = a.__array__()
    a = asarray(a)
    t = _ordered(a)
    if axis is None:
        t, axis = t.reshape(-1), -1
    if t.dim() == 0:
        return wrap(torch.zeros(1, dtype=torch.int64), int64)
    return wrap(torch.argsort(t, dim=wrap_axis(axis, t.dim()), stable=True), int64)


def _sorted(a, axis):
    t = a._t
    if axis is None:
        t, axis = t.reshape(-1), -1
    axis = wrap_axis(axis, t.dim())
    if a._pool is not None:
        order = torch.argsort(_ordered(like(a, t)), dim=axis, stable=True)
        return like(a, torch.gather(t, axis, order))
    return like(a, torch.sort(t, dim=axis, stable=True).values)



def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    """As a method (a.sort()) this sorts in place; numpy.sort is `sorted_copy`."""
    a[...] = _sorted(a, axis)


def sorted_copy(a, axis=-1, kind=None, order=None, *, stable=None):
    return _sorted(asarray(a), axis)


def partition(a, kth, axis=-1, kind="introselect", order=None):
    a[...] = _sorted(a, axis)


def partitioned_copy(a, kth, axis=-1, kind="introselect", order=None):
    return _sorted(asarray(a), axis)


def argpartition(a, kth, axis=-1, kind="introselect", order=None):
    return argsort(a, axis)


def lexsort(keys, axis=-1):
    rows = [asarray(each) for each in keys]
    order = torch.arange(rows[0].shape[-1])
    for each in rows:
        order = order[torch.argsort(_ordered(each)[order], stable=True)]
    return wrap(order, int64)


def nonzero(a):
    if isinstance(a, torch.Tensor):
        return a.nonzero()
    a = asarray(a)
    if a.ndim == 0:
        raise ValueError("Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If "
                         "the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.")
    return tuple([wrap(each.contiguous(), int64) for each in a._t.nonzero(as_tuple=True)])


def argwhere(a):
    return wrap(asarray(a)._t.nonzero(), int64)


def flatnonzero(a):
    return nonzero(asarray(a).ravel())[0]


def searchsorted(a, v, side="left", sorter=None):
    a, given = asarray(a), asarray(v)
    kind = _dtypes.promote(a.dtype, given.dtype)
    edges = cast(a, kind)._t
    if sorter is not None:
        edges = edges[asarray(sorter)._t]
    made = torch.searchsorted(edges.contiguous(), cast(given, kind)._t.contiguous(), right=side == "right")
    return result(made, int64)


def take(a, indices, axis=None, out=None, mode="raise"):
    if out is not None:
        refuse("numpy.take(out=...)")
    a, places = asarray(a), asarray(indices)
    if axis is None:
        a, axis = a.reshape(-1), 0
    axis = wrap_axis(axis, a.ndim)
    if mode == "clip":
        places = wrap(places._t.clamp(0, a.shape[axis] - 1), int64)
    elif mode == "wrap":
        places = wrap(places._t % a.shape[axis], int64)
    return a[(slice(None),) * axis + (places if places.ndim else places.item(),)]


def put(a, ind, v, mode="raise"):
    if mode != "raise":
        refuse("numpy.put(mode=...)")
    flat = a.flat
    values = asarray(v).reshape(-1).tolist()
    for i, place in enumerate(asarray(ind).reshape(-1).tolist()):
        flat[place] = values[i % len(values)]


def take_along_axis(arr, indices, axis=-1):
    a, places = asarray(arr), asarray(indices)
    if axis is None:
        a, axis = a.reshape(-1), 0
    axis = wrap_axis(axis, a.ndim)
    t = places._t + (places._t < 0) * a.shape[axis]
    shape = [a.shape[i] if i != axis and t.shape[i] == 1 else t.shape[i] for i in range(t.dim())]
    return like(a, torch.gather(a._t, axis, t.expand(shape)))


def put_along_axis(arr, indices, values, axis):
    axis = wrap_axis(axis, arr.ndim)
    t = asarray(indices)._t
    given = cast(asarray(values), arr.dtype)._t.expand(t.shape)
    arr._t.scatter_(axis, t, given)


def choose(a, choices, out=None, mode="raise"):
    if out is not None or mode != "raise":
        refuse("numpy.choose(out=..., mode=...)")
    places = asarray(a)
    options = array([asarray(each) for each in choices])
    return take_along_axis(options, places.reshape((1,) + places.shape), 0)[0]


def compress(condition, a, axis=None, out=None):
    if out is not None:
        refuse("numpy.compress(out=...)")
    if type(condition) is ndarray and not isinstance(a, (ndarray,)):
        condition, a = a, condition
    return take(a, flatnonzero(condition), axis)


def extract(condition, arr):
    return asarray(arr).ravel()[asarray(condition).ravel().astype(bool)]


def select(condlist, choicelist, default=0):
    from numpy._index import where
    made = asarray(default)
    for condition, choice in zip(reversed(condlist), reversed(choicelist)):
        made = where(condition, choice, made if made.ndim or made.dtype.kind in "UO" else made.item())
    return made


def piecewise(x, condlist, funclist, *args, **keywords):
    a = asarray(x)
    made = like(a, torch.zeros_like(a._t))
    masks = [asarray(each) for each in condlist]
    functions = list(funclist)
    if len(functions) == len(masks) + 1:
        rest = masks[0]
        for each in masks[1:]:
            rest = rest | each
        masks.append(~rest)
    for mask, function in zip(masks, functions):
        made[mask] = function(a[mask], *args, **keywords) if callable(function) else function
    return made


def place(arr, mask, vals):
    values = asarray(vals)
    count = int(asarray(mask).sum())
    arr[asarray(mask).astype(bool)] = values.reshape(-1)[torch.arange(count) % values.size]


def putmask(a, mask, values):
    given = asarray(values)
    chosen = asarray(mask).astype(bool)
    if given.shape != a.shape:
        given = given.reshape(-1)[torch.arange(a.size) % given.size].reshape(a.shape)
    a[chosen] = given[chosen]


def copyto(dst, src, casting="same_kind", where=True):
    given = asarray(src)
    if not _dtypes.can_cast(given.dtype, dst.dtype, casting) and given.ndim:
        raise TypeError(f"Cannot cast array data from {given.dtype!r} to {dst.dtype!r} according to the rule "
                        f"'{casting}'")
    if where is True:
        dst[...] = given
        return
    mask = asarray(where)._t.expand(dst._t.shape)
    dst._t.copy_(torch.where(mask, cast(given, dst.dtype)._t, dst._t))


def repeat(a, repeats, axis=None):
    a = asarray(a)
    if axis is None:
        a, axis = a.reshape(-1), 0
    count = asarray(repeats)
    if (count._t < 0).any():
        raise ValueError("repeats may not contain negative values." if count.ndim else
                         "negative dimensions are not allowed")
    times = count.item() if count.size == 1 else count._t
    return like(a, torch.repeat_interleave(a._t, times, wrap_axis(axis, a.ndim)))


def delete(arr, obj, axis=None):
    a = asarray(arr)
    if axis is None:
        a, axis = a.reshape(-1), 0
    axis = wrap_axis(axis, a.ndim)
    size = a.shape[axis]
    keep = torch.ones(size, dtype=torch.bool)
    if isinstance(obj, slice):
        keep[list(range(size))[obj]] = False
    else:
        places = asarray(obj)
        if places.dtype.kind == "b":
            keep[places._t] = False
        else:
            for place in places.reshape(-1).tolist():
                if not -size <= place < size:
                    raise IndexError(f"index {place} is out of bounds for axis {axis} with size {size}")
                keep[int(place)] = False
    return like(a, a._t.index_select(axis, keep.nonzero().reshape(-1)))


def insert(arr, obj, values, axis=None):
    from numpy._shape import concatenate, moveaxis
    a = asarray(arr)
    if axis is None:
        a, axis = a.reshape(-1), 0
    axis = wrap_axis(axis, a.ndim)
    rows = moveaxis(a, axis, 0)
    size = rows.shape[0]
    given = cast(asarray(values), a.dtype)
    if isinstance(obj, int):
        at = obj + size if obj < 0 else obj
        if not 0 <= at <= size:
            raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {size}")
        if rows.ndim == 1:
            new = given.reshape(-1)
        else:
            new = like(a, given._t.expand((1,) + rows.shape[1:]) if given.ndim < rows.ndim else given._t)
        return moveaxis(concatenate([rows[:at], new, rows[at:]]), 0, axis)
    places = [each + size if each < 0 else each for each in asarray(obj).reshape(-1).tolist()]
    new = like(a, given._t.expand((len(places),) + rows.shape[1:]))
    order = sorted(range(len(places)), key=lambda i: places[i])
    parts, start = [], 0
    for i in order:
        parts += [rows[start:places[i]], new[i:i + 1]]
        start = places[i]
    return moveaxis(concatenate(parts + [rows[start:]]), 0, axis)


def trim_zeros(filt, trim="fb"):
    a = asarray(filt)
    places = flatnonzero(a)
    if not places.size:
        return filt[:0]
    start = int(places[0]) if "f" in trim.lower() else 0
    stop = int(places[-1]) + 1 if "b" in trim.lower() else a.size
    return filt[start:stop]


# ---- Sets ----

def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True):
    a = asarray(ar)
    if axis is not None:
        values, inverse, counts = torch.unique(a._t, return_inverse=True, return_counts=True,
                                               dim=wrap_axis(axis, a.ndim))
    else:
        t = _ordered(a)
        values, inverse, counts = torch.unique(t.reshape(-1), return_inverse=True, return_counts=True)
    first = torch.full((counts.numel(),), inverse.numel(), dtype=torch.int64)
    first = first.scatter_reduce(0, inverse.reshape(-1), torch.arange(inverse.numel()), "amin")
    if a._pool is not None and axis is None:
        made = like(a, a._t.reshape(-1)[first])
    else:
        made = wrap(values, a.dtype)
        if a.dtype.kind == "f" and axis is None and equal_nan and torch.isnan(values).sum().item() > 1:
            keep = ~torch.isnan(values)
            count = int(keep.sum()) + 1
            made = wrap(values[:count], a.dtype)
            counts = torch.cat([counts[:count - 1], counts[count - 1:].sum().reshape(1)])
            first, inverse = first[:count], inverse.clamp(max=count - 1)
    found = [made]
    if return_index:
        found.append(wrap(first, int64))
    if return_inverse:
        found.append(wrap(inverse.reshape(a._t.shape) if axis is None else inverse, int64))
    if return_counts:
        found.append(wrap(counts, int64))
    return found[0] if len(found) == 1 else tuple(found)


def unique_values(x):
    return unique(x)


def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    if kind is not None:
        refuse("numpy.isin(kind=...)")
    a = asarray(element)
    others = asarray(list(test_elements) if isinstance(test_elements, (set, frozenset)) else test_elements)
    if a.dtype.kind in "UO" or others.dtype.kind in "UO":
        wanted = others.reshape(-1).tolist()
        made = torch.tensor([each in wanted for each in a.reshape(-1).tolist()], dtype=torch.bool).reshape(a.shape)
    else:
        common = _dtypes.promote(a.dtype, others.dtype)
        common = int64 if common is bool_ else common
        made = torch.isin(cast(a, common)._t, cast(others, common)._t)
    return result(~made if invert else made, bool_)


def in1d(ar1, ar2, assume_unique=False, invert=False, *, kind=None):
    if kind is not None:
        refuse("numpy.in1d(kind=...)")
    return isin(asarray(ar1).ravel(), ar2, invert=invert)


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    if return_indices is not False:
        refuse("numpy.intersect1d(return_indices=...)")
    a, b = unique(ar1), unique(ar2)
    return a[isin(a, b)]


def union1d(ar1, ar2):
    from numpy._shape import concatenate
    return unique(concatenate((asarray(ar1).ravel(), asarray(ar2).ravel())))


def setdiff1d(ar1, ar2, assume_unique=False):
    a = unique(ar1)
    return a[isin(a, ar2, invert=True)]


def setxor1d(ar1, ar2, assume_unique=False):
    a, b = unique(ar1), unique(ar2)
    return union1d(a[isin(a, b, invert=True)], b[isin(b, a, invert=True)])


# ---- Differences ----

def diff(a, n=1, axis=-1, prepend=None, append=None):
    from numpy._shape import concatenate
    a = asarray(a)
    axis = wrap_axis(axis, a.ndim)
    parts = [each if asarray(each).ndim else asarray(each).reshape((1,) * a.ndim) for each in (prepend, a, append)
             if each is not None]
    if len(parts) > 1:
        a = concatenate(parts, axis)
    t = a._t
    for _ in range(n):
        t = torch.diff(t, dim=axis)
    return wrap(t, a.dtype)


def ediff1d(ary, to_end=None, to_begin=None):
    if to_end is not None or to_begin is not None:
        refuse("numpy.ediff1d(to_end=..., to_begin=...)")
    return diff(asarray(ary).ravel(), prepend=None)


def gradient(f, *varargs, axis=None, edge_order=1):
    a = cast(asarray(f), float64)
    spacing = [each if isinstance(each, (int, float)) else (asarray(each)._t.to(torch.float64),) for each in varargs]
    axes = range(a.ndim) if axis is None else [wrap_axis(axis, a.ndim)]
    made = []
    for i, each in enumerate(axes):
        step = spacing[min(i, len(spacing) - 1)] if spacing else 1.0
        made.append(wrap(torch.gradient(a._t, spacing=step, dim=each, edge_order=edge_order)[0], float64))
    return made[0] if len(made) == 1 else tuple(made)


def interp(x, xp, fp, left=None, right=None, period=None):
    if period is not None:
        refuse("numpy.interp(period=...)")
    at, xs, ys = [cast(asarray(each), float64)._t for each in (x, xp, fp)]
    places = torch.searchsorted(xs, at.contiguous(), right=True).clamp(1, xs.numel() - 1)
    low, high = places - 1, places
    slope = (ys[high] - ys[low]) / (xs[high] - xs[low])
    made = slope * (at - xs[low]) + ys[low]
    made = torch.where(at < xs[0], ys[0] if left is None else torch.tensor(float(left), dtype=torch.float64), made)
    made = torch.where(at > xs[-1], ys[-1] if right is None else torch.tensor(float(right), dtype=torch.float64), made)
    return result(torch.where(at == xs[-1], ys[-1], made), float64)


def trapezoid(y, x=None, dx=1.0, axis=-1):
    from numpy._reduce import sum
    a = asarray(y).swapaxes(axis, -1)
    step = dx if x is None else diff(asarray(x))
    return sum(step * (a[..., 1:] + a[..., :-1]) / 2.0, axis=-1)


def convolve(a, v, mode="full"):
    x, y = asarray(a), asarray(v)
    if x.size < y.size:
        x, y = y, x
    kind = _dtypes.promote(x.dtype, y.dtype)
    one, other = cast(x, kind)._t, cast(y, kind)._t
    if one.numel() == 0 or other.numel() == 0:
        raise ValueError("v cannot be empty" if other.numel() == 0 else "a cannot be empty")
    size, width = one.numel(), other.numel()
    made = torch.zeros(size + width - 1, dtype=one.dtype)
    for i in range(width):
        made[i:i + size] += one * other[i]
    if mode == "same":
        start = (width - 1) // 2
        made = made[start:start + size]
    elif mode == "valid":
        made = made[width - 1:size]
    return wrap(made.clone(), kind)


def correlate(a, v, mode="valid"):
    return convolve(a, asarray(v)[::-1].copy(), mode)


def unravel_index(indices, shape, order="C"):
    if order not in ("C", "K", "A", None):
        refuse("numpy.unravel_index(order=...)")
    places, found = asarray(indices), []
    t = places._t
    count = 1
    for size in shape:
        count *= size
    if t.numel() and (t.max().item() >= count or t.min().item() < 0):
        raise ValueError(f"index {t.max().item()} is out of bounds for array with size {count}")
    for size in reversed(shape):
        found.append(result(t % size, int64))
        t = t // size
    return tuple(reversed(found))


def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
    if mode != "raise" or order not in ("C", "K", "A", None):
        refuse("numpy.ravel_multi_index(mode=..., order=...)")
    t = torch.zeros((), dtype=torch.int64)
    for each, size in zip(multi_index, dims):
        t = t * size + asarray(each)._t
    return result(t, int64)


def ix_(*args):
    made = []
    for i, each in enumerate(args):
        a = asarray(each)
        a = flatnonzero(a) if a.dtype.kind == "b" else a
        made.append(a.reshape([-1 if j == i else 1 for j in range(len(args))]))
    return tuple(made)


def apply_along_axis(func1d, axis, arr, *args, **keywords):
    a = asarray(arr)
    axis = wrap_axis(axis, a.ndim)
    rows = a.swapaxes(axis, -1) if axis != a.ndim - 1 else a
    from numpy._shape import moveaxis
    rows = moveaxis(a, axis, -1)
    made = array([asarray(func1d(row, *args, **keywords)) for row in rows.reshape(-1, rows.shape[-1])])
    made = made.reshape(rows.shape[:-1] + made.shape[1:])
    return made if made.ndim < a.ndim else moveaxis(made, -1, axis)
