"""Exponential, where PyTorch keeps it."""

from torch.distributions.normal import Exponential

__all__ = ["Exponential"]
