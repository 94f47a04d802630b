"""Shapes: reshaping, joining, splitting, moving axes."""

import torch
from _types import refuse
from numpy import _dtypes
from numpy._array import asarray, cast, like, ndarray, shape_of, view_of, wrap, wrap_axis
from numpy._dtypes import dtype_of


def _passed_on(a, name, *args, **keywords):
    """Methods of the object itself where it has them (tensors), of an array else."""
    if type(a) is not ndarray and hasattr(a, name) and not isinstance(a, (list, tuple, int, float)):
        return getattr(a, name)(*args, **keywords)
    return getattr(asarray(a), name)(*args, **keywords)


def reshape(a, /, shape=None, order="C", *, newshape=None, copy=None):
    shape = newshape if shape is None else shape
    if isinstance(a, torch.Tensor):
        return a.reshape(shape)
    return asarray(a).reshape(shape, order=order)


def ravel(a, order="C"):
    return asarray(a).ravel(order)


def transpose(a, axes=None):
    if isinstance(a, torch.Tensor) and axes is not None:
        return a.permute(*axes) if len(axes) != 2 else a.transpose(*axes)
    return _passed_on(a, "transpose", axes)


def permute_dims(a, axes=None):
    return transpose(a, axes)


def matrix_transpose(x):
    return asarray(x).mT


def swapaxes(a, axis1, axis2):
    return _passed_on(a, "swapaxes", axis1, axis2)


def squeeze(a, axis=None):
    if isinstance(a, torch.Tensor):
        return a.squeeze() if axis is None else a.squeeze(axis)
    return asarray(a).squeeze(axis)


def moveaxis(a, source, destination):
    a = asarray(a)
    source = [source] if isinstance(source, int) else list(source)
    destination = [destination] if isinstance(destination, int) else list(destination)
    source = [wrap_axis(each, a.ndim, "source") for each in source]
    destination = [wrap_axis(each, a.ndim, "destination") for each in destination]
    if len(source) != len(destination):
        raise ValueError("`source` and `destination` arguments must have the same number of elements")
    return view_of(a, a._t.movedim(source, destination))


def rollaxis(a, axis, start=0):
    a = asarray(a)
    axis = wrap_axis(axis, a.ndim)
    start = start + a.ndim if start < 0 else start
    order = [i for i in range(a.ndim) if i != axis]
    order.insert(start - 1 if axis < start else start, axis)
    return a.transpose(order)


def expand_dims(a, axis):
    a = asarray(a)
    axes = (axis,) if isinstance(axis, int) else tuple(axis)
    rank = a.ndim + len(axes)
    wanted = [wrap_axis(each, rank) for each in axes]
    if len(set(wanted)) != len(wanted):
        raise ValueError("repeated axis")
    t = a._t
    for each in sorted(wanted):
        t = t.unsqueeze(each)
    return view_of(a, t)


def atleast_1d(*arys):
    made = [each if each.ndim else each.reshape(1) for each in map(asarray, arys)]
    return made[0] if len(made) == 1 else tuple(made)


def atleast_2d(*arys):
    made = [each if each.ndim > 1 else each.reshape(1, -1) for each in map(asarray, arys)]
    return made[0] if len(made) == 1 else tuple(made)


def atleast_3d(*arys):
    made = [each if each.ndim > 2 else each.reshape(1, -1, 1) if each.ndim < 2 else each[:, :, None]
            for each in map(asarray, arys)]
    return made[0] if len(made) == 1 else tuple(made)


def broadcast_to(array, shape, subok=False):
    a = asarray(array)
    shape = shape_of(shape)
    from numpy._ufuncs import shape_text, stretches
    if len(shape) < a.ndim:
        raise ValueError("input operand has more dimensions than allowed by the axis remapping")
    if not stretches(a.shape, shape):
        raise ValueError("operands could not be broadcast together with remapped shapes [original->remapped]: "
                         f"{shape_text(a.shape)}  and requested shape {shape_text(shape)}")
    return view_of(a, a._t.expand(shape))


def broadcast_arrays(*args, subok=False):
    from numpy._ufuncs import check_broadcast
    arrays = [asarray(each) for each in args]
    check_broadcast([each._t for each in arrays])
    return tuple([view_of(a, t) for a, t in zip(arrays, torch.broadcast_tensors(*[each._t for each in arrays]))])


def broadcast_shapes(*args):
    shapes = [tuple(torch.zeros(()).expand(shape_of(each)).shape) for each in args]
    from numpy._ufuncs import fit_together
    if not fit_together(shapes):
        raise ValueError("shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 "
                         f"with shape {shapes[0]} and arg 1 with shape {shapes[1]}.")
    return tuple(torch.broadcast_shapes(*shapes))


# ---- Joining ----

def _common(arrays, dtype):
    if dtype is not None:
        return dtype_of(dtype)
    found = arrays[0].dtype
    for each in arrays:
        found = _dtypes.promote(found, each.dtype)
    return found


def _joined(arrays, kind, join):
    """Joins the tensors; lists of strings are joined along with their places."""
    if kind.kind not in "UO":
        return wrap(join([cast(each, kind)._t for each in arrays]), kind)
    pool, places = [], []
    for each in arrays:
        each = cast(each, kind)
        places.append(each._t + len(pool))
        pool.extend(each._pool)
    made = wrap(join(places), kind)
    made._pool = pool
    return made


def concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting="same_kind"):
    if casting != "same_kind":
        refuse("numpy.concatenate(casting=...)")
    if isinstance(arrays, (int, float)):
        raise TypeError("only integer scalar arrays can be converted to a scalar index")
    parts = [asarray(each) for each in arrays]
    if not parts:
        raise ValueError("need at least one array to concatenate")
    if axis is None:
        parts, axis = [each.reshape(-1) for each in parts], 0
    rank = parts[0].ndim
    if rank == 0:
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    axis = wrap_axis(axis, rank)
    for i, each in enumerate(parts):
        if each.ndim != rank:
            raise ValueError("all the input arrays must have same number of dimensions, but the array at index 0 has "
                             f"{rank} dimension(s) and the array at index {i} has {each.ndim} dimension(s)")
        for d in range(rank):
            if d != axis and each.shape[d] != parts[0].shape[d]:
                raise ValueError("all the input array dimensions except for the concatenation axis must match exactly, "
                                 f"but along dimension {d}, the array at index 0 has size {parts[0].shape[d]} and the "
                                 f"array at index {i} has size {each.shape[d]}")
    made = _joined(parts, _common(parts, dtype), lambda tensors: torch.cat(tensors, axis))
    if out is not None:
        out[...] = made
        return out
    return made


concat = concatenate


def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    if out is not None or casting != "same_kind":
        refuse("numpy.stack(out=..., casting=...)")
    parts = [asarray(each) for each in arrays]
    if not parts:
        raise ValueError("need at least one array to stack")
    if len({each.shape for each in parts}) != 1:
        raise ValueError("all input arrays must have the same shape")
    axis = wrap_axis(axis, parts[0].ndim + 1)
    return _joined(parts, _common(parts, dtype), lambda tensors: torch.stack(tensors, axis))


def _all_at_least(arrays, rank):
    parts = [atleast_1d(each) if rank == 1 else atleast_2d(each) if rank == 2 else atleast_3d(each) for each in arrays]
    return parts


def vstack(tup, *, dtype=None, casting="same_kind"):
    if casting != "same_kind":
        refuse("numpy.vstack(casting=...)")
    return concatenate(_all_at_least(tup, 2), 0, dtype=dtype)


row_stack = vstack


def hstack(tup, *, dtype=None, casting="same_kind"):
    if casting != "same_kind":
        refuse("numpy.hstack(casting=...)")
    parts = _all_at_least(tup, 1)
    return concatenate(parts, 0 if parts and parts[0].ndim == 1 else 1, dtype=dtype)


def dstack(tup):
    return concatenate(_all_at_least(tup, 3), 2)


def column_stack(tup):
    parts = [asarray(each) for each in tup]
    return concatenate([each.reshape(-1, 1) if each.ndim < 2 else each for each in parts], 1)


def append(arr, values, axis=None):
    if axis is None:
        return concatenate((asarray(arr).ravel(), asarray(values).ravel()))
    return concatenate((arr, values), axis)


def block(arrays):
    def depth(part):
        return 1 + max([depth(each) for each in part]) if isinstance(part, list) else 0

    def join(part, level):
        if not isinstance(part, list):
            return asarray(part).reshape((1,) * (total - asarray(part).ndim) + asarray(part).shape)
        return concatenate([join(each, level + 1) for each in part], -(total - level))
    total = depth(arrays)
    return join(arrays, 0)


# ---- Splitting ----

def array_split(ary, indices_or_sections, axis=0):
    a = asarray(ary)
    axis = wrap_axis(axis, a.ndim)
    size = a.shape[axis]
    if isinstance(indices_or_sections, int):
        count = indices_or_sections
        if count <= 0:
            raise ValueError("number sections must be larger than 0.")
        each, more = divmod(size, count)
        ends, at = [], 0
        for i in range(count - 1):
            at += each + (1 if i < more else 0)
            ends.append(at)
    else:
        ends = [int(each) for each in indices_or_sections]
    key = (slice(None),) * axis
    return [a[key + (slice(start, stop),)] for start, stop in zip([0] + ends, ends + [None])]


def split(ary, indices_or_sections, axis=0):
    a = asarray(ary)
    if isinstance(indices_or_sections, int) and a.shape[axis] % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return array_split(a, indices_or_sections, axis)


def hsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0 if asarray(ary).ndim == 1 else 1)


def vsplit(ary, indices_or_sections):
    if asarray(ary).ndim < 2:
        raise ValueError("vsplit only works on arrays of 2 or more dimensions")
    return split(ary, indices_or_sections, 0)


def dsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 2)


def unstack(x, /, *, axis=0):
    return tuple(moveaxis(x, axis, 0))


# ---- Repeating and turning ----

def tile(A, reps):
    a = asarray(A)
    reps = (reps,) if isinstance(reps, int) else shape_of(reps)
    shape = (1,) * (len(reps) - a.ndim) + a.shape
    return like(a, a._t.reshape(shape).repeat(*((1,) * (len(shape) - len(reps)) + tuple(reps))))


def flip(m, axis=None):
    a = asarray(m)
    if axis is None:
        key = (slice(None, None, -1),) * a.ndim
    else:
        axes = [wrap_axis(each, a.ndim) for each in ((axis,) if isinstance(axis, int) else axis)]
        key = tuple([slice(None, None, -1 if i in axes else None) for i in range(a.ndim)])
    return a[key]


def fliplr(m):
    if asarray(m).ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return flip(m, 1)


def flipud(m):
    return flip(m, 0)


def rot90(m, k=1, axes=(0, 1)):
    a = asarray(m)
    return like(a, torch.rot90(a._t, k, list(axes)))


def roll(a, shift, axis=None):
    a = asarray(a)
    if axis is None:
        return like(a, torch.roll(a._t.reshape(-1), shift, 0).reshape(a._t.shape))
    shift = list(shift) if isinstance(shift, (tuple, list)) else shift
    axis = list(axis) if isinstance(axis, (tuple, list)) else wrap_axis(axis, a.ndim)
    if isinstance(axis, list) and not isinstance(shift, list):
        shift = [shift] * len(axis)
    return like(a, torch.roll(a._t, shift, axis))


def pad(array, pad_width, mode="constant", **keywords):
    a = asarray(array)
    widths = asarray(pad_width)
    widths = widths.tolist()
    if isinstance(widths, int):
        widths = [[widths, widths]] * a.ndim
    elif isinstance(widths[0], int):
        widths = [widths if len(widths) == 2 else widths * 2] * a.ndim
    elif len(widths) == 1:
        widths = widths * a.ndim
    if mode == "constant":
        value = keywords.get("constant_values", 0)
        shape = [size + before + after for size, (before, after) in zip(a.shape, widths)]
        made = like(a, torch.zeros(shape, dtype=a._t.dtype))
        inside = tuple([slice(before, before + size) for size, (before, after) in zip(a.shape, widths)])
        if isinstance(value, (tuple, list)):
            flat = [value] * a.ndim if not isinstance(value[0], (tuple, list)) else list(value)
            for axis, (before, after) in enumerate(widths):
                key = (slice(None),) * axis
                made[key + (slice(0, before),)] = flat[axis][0]
                made[key + (slice(shape[axis] - after, None),)] = flat[axis][-1]
        else:
            made[...] = value
        made[inside] = a
        return made
    for axis, (before, after) in enumerate(widths):
        size = a.shape[axis]
        places = range(-before, size + after)
        if mode == "edge":
            chosen = [min(max(i, 0), size - 1) for i in places]
        elif mode == "wrap":
            chosen = [i % size for i in places]
        elif mode in ("reflect", "symmetric"):
            period = 2 * size - 2 if mode == "reflect" else 2 * size
            period = period or 1
            chosen = []
            for i in places:
                i %= period
                chosen.append((i if i < size else period - i) if mode == "reflect" else
                              (i if i < size else period - 1 - i))
        else:
            refuse(f"numpy.pad with mode={mode!r}")
        a = like(a, a._t.index_select(axis, torch.tensor(chosen, dtype=torch.int64)))
    return a


# ---- Questions ----

def shape(a):
    return a.shape if hasattr(a, "shape") else asarray(a).shape


def ndim(a):
    return a.ndim if hasattr(a, "ndim") else asarray(a).ndim


def size(a, axis=None):
    if axis is None:
        return a.size if hasattr(a, "size") else asarray(a).size
    return shape(a)[axis]


def isscalar(element):
    from numpy import _scalars
    return isinstance(element, (bool, int, float, complex, str, bytes, _scalars.generic))


def iterable(y):
    try:
        iter(y)
    except TypeError:
        return False
    return True


def shares_memory(a, b, /, max_work=None):
    return may_share_memory(a, b) and bool(torch.isin(_touched(a._t), _touched(b._t)).any())


def _touched(t):
    """The numbers of all bytes that a tensor's elements take."""
    width = t.element_size()
    found = torch.arange(width) + t.storage_offset() * width
    for size, stride in zip(t.shape, t.stride()):
        if stride:
            found = (found.unsqueeze(1) + torch.arange(size) * (stride * width)).reshape(-1)
    return found


def may_share_memory(a, b, /, max_work=None):
    if a.size == 0 or b.size == 0:
        return False
    if a._t.untyped_storage().data_ptr() != b._t.untyped_storage().data_ptr():
        return False
    (first, end), (other, other_end) = _bounds(a._t), _bounds(b._t)
    return first < other_end and other < end


def _bounds(t):
    """The numbers of the first byte of a tensor's elements, and of the one behind the last."""
    low = high = t.storage_offset()
    for size, stride in zip(t.shape, t.stride()):
        if stride < 0:
            low += (size - 1) * stride
        else:
            high += (size - 1) * stride
    return low * t.element_size(), (high + 1) * t.element_size()
