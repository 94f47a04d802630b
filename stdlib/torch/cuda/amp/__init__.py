"""Mixed precision on a GPU, under its former name: see torch.amp."""

from torch import _C
from torch.cuda.amp.autocast_mode import autocast, custom_bwd, custom_fwd
from torch.cuda.amp.grad_scaler import GradScaler


def __getattr__(name):
    if name in ("autocast_mode", "grad_scaler", "common"):
        return _C._import("torch.cuda.amp." + name)
    raise _C._missing("torch.cuda.amp", name)
