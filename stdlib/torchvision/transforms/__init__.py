"""Transforms of pictures."""

from torch import _C

from torchvision._load import import_module

_CLASSES = ("CenterCrop ColorJitter Compose ConvertImageDtype FiveCrop GaussianBlur Grayscale Lambda "
            "LinearTransformation Normalize PILToTensor Pad RandomAdjustSharpness RandomAffine RandomApply "
            "RandomAutocontrast RandomChoice RandomCrop RandomEqualize RandomErasing RandomGrayscale "
            "RandomHorizontalFlip RandomInvert RandomOrder RandomPerspective RandomPosterize RandomResizedCrop "
            "RandomRotation RandomSolarize RandomVerticalFlip Resize TenCrop ToPILImage ToTensor").split()
_AUGMENTATIONS = ("AutoAugment", "AutoAugmentPolicy", "RandAugment", "TrivialAugmentWide")
__all__ = _CLASSES + ["InterpolationMode", *_AUGMENTATIONS]


def __getattr__(name):
    if name in _CLASSES:
        value = getattr(import_module("torchvision.transforms.transforms"), name)
    elif name == "InterpolationMode":
        from torchvision.transforms.functional import InterpolationMode as value
    elif name in _AUGMENTATIONS:
        value = getattr(import_module("torchvision.transforms.autoaugment"), name)
    elif name in ("functional", "transforms", "autoaugment"):
        return import_module("torchvision.transforms." + name)
    else:
        raise _C._missing("torchvision.transforms", name)
    globals()[name] = value
    return value
