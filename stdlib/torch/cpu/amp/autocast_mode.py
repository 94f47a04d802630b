"""Mixed precision of a block on the CPU: see torch.amp."""

from torch.amp import autocast as _autocast
from torch.amp._moved import moved


class autocast(_autocast):
    """Mixed precision of a block on the CPU."""

    @moved("cpu", "autocast")
    def __init__(self, enabled=True, dtype=None, cache_enabled=True):
        super().__init__("cpu", enabled=enabled, dtype=dtype, cache_enabled=cache_enabled)
