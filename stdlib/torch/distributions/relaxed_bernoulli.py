"""RelaxedBernoulli, where PyTorch keeps it."""

from torch.distributions.relaxed import RelaxedBernoulli

__all__ = ["RelaxedBernoulli"]
