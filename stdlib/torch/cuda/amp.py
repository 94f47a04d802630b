"""Mixed precision on GPUs: see torch.amp."""

from warnings import deprecated

from torch.amp import GradScaler as _GradScaler, autocast as _autocast


def _moved(name):
    return deprecated(f"`torch.cuda.amp.{name}(args...)` is deprecated. Please use `torch.amp.{name}('cuda', args...)` "
                      "instead.", category=FutureWarning)


class autocast(_autocast):
    """Mixed precision of a block on a GPU."""

    @_moved("autocast")
    def __init__(self, enabled=True, dtype=None, cache_enabled=True):
        super().__init__("cuda", enabled=enabled, dtype=dtype, cache_enabled=cache_enabled)


class GradScaler(_GradScaler):
    """Scales losses on a GPU."""

    @_moved("GradScaler")
    def __init__(self, init_scale=2.0**16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True):
        super().__init__("cuda", init_scale, growth_factor, backoff_factor, growth_interval, enabled)
