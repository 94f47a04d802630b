"""Binomial, where PyTorch keeps it."""

from torch.distributions.discrete import Binomial

__all__ = ["Binomial"]
