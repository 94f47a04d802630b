"""Dirichlet, where PyTorch keeps it."""

from torch.distributions.gamma import Dirichlet

__all__ = ["Dirichlet"]
