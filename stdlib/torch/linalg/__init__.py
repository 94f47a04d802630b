"""Linear algebra: the operators are found at their first use."""

from torch import _C


def __getattr__(name):
    if name == "__all__":
        return _C._all("torch.linalg")
    if name == "LinAlgError":
        return _C._LinAlgError
    return _C._find_in("torch.linalg", name)
