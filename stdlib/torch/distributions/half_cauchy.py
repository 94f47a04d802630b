"""HalfCauchy, where PyTorch keeps it."""

from torch.distributions.normal import HalfCauchy

__all__ = ["HalfCauchy"]
