"""Joining tensors along one axis, each with its own dimensions in the place of the star, and back."""

import functools

from einops import EinopsError
from einops._backends import backend_of


@functools.lru_cache(256)
def _star(pattern, operation):
    """How many axes stand before the star, how many behind."""
    axes = pattern.split()
    if len(axes) != len(set(axes)):
        raise EinopsError(f'Duplicates in axes names in {operation}(..., "{pattern}")')
    if "*" not in axes:
        raise EinopsError(f'No *-axis in {operation}(..., "{pattern}")')
    for axis in axes:
        if axis != "*" and (not axis.isidentifier() or axis[0] == "_" or axis[-1] == "_"):
            raise EinopsError(f'Invalid axis name {axis} in {operation}(..., "{pattern}")')
    before = axes.index("*")
    return before, len(axes) - before - 1


def pack(tensors, pattern):
    """Returns the joined tensor, and the shapes that the star stood for."""
    before, behind = _star(pattern, "pack")
    backend = backend_of(tensors[0])
    flat = []
    shapes = []
    for index, tensor in enumerate(tensors):
        shape = tensor.shape
        if len(shape) < before + behind:
            raise EinopsError(f"packed tensor #{index} (enumeration starts with 0) has shape {tuple(shape)}, while "
                              f"pattern {pattern} assumes at least {before + behind} axes")
        end = len(shape) - behind
        shapes.append(shape[before:end])
        flat.append(tensor.reshape((*shape[:before], -1, *shape[end:])))
    return backend.concatenate(flat, before), shapes


def _product(shape):
    product = 1
    for length in shape:
        product *= length
    return product


def unpack(tensor, packed_shapes, pattern):
    """Splits what `pack` joined."""
    before, behind = _star(pattern, "unpack")
    shape = tensor.shape
    if len(shape) != before + 1 + behind:
        raise EinopsError(f"unpack(..., {pattern}) received input of wrong dim with shape {shape}")
    lengths = [-1 if -1 in packed else _product(packed) for packed in packed_shapes]
    if lengths.count(-1) > 1:
        raise EinopsError(f"unpack(..., {pattern}) received more than one -1 in {packed_shapes} and can't infer "
                          "dimensions")
    total = shape[before]
    if -1 in lengths:
        lengths[lengths.index(-1)] = total - (sum(lengths) + 1)
    elif lengths:
        lengths[-1] = total - sum(lengths[:-1])
    parts = []
    start = 0
    try:
        for packed, length in zip(packed_shapes, lengths):
            part = tensor[(slice(None),) * before + (slice(start, start + length),)]
            parts.append(part.reshape((*shape[:before], *packed, *shape[before + 1:])))
            start += length
    except Exception as error:
        raise EinopsError(f'Error during unpack(..., "{pattern}"): could not split axis of size {total} into requested '
                          f"{packed_shapes}") from error
    return parts
