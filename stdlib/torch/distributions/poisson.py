"""Poisson, where PyTorch keeps it."""

from torch.distributions.discrete import Poisson

__all__ = ["Poisson"]
