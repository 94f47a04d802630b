"""What GoogLeNet and Inception v3 have in common."""

import warnings

import torch
from torch import nn
from torch.nn import functional as F

# What pictures are normalised with, and what these networks were trained with: per channel a factor and a shift.
_CHANNELS = [(0.229 / 0.5, (0.485 - 0.5) / 0.5), (0.224 / 0.5, (0.456 - 0.5) / 0.5), (0.225 / 0.5, (0.406 - 0.5) / 0.5)]


class BasicConv2d(nn.Module):
    """A convolution, normalisation, ReLU."""

    def __init__(self, in_channels, out_channels, **kwargs):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, bias=False, **kwargs)
        self.bn = nn.BatchNorm2d(out_channels, eps=0.001)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)), inplace=True)


class InceptionNetwork(nn.Module):
    """A network with further outputs while it is trained."""

    def _check(self, blocks, count, init_weights, name, parameter):
        """Whether first weights are drawn; refuses a wrong number of blocks."""
        if init_weights is None:
            warnings.warn(f"The default weight initialization of {name} will be changed in future releases of "
                          "torchvision. If you wish to keep the old behavior (which leads to long initialization times "
                          "due to scipy/scipy#11299), please set init_weights=True.", FutureWarning)
        if blocks is not None and len(blocks) != count:
            raise ValueError(f"{parameter} should be {count} instead of {len(blocks)}")
        return init_weights is None or init_weights

    def _draw(self, deviation):
        """First weights: `deviation` gives a layer's spread."""
        for module in self.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.trunc_normal_(module.weight, mean=0.0, std=deviation(module), a=-2, b=2)
            elif isinstance(module, nn.BatchNorm2d):
                nn.init.constant_(module.weight, 1)
                nn.init.constant_(module.bias, 0)

    def _transform_input(self, x):
        if not self.transform_input:
            return x
        return torch.cat([torch.unsqueeze(x[:, i], 1) * factor + shift
                          for i, (factor, shift) in enumerate(_CHANNELS)], 1)
