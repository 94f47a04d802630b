"""Regions of pictures as grids of a fixed size, of maxima (Girshick, 2015)."""

import math

import torch

from torchvision.ops._regions import RegionLayer, pair, rows_of


def _cells(start, end, bins, size):
    """Where the cells of one axis begin and end."""
    step = max(end - start + 1, 1) / bins

    def clipped(place):
        return min(max(place + start, 0), size)
    return [(clipped(math.floor(i * step)), clipped(math.ceil((i + 1) * step))) for i in range(bins)]


def _rounded(value):
    """The nearest int, halves away from zero."""
    return int(math.floor(abs(value) + 0.5)) * (1 if value >= 0 else -1)


def _pool(picture, row, size, scale):
    x1, y1, x2, y2 = [_rounded(value * scale) for value in row.tolist()]
    across = _cells(x1, x2, size[1], picture.shape[2])
    empty = picture.new_zeros(picture.shape[0])
    lines = []
    for top, bottom in _cells(y1, y2, size[0], picture.shape[1]):
        lines.append(torch.stack([picture[:, top:bottom, left:right].flatten(1).max(1).values
                                  if bottom > top and right > left else empty for left, right in across], 1))
    return torch.stack(lines, 1)


def roi_pool(input, boxes, output_size, spatial_scale=1.0):
    """The largest value in each cell of each region: (regions, channels, height, width)."""
    rows, size = rows_of(boxes), pair(output_size)
    regions = [_pool(input[int(row[0])], row[1:], size, spatial_scale) for row in rows]
    return torch.stack(regions) if regions else input.new_zeros((0, input.shape[1], *size))


class RoIPool(RegionLayer):
    """roi_pool as a layer."""

    def __init__(self, output_size, spatial_scale):
        super().__init__(output_size=output_size, spatial_scale=spatial_scale)

    def forward(self, input, rois):
        return roi_pool(input, rois, self.output_size, self.spatial_scale)


import torchvision.ops  # noqa: E402  the package's name is the function's, not this module's
torchvision.ops.roi_pool = roi_pool
