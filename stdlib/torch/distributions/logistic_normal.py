"""LogisticNormal, where PyTorch keeps it."""

from torch.distributions.powers import LogisticNormal

__all__ = ["LogisticNormal"]
