"""Kumaraswamy, where PyTorch keeps it."""

from torch.distributions.powers import Kumaraswamy

__all__ = ["Kumaraswamy"]
