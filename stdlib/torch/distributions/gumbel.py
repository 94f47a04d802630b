"""Gumbel, where PyTorch keeps it."""

from torch.distributions.normal import Gumbel

__all__ = ["Gumbel"]
