"""FisherSnedecor, where PyTorch keeps it."""

from torch.distributions.powers import FisherSnedecor

__all__ = ["FisherSnedecor"]
