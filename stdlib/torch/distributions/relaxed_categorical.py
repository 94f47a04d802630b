"""RelaxedOneHotCategorical, where PyTorch keeps it."""

from torch.distributions.relaxed import RelaxedOneHotCategorical

__all__ = ["RelaxedOneHotCategorical"]
