# A parameter's second argument is a bool.
import torch
from torch import nn

for flag in (True, False, 1, "x", None):
    try:
        print(nn.Parameter(torch.ones(1), flag))
    except TypeError as error:
        print(error)
