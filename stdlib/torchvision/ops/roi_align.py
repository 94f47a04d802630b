"""Regions of pictures as grids of a fixed size, interpolated (He and others, 2017)."""

import math

import torch

from torchvision.ops._regions import RegionLayer, pair, rows_of


def _samples(start, extent, bins, ratio):
    """The places of the samples along one axis: (bins, samples of a bin)."""
    step = extent / bins
    count = ratio if ratio > 0 else math.ceil(step)
    within = (torch.arange(count, dtype=start.dtype) + 0.5) * step / max(count, 1)
    return start + torch.arange(bins, dtype=start.dtype)[:, None] * step + within


def _neighbours(places, size):
    """The pixels before and after each place with their weights, which are 0 outside of the picture."""
    inside = (places >= -1.0) & (places <= size)
    places = places.clamp(min=0)
    low = places.long().clamp(max=size - 1)
    high = (low + 1).clamp(max=size - 1)
    share = torch.where(low == size - 1, torch.zeros_like(places), places - low)
    return [(low, (1 - share) * inside), (high, share * inside)]


def _align(picture, row, size, ratio, offset):
    """One region of a picture (channels, height, width)."""
    x1, y1, x2, y2 = (row - offset).unbind()
    extents = [x2 - x1, y2 - y1] if offset else [(x2 - x1).clamp(min=1.0), (y2 - y1).clamp(min=1.0)]
    down = _samples(y1, extents[1], size[0], ratio)
    across = _samples(x1, extents[0], size[1], ratio)
    total = 0
    for rows, row_weights in _neighbours(down, picture.shape[1]):
        for columns, column_weights in _neighbours(across, picture.shape[2]):
            values = picture[:, rows[:, None, :, None], columns[None, :, None, :]]
            total = total + values * (row_weights[:, None, :, None] * column_weights[None, :, None, :])
    return total.sum((-2, -1)) / max(down.shape[1] * across.shape[1], 1)


def roi_align(input, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1, aligned=False):
    """Means of interpolated samples in each cell of each region: (regions, channels, height, width)."""
    rows, size = rows_of(boxes), pair(output_size)
    offset = 0.5 if aligned else 0.0
    regions = [_align(input[int(row[0])], row[1:] * spatial_scale, size, sampling_ratio, offset) for row in rows]
    return torch.stack(regions) if regions else input.new_zeros((0, input.shape[1], *size))


class RoIAlign(RegionLayer):
    """roi_align as a layer."""

    def __init__(self, output_size, spatial_scale, sampling_ratio, aligned=False):
        super().__init__(output_size=output_size, spatial_scale=spatial_scale, sampling_ratio=sampling_ratio,
                         aligned=aligned)

    def forward(self, input, rois):
        return roi_align(input, rois, self.output_size, self.spatial_scale, self.sampling_ratio, self.aligned)


import torchvision.ops  # noqa: E402  the package's name is the function's, not this module's
torchvision.ops.roi_align = roi_align
