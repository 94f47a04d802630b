"""Networks from a design space: widths that grow in a line, rounded to a few stages (Radosavovic and others, 2020)."""

import math
from collections import OrderedDict
from functools import partial

import torch
from torch import nn

from torchvision.models._weights import named_builder
from torchvision.models._width import make_divisible
from torchvision.ops.misc import Conv2dNormActivation, SqueezeExcitation


class SimpleStemIN(Conv2dNormActivation):
    """The first convolution."""

    def __init__(self, width_in, width_out, norm_layer, activation_layer):
        super().__init__(width_in, width_out, kernel_size=3, stride=2, norm_layer=norm_layer,
                         activation_layer=activation_layer)


class BottleneckTransform(nn.Sequential):
    """A narrow grouped convolution between two of size 1, with weighed channels."""

    def __init__(self, width_in, width_out, stride, norm_layer, activation_layer, group_width, bottleneck_multiplier,
                 se_ratio):
        width = int(round(width_out * bottleneck_multiplier))
        step = partial(Conv2dNormActivation, norm_layer=norm_layer)
        layers = OrderedDict(
            a=step(width_in, width, kernel_size=1, stride=1, activation_layer=activation_layer),
            b=step(width, width, kernel_size=3, stride=stride, groups=width // group_width,
                   activation_layer=activation_layer))
        if se_ratio:
            layers["se"] = SqueezeExcitation(width, int(round(se_ratio * width_in)), activation=activation_layer)
        layers["c"] = step(width, width_out, kernel_size=1, stride=1, activation_layer=None)
        super().__init__(layers)


class ResBottleneckBlock(nn.Module):
    """The bottleneck with a way around it."""

    def __init__(self, width_in, width_out, stride, norm_layer, activation_layer, group_width=1,
                 bottleneck_multiplier=1.0, se_ratio=None):
        super().__init__()
        self.proj = None
        if width_in != width_out or stride != 1:
            self.proj = Conv2dNormActivation(width_in, width_out, kernel_size=1, stride=stride, norm_layer=norm_layer,
                                             activation_layer=None)
        self.f = BottleneckTransform(width_in, width_out, stride, norm_layer, activation_layer, group_width,
                                     bottleneck_multiplier, se_ratio)
        self.activation = activation_layer(inplace=True)

    def forward(self, x):
        around = x if self.proj is None else self.proj(x)
        return self.activation(around + self.f(x))


class AnyStage(nn.Sequential):
    """Blocks of one width, the first of them with the stride."""

    def __init__(self, width_in, width_out, stride, depth, block_constructor, norm_layer, activation_layer, group_width,
                 bottleneck_multiplier, se_ratio=None, stage_index=0):
        super().__init__()
        for i in range(depth):
            before, step = (width_out, 1) if i else (width_in, stride)
            self.add_module(f"block{stage_index}-{i}", block_constructor(
                before, width_out, step, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio))


class BlockParams:
    """Depth, width and so on of each stage."""

    def __init__(self, depths, widths, group_widths, bottleneck_multipliers, strides, se_ratio=None):
        self.depths = depths
        self.widths = widths
        self.group_widths = group_widths
        self.bottleneck_multipliers = bottleneck_multipliers
        self.strides = strides
        self.se_ratio = se_ratio

    @classmethod
    def from_init_params(cls, depth, w_0, w_a, w_m, group_width, bottleneck_multiplier=1.0, se_ratio=None, **kwargs):
        """The line w_0 + w_a * i in steps of powers of w_m; blocks of equal width are a stage."""
        if w_a < 0 or w_0 <= 0 or w_m <= 1 or w_0 % 8 != 0:
            raise ValueError("Invalid RegNet settings")
        powers = torch.round(torch.log((torch.arange(depth) * w_a + w_0) / w_0) / math.log(w_m))
        blocks = (torch.round(torch.divide(w_0 * torch.pow(w_m, powers), 8)) * 8).int().tolist()
        widths = sorted(set(blocks))
        depths = [blocks.count(width) for width in widths]
        groups = [min(group_width, int(width * bottleneck_multiplier)) for width in widths]
        widths = [make_divisible(int(width * bottleneck_multiplier), group) for width, group in zip(widths, groups)]
        count = len(widths)
        return cls(depths, widths, groups, [bottleneck_multiplier] * count, [2] * count, se_ratio)

    def _get_expanded_params(self):
        return zip(self.widths, self.strides, self.depths, self.group_widths, self.bottleneck_multipliers)


class RegNet(nn.Module):
    def __init__(self, block_params, num_classes=1000, stem_width=32, stem_type=None, block_type=None, norm_layer=None,
                 activation=None):
        super().__init__()
        norm_layer, activation = norm_layer or nn.BatchNorm2d, activation or nn.ReLU
        self.stem = (stem_type or SimpleStemIN)(3, stem_width, norm_layer, activation)
        width, stages = stem_width, OrderedDict()
        for number, row in enumerate(block_params._get_expanded_params(), 1):
            width_out, stride, depth, group_width, multiplier = row
            stages[f"block{number}"] = AnyStage(width, width_out, stride, depth, block_type or ResBottleneckBlock,
                                                norm_layer, activation, group_width, multiplier,
                                                block_params.se_ratio, number)
            width = width_out
        self.trunk_output = nn.Sequential(stages)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(width, num_classes)
        self._draw()

    def _draw(self):
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                fan_out = module.kernel_size[0] * module.kernel_size[1] * module.out_channels
                nn.init.normal_(module.weight, mean=0.0, std=math.sqrt(2.0 / fan_out))
            elif isinstance(module, nn.BatchNorm2d):
                nn.init.ones_(module.weight)
                nn.init.zeros_(module.bias)
            elif isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, mean=0.0, std=0.01)
                nn.init.zeros_(module.bias)

    def forward(self, x):
        return self.fc(self.avgpool(self.trunk_output(self.stem(x))).flatten(start_dim=1))


# depth, first width, slope, factor between stages, width of a group
_Y = {"400mf": (16, 48, 27.89, 2.09, 8), "800mf": (14, 56, 38.84, 2.4, 16), "1_6gf": (27, 48, 20.71, 2.65, 24),
      "3_2gf": (21, 80, 42.63, 2.66, 24), "8gf": (17, 192, 76.82, 2.19, 56), "16gf": (18, 200, 106.23, 2.48, 112),
      "32gf": (20, 232, 115.89, 2.53, 232), "128gf": (27, 456, 160.83, 2.52, 264)}
_X = {"400mf": (22, 24, 24.48, 2.54, 16), "800mf": (16, 56, 35.73, 2.28, 16), "1_6gf": (18, 80, 34.01, 2.25, 24),
      "3_2gf": (25, 88, 26.31, 2.25, 48), "8gf": (23, 80, 49.56, 2.88, 120), "16gf": (22, 216, 55.59, 2.1, 128),
      "32gf": (23, 320, 69.86, 2.0, 168)}


def _builder(name, row, se_ratio):
    def make(**kwargs):
        norm_layer = kwargs.pop("norm_layer", partial(nn.BatchNorm2d, eps=1e-5, momentum=0.1))
        params = BlockParams.from_init_params(*row, se_ratio=se_ratio, **kwargs)
        return RegNet(params, norm_layer=norm_layer, **kwargs)

    return named_builder(name, make)


for _rows, _letter, _ratio in ((_X, "x", None), (_Y, "y", 0.25)):
    for _size, _row in _rows.items():
        _name = f"regnet_{_letter}_{_size}"
        globals()[_name] = _builder(_name, _row, _ratio)
