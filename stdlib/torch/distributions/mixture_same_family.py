"""MixtureSameFamily, where PyTorch keeps it."""

from torch.distributions.mixture import MixtureSameFamily

__all__ = ["MixtureSameFamily"]
