"""`import a.b as c` gives the function where a package has one of that name."""
import warnings

import torch.nn as nn
import torch.nn.utils.weight_norm as weightNorm
import torch.autograd.gradcheck
from torch.nn.utils import spectral_norm, weight_norm
from typing_extensions import Literal, Self, TypedDict

warnings.simplefilter("ignore")
print(weightNorm is weight_norm, callable(torch.nn.utils.spectral_norm), callable(torch.autograd.gradcheck))
print(weightNorm(nn.Linear(2, 3)))
print(Self, Literal)
adjacency = torch.tensor([[0.0, 1.0], [0.5, 0.5]], requires_grad=True)
print(torch.spmm(adjacency, torch.ones(2, 3)))
