"""torch.utils."""

import sys

_MODULES = ("data", "hooks", "checkpoint", "dlpack")


def __getattr__(name):
    if name not in _MODULES:
        from torch import _C
        raise _C._missing("torch.utils", name)
    __import__("torch.utils." + name)
    value = sys.modules["torch.utils." + name]
    globals()[name] = value
    return value
