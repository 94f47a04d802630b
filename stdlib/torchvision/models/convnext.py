"""Convolutions built like transformers (Liu and others, 2022)."""

from functools import partial

import torch
from torch import nn
from torch.nn import functional as F

from torchvision.models._weights import named_builder
from torchvision.ops.misc import Conv2dNormActivation, Permute
from torchvision.ops.stochastic_depth import StochasticDepth


class LayerNorm2d(nn.LayerNorm):
    """Layer normalisation of the channels."""

    def forward(self, x):
        x = F.layer_norm(x.permute(0, 2, 3, 1), self.normalized_shape, self.weight, self.bias, self.eps)
        return x.permute(0, 3, 1, 2)


class CNBlock(nn.Module):
    """A wide filter for each channel, two linear layers, and a way around them."""

    def __init__(self, dim, layer_scale, stochastic_depth_prob, norm_layer=None):
        super().__init__()
        norm_layer = norm_layer or partial(nn.LayerNorm, eps=1e-6)
        self.block = nn.Sequential(nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim, bias=True),
                                   Permute([0, 2, 3, 1]), norm_layer(dim), nn.Linear(dim, 4 * dim, bias=True), nn.GELU(),
                                   nn.Linear(4 * dim, dim, bias=True), Permute([0, 3, 1, 2]))
        self.layer_scale = nn.Parameter(torch.ones(dim, 1, 1) * layer_scale)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, "row")

    def forward(self, input):
        result = self.stochastic_depth(self.layer_scale * self.block(input))
        result += input
        return result


class CNBlockConfig:
    """One stage: channels in, channels out (None in the last one), blocks."""

    def __init__(self, input_channels, out_channels, num_layers):
        self.input_channels = input_channels
        self.out_channels = out_channels
        self.num_layers = num_layers

    def __repr__(self):
        return (f"CNBlockConfig(input_channels={self.input_channels}, out_channels={self.out_channels}, "
                f"num_layers={self.num_layers})")


class ConvNeXt(nn.Module):
    def __init__(self, block_setting, stochastic_depth_prob=0.0, layer_scale=1e-6, num_classes=1000, block=None,
                 norm_layer=None, **kwargs):
        super().__init__()
        if not block_setting:
            raise ValueError("The block_setting should not be empty")
        block = block or CNBlock
        norm_layer = norm_layer or partial(LayerNorm2d, eps=1e-6)
        layers = [Conv2dNormActivation(3, block_setting[0].input_channels, kernel_size=4, stride=4, padding=0,
                                       norm_layer=norm_layer, activation_layer=None, bias=True)]
        total = sum(setting.num_layers for setting in block_setting)
        count = 0
        for setting in block_setting:
            stage = []
            for _ in range(setting.num_layers):
                stage.append(block(setting.input_channels, layer_scale, stochastic_depth_prob * count / (total - 1.0)))
                count += 1
            layers.append(nn.Sequential(*stage))
            if setting.out_channels is not None:
                layers.append(nn.Sequential(norm_layer(setting.input_channels),
                                            nn.Conv2d(setting.input_channels, setting.out_channels, kernel_size=2,
                                                      stride=2)))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        last = block_setting[-1]
        width = last.out_channels if last.out_channels is not None else last.input_channels
        self.classifier = nn.Sequential(norm_layer(width), nn.Flatten(1), nn.Linear(width, num_classes))
        for module in self.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.trunc_normal_(module.weight, std=0.02)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)))


def _builder(name, width, blocks, stochastic_depth_prob):
    def make(**kwargs):
        rate = kwargs.pop("stochastic_depth_prob", stochastic_depth_prob)
        settings = [CNBlockConfig(width << i, width << i + 1 if i < 3 else None, blocks[i]) for i in range(4)]
        return ConvNeXt(settings, rate, **kwargs)

    return named_builder(name, make)


convnext_tiny = _builder("convnext_tiny", 96, (3, 3, 9, 3), 0.1)
convnext_small = _builder("convnext_small", 96, (3, 3, 27, 3), 0.4)
convnext_base = _builder("convnext_base", 128, (3, 3, 27, 3), 0.5)
convnext_large = _builder("convnext_large", 192, (3, 3, 27, 3), 0.5)
