"""Scaling of losses on the CPU: see torch.amp."""

from torch.amp._moved import moved
from torch.amp.grad_scaler import GradScaler as _GradScaler


class GradScaler(_GradScaler):
    """Scales losses on the CPU."""

    @moved("cpu", "GradScaler")
    def __init__(self, init_scale=2.0**16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True):
        super().__init__("cpu", init_scale, growth_factor, backoff_factor, growth_interval, enabled)
