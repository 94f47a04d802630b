"""Saving and loading of objects, in pickle's format."""

import os
import pickle

from torch import _C

__all__ = ["save", "load", "add_safe_globals", "get_safe_globals", "clear_safe_globals", "safe_globals"]


def save(obj, f, pickle_module=pickle, pickle_protocol=2, _use_new_zipfile_serialization=True,
         _disable_byteorder_record=False):
    """Writes an object to a file or a path."""
    if isinstance(f, (str, os.PathLike)):
        with open(f, "wb") as target:
            _write(obj, target)
    elif hasattr(f, "write"):
        _write(obj, f)
    else:
        raise AttributeError("expected 'f' to be string, path, or a file-like object with a 'write' attribute")


def _write(obj, target):
    from torch import _tensor
    _tensor.saving.append({})
    try:
        pickle.dump(obj, target)
    finally:
        _tensor.saving.pop()


_safe = []


def __getattr__(name):
    raise _C._missing("torch.serialization", name)


def add_safe_globals(safe_globals):
    """Lets load(weights_only=True) read these classes and functions."""
    _safe.extend(safe_globals)


def get_safe_globals():
    """Returns what add_safe_globals() has added."""
    return list(_safe)


def clear_safe_globals():
    """Forgets what add_safe_globals() has added."""
    _safe.clear()


class safe_globals:
    """A block in which load(weights_only=True) reads further classes and functions."""

    def __init__(self, safe_globals):
        self.added = list(safe_globals)

    def __enter__(self):
        self.before = list(_safe)
        _safe.extend(self.added)

    def __exit__(self, *error):
        _safe[:] = self.before


_allowed = {("collections", "OrderedDict"), ("collections", "Counter"), ("collections", "defaultdict"),
            ("builtins", "set"), ("builtins", "bytearray"), ("builtins", "complex"), ("builtins", "list"),
            ("builtins", "dict"), ("builtins", "tuple"), ("builtins", "int"), ("builtins", "float"),
            ("torch", "Size"), ("torch", "Tensor"), ("torch", "device"), ("torch.nn.parameter", "Parameter"),
            ("torch.nn.parameter", "_rebuild_parameter"), ("torch._tensor", "_rebuild"),
            ("torch._tensor", "_rebuild_shared"), ("torch._tensor", "_read_memory"), ("_codecs", "encode"),
            ("copyreg", "_reconstructor"), ("builtins", "object")}


class _WeightsUnpickler(pickle.Unpickler):
    """Reads tensors and plain containers only."""

    def find_class(self, module, name):
        if (module, name) in _allowed or (module == "torch" and not name.startswith("_")):
            return super().find_class(module, name)
        for known in _safe:
            if known.__module__ == module and known.__qualname__ == name:
                return known
        raise pickle.UnpicklingError(
            "Weights only load failed. This file can still be loaded, to do so you have two options, \033[1mdo those "
            "steps only if you trust the source of the checkpoint\033[0m. \n\t(1) In PyTorch 2.6, we changed the default "
            "value of the `weights_only` argument in `torch.load` from `False` to `True`. Re-running `torch.load` with "
            "`weights_only` set to `False` will likely succeed, but it can result in arbitrary code execution. Do it only "
            "if you got the file from a trusted source.\n\t(2) Alternatively, to load with `weights_only=True` please "
            "check the recommended steps in the following error message.\n\tWeightsUnpickler error: Unsupported global: "
            f"GLOBAL {module}.{name} was not an allowed global by default. Please use "
            f"`torch.serialization.add_safe_globals([{name}])` or the `torch.serialization.safe_globals([{name}])` context "
            "manager to allowlist this global if you trust this class/function.\n\nCheck the documentation of torch.load "
            "to learn more about types accepted by default with weights_only "
            "https://pytorch.org/docs/stable/generated/torch.load.html.")


def load(f, map_location=None, pickle_module=None, *, weights_only=True, mmap=None, **pickle_load_args):
    """Reads what save() has written."""
    if isinstance(f, (str, os.PathLike)):
        with open(f, "rb") as source:
            return load(source, map_location, pickle_module, weights_only=weights_only, **pickle_load_args)
    for name in pickle_load_args:
        if weights_only and name != "encoding":
            raise TypeError(f"Unpickler.__init__() got an unexpected keyword argument '{name}'")
    reader = (_WeightsUnpickler if weights_only else pickle.Unpickler)(f, **pickle_load_args)
    result = reader.load()
    _check_location(map_location)
    return result


_LOCATIONS = ("cpu", "cuda", "mps", "meta", "hpu", "xpu", "privateuseone")


def _check_location(map_location):
    import torch
    if map_location is None or callable(map_location):
        return
    if isinstance(map_location, dict):
        for place in map_location.values():
            _check_location(place)
        return
    if isinstance(map_location, str) and map_location.partition(":")[0] not in _LOCATIONS:
        raise RuntimeError("don't know how to restore data location of torch.storage.UntypedStorage (tagged with "
                           f"{map_location})")
    if torch.device(map_location).type == "cuda":
        raise RuntimeError("Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. "
                           "If you are running on a CPU-only machine, please use torch.load with "
                           "map_location=torch.device('cpu') to map your storages to the CPU.")
