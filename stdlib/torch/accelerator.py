"""Accelerators: there is none."""

from warnings import deprecated

from torch import _C

__all__ = ["current_accelerator", "current_device_idx", "current_device_index", "current_stream", "device_count",
           "is_available", "set_device_idx", "set_device_index", "set_stream", "synchronize"]


def is_available():
    return False


def device_count():
    return 0


def current_accelerator():
    raise RuntimeError("Cannot access accelerator device when none is available.")


def current_device_index():
    current_accelerator()


def set_device_index(device):
    current_accelerator()


def current_stream(device=None):
    current_accelerator()


def synchronize(device=None):
    current_accelerator()


def set_stream(stream):
    raise _C._missing("torch", "Stream")


@deprecated("Use `current_device_index` instead.", category=FutureWarning)
def current_device_idx():
    current_accelerator()


@deprecated("Use `set_device_index` instead.", category=FutureWarning)
def set_device_idx(device):
    current_accelerator()
