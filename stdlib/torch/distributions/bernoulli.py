"""Bernoulli, where PyTorch keeps it."""

from torch.distributions.discrete import Bernoulli

__all__ = ["Bernoulli"]
