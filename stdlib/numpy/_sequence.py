"""Arrays of nested sequences: their shape, then the dtype that holds all their values."""

import torch
from _types import UnsupportedError
from numpy import _dtypes, _scalars
from numpy._array import _NUMBERS, _convert, _pooled, cast, ndarray, wrap


def _is_nested(value):
    return isinstance(value, (list, tuple, ndarray, torch.Tensor, range))


def from_sequence(source, kind):
    """The array of a list whose items may be nested."""
    arrays = [each for each in source if type(each) is ndarray or isinstance(each, torch.Tensor)]
    if arrays and len(arrays) == len(source):
        return _from_arrays(source, kind)
    shape, leaves = [len(source)], source
    while leaves and _is_nested(leaves[0]):
        size = len(leaves[0]) if not _rank_zero(leaves[0]) else -1
        if size < 0:
            break
        for each in leaves:
            if not _is_nested(each) or _rank_zero(each) or len(each) != size:
                return _ragged(source, shape, kind)
        shape.append(size)
        leaves = [item for each in leaves for item in each]
    for each in leaves:
        if _is_nested(each) and not _rank_zero(each):
            return _ragged(source, shape, kind)
    return from_flat(leaves, tuple(shape), kind)


def _rank_zero(value):
    return type(value) is ndarray and value.ndim == 0 or isinstance(value, torch.Tensor) and value.dim() == 0


def _from_arrays(source, kind):
    parts = [_convert(each, None, False) for each in source]
    if len({each.shape for each in parts}) > 1:
        return _ragged(source, [len(source)], kind)
    found = parts[0].dtype
    for each in parts:
        found = _dtypes.promote(found, each.dtype)
    if found.kind in "UO":
        return from_sequence([each.tolist() for each in parts], kind)
    kind = kind or found
    return wrap(torch.stack([cast(each, kind)._t for each in parts]), kind)


def _ragged(source, shape, kind):
    if kind is not None and kind.kind == "O":
        return _pooled(source, (len(source),), kind)
    text = "(" + ", ".join([str(each) for each in shape]) + (",)" if len(shape) == 1 else ")")
    raise ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape after "
                     f"{len(shape)} dimensions. The detected shape was {text} + inhomogeneous part.")


def _dtype_of_leaves(leaves):
    """The dtype that holds all the values."""
    kinds = set(map(type, leaves))
    found = None
    for cls in kinds:
        if cls in _NUMBERS:
            kind = _dtypes._table[cls]
        elif issubclass(cls, str):
            kind = _dtypes.string_dtype(max([len(each) for each in leaves if isinstance(each, str)]) or 1)
        elif issubclass(cls, _scalars.generic):
            kind = cls.dtype
        elif cls is ndarray or issubclass(cls, torch.Tensor):
            kinds = [_convert(each, None, False).dtype for each in leaves if type(each) is cls]
            kind = kinds[0]
            for each in kinds:
                kind = _dtypes.promote(kind, each)
        elif issubclass(cls, bool):
            kind = _dtypes.bool_
        elif issubclass(cls, int):
            kind = _dtypes.int64
        elif issubclass(cls, float):
            kind = _dtypes.float64
        else:
            return _dtypes.object_
        found = kind if found is None else _dtypes.promote(found, kind)
    return found or _dtypes.float64


def from_flat(leaves, shape, kind):
    """The array of a shape with the values that a list holds, in the dtype or, where it is None, in one that fits."""
    found = _dtype_of_leaves(leaves)
    if kind is None:
        kind = found
        if kind is _dtypes.int64:
            for each in leaves:
                if not -(1 << 63) <= each < 1 << 63:
                    if 0 <= each < 1 << 64:
                        raise UnsupportedError("numpy.uint64 is not supported by torchlet")
                    kind = _dtypes.object_
                    break
    if kind.kind in "UO":
        if kind.kind == "U" and not kind.itemsize:
            kind = found if found.kind == "U" else _dtypes.promote(found, kind)
        if kind.kind == "U":
            leaves = [str(each)[:kind.itemsize // 4] for each in leaves]
        return _pooled(leaves, shape, kind)
    if found.kind == "O":
        return _refuse_objects(leaves, kind)
    leaves = [each.item() if isinstance(each, (_scalars.generic, ndarray, torch.Tensor)) else each for each in leaves]
    if kind.kind in "iu":
        if found.kind in "biu":
            low, high = _dtypes.limits(kind)
            for each in leaves:
                if not low <= each <= high:
                    _dtypes.check_fits(kind, each)
        else:
            leaves = [_integer_of(each, kind) for each in leaves]
    elif found.kind == "U":
        leaves = [kind.type(each).item() for each in leaves]
    elif found.kind == "c" and kind.kind != "c":
        for each in leaves:
            if isinstance(each, complex):
                raise TypeError("float() argument must be a string or a real number, not 'complex'")
    t = torch.tensor(leaves, dtype=kind._torch)
    return wrap(t.reshape(shape), kind)


def _integer_of(value, kind):
    if isinstance(value, float):
        if value != value:
            raise ValueError("cannot convert float NaN to integer")
        if value in (float("inf"), float("-inf")):
            raise OverflowError("cannot convert float infinity to integer")
    value = int(value)
    _dtypes.check_fits(kind, value)
    return value


def _refuse_objects(leaves, kind):
    for each in leaves:
        if not isinstance(each, _NUMBERS + (str, _scalars.generic)):
            if kind.kind in "iu":
                raise TypeError("int() argument must be a string, a bytes-like object or a real number, not "
                                f"'{type(each).__name__}'")
            raise TypeError(f"float() argument must be a string or a real number, not '{type(each).__name__}'")
    raise UnsupportedError("numpy arrays of this kind are not supported by torchlet")
