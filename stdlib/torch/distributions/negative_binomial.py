"""NegativeBinomial, where PyTorch keeps it."""

from torch.distributions.mixture import NegativeBinomial

__all__ = ["NegativeBinomial"]
