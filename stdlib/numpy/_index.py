"""Reading and writing by index: slices make views, arrays and masks make copies."""

import _numpy
import torch
from numpy import _dtypes, _scalars
from numpy._array import _convert, asarray, cast, like, ndarray, view_of, wrap

_WRONG = ("only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid "
          "indices")
_EVERY = slice(None)


def _normal(each):
    """One part of a key as int, slice, None, Ellipsis or an index tensor."""
    cls = type(each)
    if cls is int or cls is slice or each is None or each is Ellipsis:
        return each
    if cls is bool or cls is _scalars.bool_:
        return torch.tensor(bool(each))
    if isinstance(each, (ndarray, list, torch.Tensor)):
        a = asarray(each)
        if a.dtype.kind == "b":
            return a._t
        if a.dtype.kind in "iu":
            if a._t.dim() == 0:
                return a._t.item()
            return a._t.to(torch.int64)
        if a._t.numel() == 0 and isinstance(each, list):
            return a._t.to(torch.int64)
        if a._t.dim() == 0:
            raise IndexError(_WRONG)
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    if isinstance(each, str):
        raise IndexError(_WRONG)
    if isinstance(each, tuple):
        return _normal(list(each))
    if isinstance(each, range):
        return torch.tensor(list(each), dtype=torch.int64)
    try:
        return each.__index__()
    except AttributeError:
        raise IndexError(_WRONG) from None


def _width(part):
    """How many dimensions a part of a key takes."""
    if part is None or part is Ellipsis:
        return 0
    return part.dim() if isinstance(part, torch.Tensor) and part.dtype is torch.bool else 1


class _Walk:
    """Applies a key: `t` is the view by ints and slices, `picks` what is left for arrays (one entry a dimension)."""

    def __init__(self, a, key):
        self.a = a
        if isinstance(key, tuple):
            if isinstance(key, torch.Size):
                key = list(key)
                parts = [_normal(key)]
            else:
                parts = [_normal(each) for each in key]
        else:
            parts = [_normal(key)]
        rank = a._t.dim()
        used = sum([_width(each) for each in parts])
        dots = len([each for each in parts if each is Ellipsis])
        if dots > 1:
            raise IndexError("an index can only have a single ellipsis ('...')")
        if used > rank:
            raise IndexError(f"too many indices for array: array is {rank}-dimensional, but {used} were indexed")
        self.dots = dots > 0
        if not dots:
            parts.append(Ellipsis)
        self.advanced = bool([each for each in parts if isinstance(each, torch.Tensor)])
        self._apply(parts, rank - used)

    def _apply(self, parts, rest):
        t = self.a._t
        old_sizes, old_strides = tuple(t.shape), t.stride()
        sizes, strides, picks, offset, dim = [], [], [], t.storage_offset(), 0
        for part in parts:
            if part is Ellipsis:
                for _ in range(rest):
                    sizes.append(old_sizes[dim])
                    strides.append(old_strides[dim])
                    picks.append(_EVERY)
                    dim += 1
            elif part is None:
                sizes.append(1)
                strides.append(0)
                picks.append(_EVERY)
            elif isinstance(part, torch.Tensor):
                count = part.dim() if part.dtype is torch.bool else 1
                if part.dtype is torch.bool:
                    picks.extend(self._mask(part, dim, old_sizes, sizes, strides))
                else:
                    self._check(part, dim, old_sizes[dim])
                    picks.append(part)
                sizes.extend(old_sizes[dim:dim + count])
                strides.extend(old_strides[dim:dim + count])
                dim += count
            elif type(part) is slice:
                start, stop, step = part.indices(old_sizes[dim])
                count = len(range(start, stop, step))
                if count:
                    offset += start * old_strides[dim]
                sizes.append(count)
                strides.append(old_strides[dim] * step)
                picks.append(_EVERY)
                dim += 1
            else:
                size = old_sizes[dim]
                if not -size <= part < size:
                    raise IndexError(f"index {part} is out of bounds for axis {dim} with size {size}")
                part = part + size if part < 0 else part
                if self.advanced:  # numpy broadcasts it with the arrays
                    sizes.append(size)
                    strides.append(old_strides[dim])
                    picks.append(torch.tensor(part))
                else:
                    offset += part * old_strides[dim]
                dim += 1
        if 0 in sizes:
            offset = t.storage_offset()
            strides = [abs(each) for each in strides]
        self.t = _numpy.view(t, tuple(sizes), tuple(strides), offset)
        self.picks = picks

    def _mask(self, mask, dim, old_sizes, sizes, strides):
        if mask.dim() == 0:
            sizes.append(1)
            strides.append(0)
            return [torch.zeros(1 if mask.item() else 0, dtype=torch.int64)]
        for i, size in enumerate(mask.shape):
            if size != old_sizes[dim + i]:
                raise IndexError(f"boolean index did not match indexed array along axis {dim + i}; size of axis is "
                                 f"{old_sizes[dim + i]} but size of corresponding boolean axis is {size}")
        return list(mask.nonzero(as_tuple=True))

    @staticmethod
    def _check(index, dim, size):
        if index.numel():
            low, high = index.min().item(), index.max().item()
            bad = low if low < -size else high if high >= size else None
            if bad is not None:
                raise IndexError(f"index {bad} is out of bounds for axis {dim} with size {size}")

    def broadcast(self):
        """Checks that the index arrays fit together."""
        from numpy._ufuncs import fit_together, shape_text
        shapes = [each.shape for each in self.picks if isinstance(each, torch.Tensor)]
        if not fit_together(shapes):
            raise IndexError("shape mismatch: indexing arrays could not be broadcast together with shapes "
                             + " ".join([shape_text(each) for each in shapes]) + " ")


def get(a, key):
    if type(key) is ndarray and key.dtype.kind == "b" and key._t.shape == a._t.shape and a._t.dim():
        return like(a, a._t[key._t])
    walk = _Walk(a, key)
    if walk.advanced:
        walk.broadcast()
        return like(a, walk.t[tuple(walk.picks)])
    made = view_of(a, walk.t)
    if walk.t.dim() == 0 and not walk.dots:
        value = walk.t.item()
        return _scalars.make(a.dtype, value) if a._pool is None else a._item_of(value)
    return made


def _values(a, value):
    """What is assigned, as a tensor of the array's own dtype."""
    kind = a.dtype
    if a._pool is not None:
        given = asarray(value) if kind.kind != "O" or isinstance(value, ndarray) else _convert([value], kind, False)
        texts = given.reshape(-1).tolist()
        if kind.kind == "U":
            texts = [str(each)[:kind.itemsize // 4] for each in texts]
        first = len(a._pool)
        a._pool.extend(texts)
        places = torch.arange(first, first + len(texts))
        return places.reshape(given.shape) if kind.kind == "U" or isinstance(value, ndarray) else places.reshape(())
    if type(value) is ndarray:
        return value._t if value.dtype is kind else cast(value, kind)._t
    if type(value) in (bool, int, float, complex) or isinstance(value, str):
        if kind.kind == "f" and isinstance(value, (bool, int, float)):
            return torch.tensor(float(value), dtype=kind._torch)
        return _convert(value, kind, False)._t
    given = asarray(value)
    if given.dtype.kind == "O":
        return _convert(value, kind, False)._t
    return cast(given, kind)._t


def set(a, key, value):
    walk = _Walk(a, key)
    t = walk.t
    values = _values(a, value)
    from numpy._ufuncs import shape_text, stretches
    if not walk.advanced:
        while values.dim() > t.dim() and values.shape[0] == 1:
            values = values[0]
        if t.dim() == 0 and values.dim() and not walk.dots:
            raise ValueError("setting an array element with a sequence.")
        if not stretches(values.shape, t.shape):
            raise ValueError(f"could not broadcast input array from shape {shape_text(values.shape)} into shape "
                             f"{shape_text(t.shape)}")
        if values.data_ptr() == t.data_ptr() or (values.dim() and values.untyped_storage().data_ptr()
                                                 == t.untyped_storage().data_ptr()):
            values = values.clone()
        t.copy_(values)
        return
    walk.broadcast()
    picks = tuple(walk.picks)
    if values.dim():
        shape = tuple(t[picks].shape)
        while values.dim() > len(shape) and values.shape[0] == 1:
            values = values[0]
        if not stretches(values.shape, shape):
            if isinstance(key, ndarray) and key.dtype.kind == "b" and len(shape) == 1:
                raise ValueError(f"NumPy boolean array indexing assignment cannot assign {values.numel()} input values "
                                 f"to the {shape[0]} output values where the mask is true")
            raise ValueError(f"shape mismatch: value array of shape {shape_text(values.shape)} could not be broadcast "
                             f"to indexing result of shape {shape_text(shape)}")
    t[picks] = values


def at(function, a, indices, b):
    """ufunc.at for indices of any kind: one element after the other."""
    walk = _Walk(a, indices)
    places = torch.arange(a._t.numel()).reshape(a._t.shape)
    chosen = _Walk(wrap(places, _dtypes.int64), indices)
    picked = chosen.t[tuple(chosen.picks)] if walk.advanced else chosen.t
    given = asarray(b)
    values = torch.broadcast_to(given._t, picked.shape).reshape(-1)
    flat = a.flat
    for place, value in zip(picked.reshape(-1).tolist(), values):
        flat[place] = function(flat[place], wrap(value, given.dtype))


def where(condition, x=None, y=None):
    """np.where: the places of true elements, or a choice between two arrays."""
    chosen = asarray(condition)
    mask = chosen._t if chosen.dtype.kind == "b" else chosen._t != 0
    if x is None and y is None:
        return tuple([wrap(each, _dtypes.int64) for each in mask.nonzero(as_tuple=True)])
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    from numpy import _ufuncs
    a, first = _ufuncs.operand(x)
    b, second = _ufuncs.operand(y)
    if first is None and second is None:
        kind = _dtypes.promote(_dtypes.of_number(a), _dtypes.of_number(b))
    elif first is None:
        kind = second if type(a) is bool else _dtypes.weak(second, a)
    elif second is None:
        kind = first if type(b) is bool else _dtypes.weak(first, b)
    else:
        kind = _dtypes.promote(first, second)
    if kind.kind in "UO":
        return _where_pool(mask, asarray(a), asarray(b), kind)
    ta, tb = _ufuncs.as_tensor(a, kind), _ufuncs.as_tensor(b, kind)
    _ufuncs.check_broadcast((mask, ta, tb))
    return wrap(torch.where(mask, ta, tb), kind)


def _where_pool(mask, a, b, kind):
    a, b = cast(a, kind), cast(b, kind)
    pool = a._pool + b._pool
    made = wrap(torch.where(mask, a._t, b._t + len(a._pool)), kind)
    made._pool = pool
    return made
