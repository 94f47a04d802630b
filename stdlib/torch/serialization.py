"""Saving and loading of objects, in pickle's format."""

import io
import os
import pickle

__all__ = ["save", "load"]


def save(obj, f, pickle_module=pickle, pickle_protocol=2, _use_new_zipfile_serialization=True,
         _disable_byteorder_record=False):
    """Writes an object to a file or a path."""
    if isinstance(f, (str, os.PathLike)):
        with open(f, "wb") as target:
            pickle.dump(obj, target)
    else:
        pickle.dump(obj, f)


def load(f, map_location=None, pickle_module=None, *, weights_only=True, mmap=None, **pickle_load_args):
    """Reads what save() has written."""
    if isinstance(f, (str, os.PathLike)):
        with open(f, "rb") as source:
            result = pickle.load(source)
    else:
        result = pickle.load(f)
    _check_location(map_location)
    return result


def _check_location(map_location):
    import torch
    if map_location is None or callable(map_location):
        return
    if isinstance(map_location, dict):
        for place in map_location.values():
            _check_location(place)
        return
    if torch.device(map_location).type == "cuda":
        raise RuntimeError("Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. If "
                           "you are running on a CPU-only machine, please use torch.load with "
                           "map_location=torch.device('cpu') to map your storages to the CPU.")
