"""Derivatives estimated from samples."""

import torch
from torch import _C


def gradient(input, *, spacing=None, dim=None, edge_order=1):
    """Estimates the derivative along each dimension by differences; `spacing` may hold one distance or one vector of
    coordinates a dimension."""
    plain = spacing is None or isinstance(spacing, (int, float)) or not isinstance(spacing, (tuple, list))
    if plain and (dim is None or isinstance(dim, int)):
        return _C.gradient(input, spacing=spacing, dim=dim, edge_order=edge_order)
    dims = _dims(input, dim)
    distances = [spacing] * len(dims) if plain else list(spacing)
    if len(distances) != len(dims):
        if dim is None:
            raise RuntimeError("torch.gradient expected spacing to be unspecified, a scalar, or a list of length equal "
                               f"to 'self.dim() = {input.dim()}', since dim argument was not given, but got a list of "
                               f"length {len(distances)}")
        raise RuntimeError("torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim "
                           f"arguments to have the same length, but got a spacing argument of length {len(distances)} "
                           f"and a dim argument of length {len(dims)}.")
    for distance in distances:
        if isinstance(distance, torch.Tensor) and distance.dim() != 1:
            raise RuntimeError("torch.gradient expected each element of spacing to have one dimension, but got an "
                               f"element with {distance.dim()} dimensions!")
    return tuple(_along(input, distance, each, edge_order) for distance, each in zip(distances, dims))


def _dims(input, dim):
    if dim is None:
        return list(range(input.dim()))
    dims = [dim] if isinstance(dim, int) else list(dim)
    rank, seen = max(input.dim(), 1), set()
    for each in dims:
        if not -rank <= each < rank:
            raise IndexError(f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {each})")
        if each % rank in seen:
            raise RuntimeError(f"dim {each % rank} appears multiple times in the list of dims")
        seen.add(each % rank)
    return dims


def _along(input, distance, dim, edge_order):
    if not isinstance(distance, torch.Tensor):
        return _C.gradient(input, spacing=distance, dim=dim, edge_order=edge_order)[0]
    if edge_order not in (1, 2):
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    if input.size(dim) < edge_order + 1:
        raise RuntimeError("torch.gradient expected each dimension size to be at least edge_order+1")
    steps = distance.diff()
    shape = [1] * input.dim()
    shape[dim] = -1
    before, after = steps[:-1].reshape(shape), steps[1:].reshape(shape)
    count = input.size(dim)
    left, middle, right = (input.narrow(dim, start, count - 2) for start in range(3))
    inner = (-after / (before * (before + after)) * left + (after - before) / (before * after) * middle
             + before / (after * (before + after)) * right)
    if edge_order == 1:
        first = (input.narrow(dim, 1, 1) - input.narrow(dim, 0, 1)) / steps[0]
        last = (input.narrow(dim, count - 1, 1) - input.narrow(dim, count - 2, 1)) / steps[-1]
    else:
        first, last = _first_edge(input, steps, dim), _last_edge(input, steps, dim, count)
    return torch.cat([first, inner, last], dim)


def _first_edge(input, steps, dim):
    near, far = steps[0], steps[1]
    return (-(2 * near + far) / (near * (near + far)) * input.narrow(dim, 0, 1)
            + (near + far) / (near * far) * input.narrow(dim, 1, 1)
            + -near / (far * (near + far)) * input.narrow(dim, 2, 1))


def _last_edge(input, steps, dim, count):
    far, near = steps[-2], steps[-1]
    return (near / (far * (far + near)) * input.narrow(dim, count - 3, 1)
            + -(near + far) / (far * near) * input.narrow(dim, count - 2, 1)
            + (2 * near + far) / (near * (far + near)) * input.narrow(dim, count - 1, 1))
