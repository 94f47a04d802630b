"""rearrange, reduce, repeat, einsum and their helpers."""

import functools

from einops import EinopsError
from einops._backends import backend_of
from einops._pattern import Side
from einops._recipe import Recipe

_recipe_of = functools.lru_cache(1024)(Recipe)


def reduce(tensor, pattern, reduction, **axes_lengths):
    """Rearranges axes and reduces those that the right side leaves out."""
    try:
        if isinstance(tensor, list):
            if not tensor:
                raise TypeError("Rearrange/Reduce/Repeat can't be applied to an empty list")
            backend = backend_of(tensor[0])
            source = backend.stack(tensor)
        else:
            backend = backend_of(tensor)
            source = tensor
        recipe = _recipe_of(pattern, reduction, tuple(axes_lengths), len(source.shape))
        if reduction == "mean" and not backend.is_floating(source):
            raise NotImplementedError("reduce_mean is not available for non-floating tensors")
        return recipe.apply(backend, source, reduction, axes_lengths)
    except EinopsError as error:
        if isinstance(tensor, list):
            subject = "\n Input is list. "
        else:
            subject = f"\n Input tensor shape: {tensor.shape}. "
        raise EinopsError(f' Error while processing {reduction}-reduction pattern "{pattern}".{subject}Additional info: '
                          f"{axes_lengths}.\n {error}") from None


def rearrange(tensor, pattern, **axes_lengths):
    """Reorders, splits and joins axes."""
    return reduce(tensor, pattern, "rearrange", **axes_lengths)


def repeat(tensor, pattern, **axes_lengths):
    """Rearranges axes and adds new ones, along which the values repeat."""
    return reduce(tensor, pattern, "repeat", **axes_lengths)


def parse_shape(x, pattern):
    """The lengths of the axes that the pattern names; an underscore skips a dimension."""
    side = Side(pattern, underscore=True)
    shape = x.shape
    if side.has_groups:
        raise RuntimeError(f"Can't parse shape with composite axes: {pattern} {shape}")
    dimensions = side.dimensions
    if len(shape) != len(dimensions):
        if not side.has_ellipsis:
            raise RuntimeError(f"Can't parse shape with different number of dimensions: {pattern} {shape}")
        if len(shape) < len(dimensions) - 1:
            raise RuntimeError(f"Can't parse shape with this number of dimensions: {pattern} {shape}")
    if side.has_ellipsis:
        place = dimensions.index("...")
        skipped = [["_"]] * (len(shape) - len(dimensions) + 1)
        dimensions = dimensions[:place] + skipped + dimensions[place + 1:]
    lengths = {}
    for dimension, length in zip(dimensions, shape):
        if not dimension:
            if length != 1:
                raise RuntimeError(f"Length of axis is not 1: {pattern} {shape}")
        elif isinstance(dimension[0], str):
            if dimension[0] != "_":
                lengths[dimension[0]] = length
        elif dimension[0].length != length:
            raise RuntimeError(f"Length of anonymous axis does not match: {pattern} {shape}")
    return lengths


def _letters(side, letter_of, pattern):
    """One side of an einsum in single letters."""
    if side.has_groups:
        raise NotImplementedError("Shape rearrangement is not yet supported in einsum.")
    text = ""
    for dimension in side.dimensions:
        if dimension == "...":
            text += "..."
            continue
        if not dimension:
            raise NotImplementedError("Singleton () axes are not yet supported in einsum.")
        if not isinstance(dimension[0], str):
            raise NotImplementedError("Anonymous axes are not yet supported in einsum.")
        if dimension[0] not in letter_of:
            if pattern is not None:
                raise EinopsError(f"Unknown axis {dimension[0]} on right side of einsum {pattern}.")
            if len(letter_of) >= 52:
                raise RuntimeError("Too many axes in einsum.")
            letter_of[dimension[0]] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[len(letter_of)]
        text += letter_of[dimension[0]]
    return text


def einsum(*tensors_and_pattern):
    """Sums of products by a pattern with whole words for axes: the tensors first, the pattern last."""
    if len(tensors_and_pattern) <= 1:
        raise ValueError("`einops.einsum` takes at minimum two arguments: the tensors (at least one), followed by the "
                         "pattern.")
    *tensors, pattern = tensors_and_pattern
    if not isinstance(pattern, str):
        raise ValueError("The last argument passed to `einops.einsum` must be a string, representing the einsum "
                         "pattern.")
    if "->" not in pattern:
        raise ValueError("Einsum pattern must contain '->'.")
    left, right = pattern.split("->")
    letter_of = {}
    operands = [_letters(Side(part, underscore=True, duplicates=True), letter_of, None) for part in left.split(",")]
    result = _letters(Side(right, underscore=True), letter_of, pattern)
    return backend_of(tensors[0]).einsum(",".join(operands) + "->" + result, tensors)


def asnumpy(tensor):
    """The values as an array of numpy."""
    return backend_of(tensor).to_numpy(tensor)
