"""Multinomial, where PyTorch keeps it."""

from torch.distributions.categorical import Multinomial

__all__ = ["Multinomial"]
