"""Weibull, where PyTorch keeps it."""

from torch.distributions.powers import Weibull

__all__ = ["Weibull"]
