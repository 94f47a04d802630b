"""Laplace, where PyTorch keeps it."""

from torch.distributions.normal import Laplace

__all__ = ["Laplace"]
