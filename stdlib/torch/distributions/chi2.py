"""Chi2, where PyTorch keeps it."""

from torch.distributions.gamma import Chi2

__all__ = ["Chi2"]
