"""Geometric, where PyTorch keeps it."""

from torch.distributions.discrete import Geometric

__all__ = ["Geometric"]
