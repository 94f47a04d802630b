"""The CPU as a device."""

from torch import _C


def __getattr__(name):
    if name == "amp":
        return _C._import("torch.cpu.amp")
    raise _C._missing("torch.cpu", name)


def is_available():
    return True


def device_count():
    return 1


def current_device():
    return "cpu"


def synchronize(device=None):
    pass
