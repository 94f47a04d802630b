"""roi_align and its layer, by the name of the module that torchvision has."""

from torchvision.ops._roi_align import RoIAlign, roi_align
