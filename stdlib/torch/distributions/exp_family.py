"""Distributions whose density is an exponential of statistics."""

from torch.distributions.distribution import Distribution

__all__ = ["ExponentialFamily"]


class ExponentialFamily(Distribution):
    """Normal, Bernoulli, Gamma ... derive from it."""
