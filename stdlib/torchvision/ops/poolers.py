"""Regions from features of several sizes: each from the size that suits it."""

import math

import torch

from torchvision.ops._regions import RegionLayer, joined, pair
from torchvision.ops.boxes import box_area
from torchvision.ops.roi_align import roi_align


class MultiScaleRoIAlign(RegionLayer):
    """roi_align on the feature map whose scale fits a region's area."""

    def __init__(self, featmap_names, output_size, sampling_ratio, *, canonical_scale=224, canonical_level=4):
        super().__init__(featmap_names=featmap_names, output_size=pair(output_size), sampling_ratio=sampling_ratio)
        self.canonical_scale = canonical_scale
        self.canonical_level = canonical_level
        self.scales = None

    def _levels(self, boxes, finest, coarsest):
        sides = torch.sqrt(torch.cat([box_area(box) for box in boxes]))
        levels = torch.floor(self.canonical_level + torch.log2(sides / self.canonical_scale) + 1e-6)
        return (torch.clamp(levels, min=finest, max=coarsest) - finest).long()

    def forward(self, x, boxes, image_shapes):
        features = [feature for name, feature in x.items() if name in self.featmap_names]
        largest = max(shape[0] for shape in image_shapes)
        self.scales = [2.0 ** round(math.log2(feature.shape[-2] / largest)) for feature in features]
        rows = joined(boxes)
        if len(features) == 1:
            return roi_align(features[0], rows, self.output_size, self.scales[0], self.sampling_ratio)
        levels = self._levels(boxes, -math.log2(self.scales[0]), -math.log2(self.scales[-1]))
        result = features[0].new_zeros((len(rows), features[0].shape[1], *self.output_size))
        for level, (feature, scale) in enumerate(zip(features, self.scales)):
            chosen = torch.where(levels == level)[0]
            result[chosen] = roi_align(feature, rows[chosen], self.output_size, scale, self.sampling_ratio)
        return result
