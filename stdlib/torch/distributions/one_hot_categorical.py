"""OneHotCategorical and OneHotCategoricalStraightThrough, where PyTorch keeps them."""

from torch.distributions.categorical import OneHotCategorical, OneHotCategoricalStraightThrough

__all__ = ["OneHotCategorical", "OneHotCategoricalStraightThrough"]
