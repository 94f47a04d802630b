"""torch.jit.save and torch.jit.load: the format is torch.save's."""

import os

import torch
from _types import UnsupportedError
from torch.jit._script import ScriptFunction, ScriptModule


def save(m, f, _extra_files=None):
    """Writes a scripted or traced module to a file or a path."""
    if _extra_files:
        raise UnsupportedError("torch.jit.save(_extra_files=...) is not supported by torchlet")
    if isinstance(m, ScriptFunction):
        raise UnsupportedError("torch.jit.save() of a function is not supported by torchlet")
    if not isinstance(m, ScriptModule):
        raise AttributeError(f"'{type(m).__name__}' object has no attribute 'save"
                             f"{'' if isinstance(f, (str, os.PathLike)) else '_to_buffer'}'")
    torch.save(m, f)


def load(f, map_location=None, _extra_files=None, _restore_shapes=False):
    """Reads what save() has written."""
    if _extra_files:
        raise UnsupportedError("torch.jit.load(_extra_files=...) is not supported by torchlet")
    if isinstance(f, (str, os.PathLike)):
        if not os.path.exists(f):
            raise ValueError(f"The provided filename {f} does not exist")
        if os.path.isdir(f):
            raise ValueError(f"The provided filename {f} is a directory")
    loaded = torch.load(f, map_location, weights_only=False)
    if not isinstance(loaded, ScriptModule):
        raise RuntimeError("PytorchStreamReader failed locating file constants.pkl: file not found")
    return loaded
