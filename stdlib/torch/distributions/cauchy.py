"""Cauchy, where PyTorch keeps it."""

from torch.distributions.normal import Cauchy

__all__ = ["Cauchy"]
