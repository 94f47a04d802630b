"""Mixed precision. The scaler of losses is loaded when it is first used."""

from torch import _C
from torch.amp.autocast_mode import (autocast, clear_autocast_cache, custom_bwd, custom_fwd, get_autocast_cpu_dtype,
                                     get_autocast_dtype, get_autocast_gpu_dtype, is_autocast_available,
                                     is_autocast_cache_enabled, is_autocast_cpu_enabled, is_autocast_enabled,
                                     set_autocast_dtype, set_autocast_enabled)


def __getattr__(name):
    if name in ("grad_scaler", "autocast_mode"):
        return _C._import("torch.amp." + name)
    if name == "GradScaler":
        return _C._import("torch.amp.grad_scaler").GradScaler
    raise _C._missing("torch.amp", name)
