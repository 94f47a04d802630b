"""Inverted residuals scaled in width and depth together (Tan and Le, 2019 and 2021)."""

import math
from functools import partial

import torch
from torch import nn

from torchvision.models._initialise import initialise
from torchvision.models._weights import named_builder
from torchvision.models._width import make_divisible
from torchvision.ops.misc import Conv2dNormActivation, SqueezeExcitation
from torchvision.ops.stochastic_depth import StochasticDepth


class _Config:
    """One stage: how its blocks are built, and how many there are."""

    def __init__(self, fused, expand_ratio, kernel, stride, input_channels, out_channels, num_layers):
        self.fused = fused
        self.expand_ratio = expand_ratio
        self.kernel = kernel
        self.stride = stride
        self.input_channels = input_channels
        self.out_channels = out_channels
        self.num_layers = num_layers

    @property
    def block(self):
        return FusedMBConv if self.fused else MBConv

    def after_first(self):
        """The configuration of the stage's other blocks."""
        return _Config(self.fused, self.expand_ratio, self.kernel, 1, self.out_channels, self.out_channels,
                       self.num_layers)


class _Residual(nn.Module):
    """A block whose input is added where the shapes allow it."""

    def _finish(self, cnf, layers, stochastic_depth_prob):
        self.block = nn.Sequential(*layers)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, "row")
        self.out_channels = cnf.out_channels

    def _start(self, cnf):
        if not (1 <= cnf.stride <= 2):
            raise ValueError("illegal stride value")
        self.use_res_connect = cnf.stride == 1 and cnf.input_channels == cnf.out_channels
        return make_divisible(cnf.input_channels * cnf.expand_ratio, 8)

    def forward(self, input):
        result = self.block(input)
        if self.use_res_connect:
            result = self.stochastic_depth(result)
            result += input
        return result


class MBConv(_Residual):
    """Expand, filter each channel, weigh the channels, project."""

    def __init__(self, cnf, stochastic_depth_prob, norm_layer, se_layer=SqueezeExcitation):
        super().__init__()
        expanded = self._start(cnf)
        layers = []
        if expanded != cnf.input_channels:
            layers.append(Conv2dNormActivation(cnf.input_channels, expanded, kernel_size=1, norm_layer=norm_layer,
                                               activation_layer=nn.SiLU))
        layers.append(Conv2dNormActivation(expanded, expanded, kernel_size=cnf.kernel, stride=cnf.stride,
                                           groups=expanded, norm_layer=norm_layer, activation_layer=nn.SiLU))
        layers.append(se_layer(expanded, max(1, cnf.input_channels // 4), activation=partial(nn.SiLU, inplace=True)))
        layers.append(Conv2dNormActivation(expanded, cnf.out_channels, kernel_size=1, norm_layer=norm_layer,
                                           activation_layer=None))
        self._finish(cnf, layers, stochastic_depth_prob)


class FusedMBConv(_Residual):
    """Expand and filter at once, project."""

    def __init__(self, cnf, stochastic_depth_prob, norm_layer):
        super().__init__()
        expanded = self._start(cnf)
        same = {"kernel_size": cnf.kernel, "stride": cnf.stride, "norm_layer": norm_layer, "activation_layer": nn.SiLU}
        if expanded != cnf.input_channels:
            layers = [Conv2dNormActivation(cnf.input_channels, expanded, **same),
                      Conv2dNormActivation(expanded, cnf.out_channels, kernel_size=1, norm_layer=norm_layer,
                                           activation_layer=None)]
        else:
            layers = [Conv2dNormActivation(cnf.input_channels, cnf.out_channels, **same)]
        self._finish(cnf, layers, stochastic_depth_prob)


class EfficientNet(nn.Module):
    def __init__(self, inverted_residual_setting, dropout, stochastic_depth_prob=0.2, num_classes=1000, norm_layer=None,
                 last_channel=None):
        super().__init__()
        if not inverted_residual_setting:
            raise ValueError("The inverted_residual_setting should not be empty")
        norm_layer = norm_layer or nn.BatchNorm2d
        settings = inverted_residual_setting
        layers = [Conv2dNormActivation(3, settings[0].input_channels, kernel_size=3, stride=2, norm_layer=norm_layer,
                                       activation_layer=nn.SiLU)]
        total = sum(cnf.num_layers for cnf in settings)
        count = 0
        for first in settings:
            stage = []
            for i in range(first.num_layers):
                cnf = first if i == 0 else first.after_first()
                stage.append(cnf.block(cnf, stochastic_depth_prob * float(count) / total, norm_layer))
                count += 1
            layers.append(nn.Sequential(*stage))
        width = settings[-1].out_channels
        wide = last_channel if last_channel is not None else 4 * width
        layers.append(Conv2dNormActivation(width, wide, kernel_size=1, norm_layer=norm_layer, activation_layer=nn.SiLU))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Dropout(p=dropout, inplace=True), nn.Linear(wide, num_classes))
        initialise(self, _set_linear)

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


def _set_linear(linear):
    bound = 1.0 / math.sqrt(linear.out_features)
    nn.init.uniform_(linear.weight, -bound, bound)


# fused, expansion, kernel, stride, channels in, channels out, blocks
_B = [(0, 1, 3, 1, 32, 16, 1), (0, 6, 3, 2, 16, 24, 2), (0, 6, 5, 2, 24, 40, 2), (0, 6, 3, 2, 40, 80, 3),
      (0, 6, 5, 1, 80, 112, 3), (0, 6, 5, 2, 112, 192, 4), (0, 6, 3, 1, 192, 320, 1)]
_V2 = {
    "s": [(1, 1, 3, 1, 24, 24, 2), (1, 4, 3, 2, 24, 48, 4), (1, 4, 3, 2, 48, 64, 4), (0, 4, 3, 2, 64, 128, 6),
          (0, 6, 3, 1, 128, 160, 9), (0, 6, 3, 2, 160, 256, 15)],
    "m": [(1, 1, 3, 1, 24, 24, 3), (1, 4, 3, 2, 24, 48, 5), (1, 4, 3, 2, 48, 80, 5), (0, 4, 3, 2, 80, 160, 7),
          (0, 6, 3, 1, 160, 176, 14), (0, 6, 3, 2, 176, 304, 18), (0, 6, 3, 1, 304, 512, 5)],
    "l": [(1, 1, 3, 1, 32, 32, 4), (1, 4, 3, 2, 32, 64, 7), (1, 4, 3, 2, 64, 96, 7), (0, 4, 3, 2, 96, 192, 10),
          (0, 6, 3, 1, 192, 224, 19), (0, 6, 3, 2, 224, 384, 25), (0, 6, 3, 1, 384, 640, 7)],
}


def _scaled(width, depth):
    return [_Config(fused, expand, kernel, stride, make_divisible(before * width, 8), make_divisible(after * width, 8),
                    int(math.ceil(blocks * depth))) for fused, expand, kernel, stride, before, after, blocks in _B]


def _builder(name, settings, dropout, **fixed):
    def make(**kwargs):
        rate = kwargs.pop("dropout", dropout)
        return EfficientNet(settings(), rate, **{**fixed, **kwargs})

    return named_builder(name, make)


def _first(name, width, depth, dropout, **fixed):
    return _builder("efficientnet_" + name, lambda: _scaled(width, depth), dropout, **fixed)


def _second(size, dropout):
    return _builder("efficientnet_v2_" + size, lambda: [_Config(*row) for row in _V2[size]], dropout, last_channel=1280,
                    norm_layer=partial(nn.BatchNorm2d, eps=1e-3))


_SLOW_NORM = partial(nn.BatchNorm2d, eps=0.001, momentum=0.01)
efficientnet_b0 = _first("b0", 1.0, 1.0, 0.2)
efficientnet_b1 = _first("b1", 1.0, 1.1, 0.2)
efficientnet_b2 = _first("b2", 1.1, 1.2, 0.3)
efficientnet_b3 = _first("b3", 1.2, 1.4, 0.3)
efficientnet_b4 = _first("b4", 1.4, 1.8, 0.4)
efficientnet_b5 = _first("b5", 1.6, 2.2, 0.4, norm_layer=_SLOW_NORM)
efficientnet_b6 = _first("b6", 1.8, 2.6, 0.5, norm_layer=_SLOW_NORM)
efficientnet_b7 = _first("b7", 2.0, 3.1, 0.5, norm_layer=_SLOW_NORM)
efficientnet_v2_s = _second("s", 0.2)
efficientnet_v2_m = _second("m", 0.3)
efficientnet_v2_l = _second("l", 0.4)
