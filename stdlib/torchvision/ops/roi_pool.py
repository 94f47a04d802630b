"""roi_pool and its layer, by the name of the module that torchvision has."""

from torchvision.ops._roi_pool import RoIPool, roi_pool
