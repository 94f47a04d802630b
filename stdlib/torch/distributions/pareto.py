"""Pareto, where PyTorch keeps it."""

from torch.distributions.powers import Pareto

__all__ = ["Pareto"]
