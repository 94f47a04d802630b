"""Beta, where PyTorch keeps it."""

from torch.distributions.gamma import Beta

__all__ = ["Beta"]
