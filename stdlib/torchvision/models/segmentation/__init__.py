"""Networks that label each pixel. Each family is loaded when it is first used."""

from torch import _C

_FAMILIES = {
    "fcn": "FCN fcn_resnet50 fcn_resnet101",
    "deeplabv3": "DeepLabV3 deeplabv3_resnet50 deeplabv3_resnet101 deeplabv3_mobilenet_v3_large",
    "lraspp": "LRASPP lraspp_mobilenet_v3_large",
}
_FAMILY_OF = {name: family for family, names in _FAMILIES.items() for name in names.split()}


def __getattr__(name):
    if name in _FAMILIES:
        return _C._import("torchvision.models.segmentation." + name)
    if name not in _FAMILY_OF:
        raise _C._missing("torchvision.models.segmentation", name)
    value = globals()[name] = getattr(_C._import("torchvision.models.segmentation." + _FAMILY_OF[name]), name)
    return value
