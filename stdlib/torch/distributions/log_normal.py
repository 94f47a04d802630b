"""LogNormal, where PyTorch keeps it."""

from torch.distributions.normal import LogNormal

__all__ = ["LogNormal"]
