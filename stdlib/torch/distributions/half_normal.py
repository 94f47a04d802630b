"""HalfNormal, where PyTorch keeps it."""

from torch.distributions.normal import HalfNormal

__all__ = ["HalfNormal"]
