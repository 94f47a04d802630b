"""Tensors laid end to end, as programs with several devices send them."""

import torch
from torch import _C


def _flatten_dense_tensors(tensors):
    """All elements in one vector."""
    return torch.cat([tensor.contiguous().view(-1) for tensor in tensors])


def _unflatten_dense_tensors(flat, tensors):
    """The vector's pieces as views with the tensors' shapes."""
    pieces = flat.split([tensor.numel() for tensor in tensors])
    return tuple(piece.view_as(tensor) for piece, tensor in zip(pieces, tensors))


def __getattr__(name):
    raise _C._missing("torch._utils", name)
