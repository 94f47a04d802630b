"""Features of several sizes, each with what the coarser ones know (Lin and others, 2017)."""

from collections import OrderedDict

from torch import nn
from torch.nn import functional as F

from torchvision.ops.misc import Conv2dNormActivation


class ExtraFPNBlock(nn.Module):
    """Adds coarser features: forward(results, inputs, names) returns (results, names)."""

    def forward(self, results, x, names):
        pass


class LastLevelMaxPool(ExtraFPNBlock):
    """Adds every second pixel of the coarsest result."""

    def forward(self, x, y, names):
        names.append("pool")
        x.append(F.max_pool2d(x[-1], kernel_size=1, stride=2, padding=0))
        return x, names


class LastLevelP6P7(ExtraFPNBlock):
    """Adds two levels by convolutions."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.p6 = nn.Conv2d(in_channels, out_channels, 3, 2, 1)
        self.p7 = nn.Conv2d(out_channels, out_channels, 3, 2, 1)
        for layer in (self.p6, self.p7):
            nn.init.kaiming_uniform_(layer.weight, a=1)
            nn.init.constant_(layer.bias, 0)
        self.use_P5 = in_channels == out_channels

    def forward(self, p, c, names):
        p6 = self.p6(p[-1] if self.use_P5 else c[-1])
        p.extend([p6, self.p7(F.relu(p6))])
        names.extend(["p6", "p7"])
        return p, names


class FeaturePyramidNetwork(nn.Module):
    """From features by name, the finest first, to as many of equal channels."""

    _version = 2

    def __init__(self, in_channels_list, out_channels, extra_blocks=None, norm_layer=None):
        super().__init__()
        self.inner_blocks = nn.ModuleList()
        self.layer_blocks = nn.ModuleList()
        for in_channels in in_channels_list:
            if in_channels == 0:
                raise ValueError("in_channels=0 is currently not supported")
            for blocks, channels, kernel in ((self.inner_blocks, in_channels, 1), (self.layer_blocks, out_channels, 3)):
                blocks.append(Conv2dNormActivation(channels, out_channels, kernel_size=kernel, padding=kernel // 2,
                                                   norm_layer=norm_layer, activation_layer=None))
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_uniform_(module.weight, a=1)
                if module.bias is not None:
                    nn.init.constant_(module.bias, 0)
        if extra_blocks is not None and not isinstance(extra_blocks, ExtraFPNBlock):
            raise TypeError(f"extra_blocks should be of type ExtraFPNBlock not {type(extra_blocks)}")
        self.extra_blocks = extra_blocks

    def forward(self, x):
        names, features = list(x.keys()), list(x.values())
        results, above = [], None
        for feature, inner, layer in reversed(list(zip(features, self.inner_blocks, self.layer_blocks))):
            lateral = inner(feature)
            above = lateral if above is None else lateral + F.interpolate(above, size=lateral.shape[-2:],
                                                                          mode="nearest")
            results.insert(0, layer(above))
        if self.extra_blocks is not None:
            results, names = self.extra_blocks(results, features, names)
        return OrderedDict(zip(names, results))
