"""Filters of several reaches side by side (Chen and others, 2017)."""

import torch
from torch import nn
from torch.nn import functional as F

from torchvision.models._utils import IntermediateLayerGetter
from torchvision.models.segmentation._utils import _SimpleSegmentationModel, builder, mobilenet_backbone
from torchvision.models.segmentation.fcn import FCNHead, resnet_builder


class DeepLabV3(_SimpleSegmentationModel):
    """A backbone with a pyramid of dilated filters."""


def _normed(*layers, channels):
    return [*layers, nn.BatchNorm2d(channels), nn.ReLU()]


class ASPPConv(nn.Sequential):
    """A convolution with a reach."""

    def __init__(self, in_channels, out_channels, dilation):
        super().__init__(*_normed(nn.Conv2d(in_channels, out_channels, 3, padding=dilation, dilation=dilation,
                                            bias=False), channels=out_channels))


class ASPPPooling(nn.Sequential):
    """The mean of the picture, everywhere."""

    def __init__(self, in_channels, out_channels):
        super().__init__(*_normed(nn.AdaptiveAvgPool2d(1), nn.Conv2d(in_channels, out_channels, 1, bias=False),
                                  channels=out_channels))

    def forward(self, x):
        return F.interpolate(super().forward(x), size=x.shape[-2:], mode="bilinear", align_corners=False)


class ASPP(nn.Module):
    """The pyramid, and what joins it."""

    def __init__(self, in_channels, atrous_rates, out_channels=256):
        super().__init__()
        first = nn.Sequential(*_normed(nn.Conv2d(in_channels, out_channels, 1, bias=False), channels=out_channels))
        reaching = [ASPPConv(in_channels, out_channels, rate) for rate in tuple(atrous_rates)]
        self.convs = nn.ModuleList([first, *reaching, ASPPPooling(in_channels, out_channels)])
        self.project = nn.Sequential(*_normed(nn.Conv2d(len(self.convs) * out_channels, out_channels, 1, bias=False),
                                              channels=out_channels), nn.Dropout(0.5))

    def forward(self, x):
        return self.project(torch.cat([conv(x) for conv in self.convs], dim=1))


class DeepLabHead(nn.Sequential):
    def __init__(self, in_channels, num_classes, atrous_rates=(12, 24, 36)):
        super().__init__(ASPP(in_channels, atrous_rates), *_normed(nn.Conv2d(256, 256, 3, padding=1, bias=False),
                                                                   channels=256), nn.Conv2d(256, num_classes, 1))


def _make_mobile(num_classes, aux):
    features, halving = mobilenet_backbone()
    last, before = halving[-1], halving[-4]
    body = IntermediateLayerGetter(features, {str(last): "out", **({str(before): "aux"} if aux else {})})
    second = FCNHead(features[before].out_channels, num_classes) if aux else None
    return DeepLabV3(body, DeepLabHead(features[last].out_channels, num_classes), second)


deeplabv3_resnet50 = resnet_builder("deeplabv3_resnet50", DeepLabV3, DeepLabHead, "resnet50")
deeplabv3_resnet101 = resnet_builder("deeplabv3_resnet101", DeepLabV3, DeepLabHead, "resnet101")
deeplabv3_mobilenet_v3_large = builder("deeplabv3_mobilenet_v3_large", _make_mobile)
