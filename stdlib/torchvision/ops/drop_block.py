"""Dropout of whole blocks (Ghiasi and others, 2018)."""

import torch
from torch.nn import functional as F

from torchvision.ops._regions import RegionLayer


def _drop(input, p, block_size, inplace, eps, training, rank):
    if p < 0.0 or p > 1.0:
        raise ValueError(f"drop probability has to be between 0 and 1, but got {p}.")
    if input.ndim != rank + 2:
        raise ValueError(f"input should be {rank + 2} dimensional. Got {input.ndim} dimensions.")
    if not training or p == 0.0:
        return input
    sizes = input.shape[2:]
    size = min(block_size, *sizes)
    places = [side - size + 1 for side in sizes]
    rate = p
    for side, place in zip(sizes, places):
        rate = rate * side / (size * place)
    centres = torch.empty((*input.shape[:2], *places), dtype=input.dtype, device=input.device).bernoulli_(rate)
    centres = F.pad(centres, [size // 2] * (2 * rank), value=0)
    spread = F.max_pool2d if rank == 2 else F.max_pool3d
    kept = 1 - spread(centres, stride=1, kernel_size=size, padding=size // 2)
    scale = kept.numel() / (eps + kept.sum())
    return input.mul_(kept).mul_(scale) if inplace else input * kept * scale


def drop_block2d(input, p, block_size, inplace=False, eps=1e-6, training=True):
    """Sets random squares to zero, and scales the rest."""
    return _drop(input, p, block_size, inplace, eps, training, 2)


def drop_block3d(input, p, block_size, inplace=False, eps=1e-6, training=True):
    """Sets random cubes to zero, and scales the rest."""
    return _drop(input, p, block_size, inplace, eps, training, 3)


class DropBlock2d(RegionLayer):
    """drop_block2d as a layer."""

    _function = staticmethod(drop_block2d)

    def __init__(self, p, block_size, inplace=False, eps=1e-6):
        super().__init__(p=p, block_size=block_size, inplace=inplace)
        self.eps = eps

    def forward(self, input):
        return self._function(input, self.p, self.block_size, self.inplace, self.eps, self.training)


class DropBlock3d(DropBlock2d):
    """drop_block3d as a layer."""

    _function = staticmethod(drop_block3d)
