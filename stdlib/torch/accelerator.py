"""Accelerators: there is none."""

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


def _deprecated(name, current):
    def call(*arguments):
        import warnings
        warnings.warn(f"Use `{current.__name__}` instead.", FutureWarning, stacklevel=2)
        return current(*arguments)
    call.__name__ = call.__qualname__ = name
    return call


current_device_idx = _deprecated("current_device_idx", current_device_index)
set_device_idx = _deprecated("set_device_idx", set_device_index)
