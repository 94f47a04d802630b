"""Datasets. Nothing is downloaded; FakeData makes pictures of noise."""

from torch import _C

from torchvision._load import import_module


def __getattr__(name):
    if name in ("FakeData", "fakedata"):
        module = import_module("torchvision.datasets.fakedata")
        return module if name == "fakedata" else module.FakeData
    if name in ("VisionDataset", "vision"):
        module = import_module("torchvision.datasets.vision")
        return module if name == "vision" else module.VisionDataset
    raise _C._missing("torchvision.datasets", name)
