"""Special functions: the operators are found at their first use."""

from torch import _C


def __getattr__(name):
    if name == "__all__":
        return _C._all("torch.special")
    return _C._find_in("torch.special", name)
