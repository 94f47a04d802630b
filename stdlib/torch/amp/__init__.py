"""Mixed precision. The scaler of losses is loaded when it is first used."""

from torch import _C
from torch.amp.autocast_mode import autocast, custom_bwd, custom_fwd, is_autocast_available

__all__ = ["GradScaler", "autocast", "autocast_mode", "custom_bwd", "custom_fwd", "grad_scaler",
           "is_autocast_available"]


def __getattr__(name):
    if name in ("grad_scaler", "autocast_mode"):
        return _C._import("torch.amp." + name)
    if name == "GradScaler":
        return _C._import("torch.amp.grad_scaler").GradScaler
    raise _C._missing("torch.amp", name)
