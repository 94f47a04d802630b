"""Boxes, and layers that architectures share."""

from torch import _C

from torchvision._load import import_module

_HOMES = {
    "boxes": "box_area box_convert box_iou nms batched_nms clip_boxes_to_image remove_small_boxes generalized_box_iou "
             "distance_box_iou complete_box_iou masks_to_boxes",
    "misc": "Conv2dNormActivation Conv3dNormActivation SqueezeExcitation MLP Permute FrozenBatchNorm2d",
    "stochastic_depth": "StochasticDepth",
    "focal_loss": "sigmoid_focal_loss",
    "_box_losses": "generalized_box_iou_loss distance_box_iou_loss complete_box_iou_loss",
    "roi_align": "roi_align RoIAlign",
    "roi_pool": "roi_pool RoIPool",
    "poolers": "MultiScaleRoIAlign",
    "feature_pyramid_network": "FeaturePyramidNetwork",
    "drop_block": "drop_block2d drop_block3d DropBlock2d DropBlock3d",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name):
    if name in _HOME_OF:
        value = getattr(import_module("torchvision.ops." + _HOME_OF[name]), name)
    elif name in _HOMES:
        return import_module("torchvision.ops." + name)
    else:
        raise _C._missing("torchvision.ops", name)
    globals()[name] = value
    return value
