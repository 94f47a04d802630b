"""StudentT, where PyTorch keeps it."""

from torch.distributions.normal import StudentT

__all__ = ["StudentT"]
