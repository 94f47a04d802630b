"""Images: transforms, architectures, boxes. Nothing is downloaded: architectures start from fresh weights."""

from torch import _C

from torchvision._load import import_module

__version__ = "0.21.0"
_SUBMODULES = ("datasets", "models", "ops", "transforms", "utils")


def __getattr__(name):
    if name in _SUBMODULES:
        return import_module("torchvision." + name)
    raise _C._missing("torchvision", name)


def get_image_backend():
    return "PIL"


def disable_beta_transforms_warning():
    """There is no warning to be turned off."""
