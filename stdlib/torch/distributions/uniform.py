"""Uniform, where PyTorch keeps it."""

from torch.distributions.normal import Uniform

__all__ = ["Uniform"]
