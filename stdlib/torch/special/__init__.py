"""Special functions: the operators are found at their first use."""

from torch import _C


def __getattr__(name):
    return _C._find_in("torch.special", name)
