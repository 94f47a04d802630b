"""InverseGamma, where PyTorch keeps it."""

from torch.distributions.powers import InverseGamma

__all__ = ["InverseGamma"]
