"""Mixed precision of a block on a GPU: see torch.amp."""

from functools import partial
from warnings import deprecated

from torch.amp import autocast as _autocast, custom_bwd as _custom_bwd, custom_fwd as _custom_fwd
from torch.amp._moved import moved


class autocast(_autocast):
    """Mixed precision of a block on a GPU."""

    @moved("cuda", "autocast")
    def __init__(self, enabled=True, dtype=None, cache_enabled=True):
        super().__init__("cuda", enabled=enabled, dtype=dtype, cache_enabled=cache_enabled)


def _with_device(decorator, name):
    return deprecated(f"`torch.cuda.amp.{name}(args...)` is deprecated. Please use `torch.amp.{name}(args..., "
                      "device_type='cuda')` instead.", category=FutureWarning)(partial(decorator, device_type="cuda"))


custom_fwd = _with_device(_custom_fwd, "custom_fwd")
custom_bwd = _with_device(_custom_bwd, "custom_bwd")
