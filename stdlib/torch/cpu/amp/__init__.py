"""Mixed precision on the CPU, under its former name: see torch.amp."""

from torch import _C
from torch.cpu.amp.autocast_mode import autocast
from torch.cpu.amp.grad_scaler import GradScaler


def __getattr__(name):
    if name in ("autocast_mode", "grad_scaler"):
        return _C._import("torch.cpu.amp." + name)
    raise _C._missing("torch.cpu.amp", name)
