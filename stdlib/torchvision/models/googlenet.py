"""Branches of several filter sizes side by side (Szegedy and others, 2014)."""

from collections import namedtuple

import torch
from torch import nn
from torch.nn import functional as F

from torchvision.models._inception import BasicConv2d, InceptionNetwork
from torchvision.models._weights import check_weights

GoogLeNetOutputs = namedtuple("GoogLeNetOutputs", ["logits", "aux_logits2", "aux_logits1"])
_GoogLeNetOutputs = GoogLeNetOutputs


class Inception(nn.Module):
    """Filters of size 1, 3 and 5 (built as 3) and pooling, joined."""

    def __init__(self, in_channels, ch1x1, ch3x3red, ch3x3, ch5x5red, ch5x5, pool_proj, conv_block=None):
        super().__init__()
        block = conv_block or BasicConv2d

        def reduced(before, after):
            return nn.Sequential(block(in_channels, before, kernel_size=1),
                                 block(before, after, kernel_size=3, padding=1))

        self.branch1 = block(in_channels, ch1x1, kernel_size=1)
        self.branch2 = reduced(ch3x3red, ch3x3)
        self.branch3 = reduced(ch5x5red, ch5x5)
        self.branch4 = nn.Sequential(nn.MaxPool2d(kernel_size=3, stride=1, padding=1, ceil_mode=True),
                                     block(in_channels, pool_proj, kernel_size=1))

    def forward(self, x):
        return torch.cat([branch(x) for branch in (self.branch1, self.branch2, self.branch3, self.branch4)], 1)


class InceptionAux(nn.Module):
    """A classifier on the way, for training."""

    def __init__(self, in_channels, num_classes, conv_block=None, dropout=0.7):
        super().__init__()
        self.conv = (conv_block or BasicConv2d)(in_channels, 128, kernel_size=1)
        self.fc1 = nn.Linear(2048, 1024)
        self.fc2 = nn.Linear(1024, num_classes)
        self.dropout = nn.Dropout(p=dropout)

    def forward(self, x):
        x = torch.flatten(self.conv(F.adaptive_avg_pool2d(x, (4, 4))), 1)
        return self.fc2(self.dropout(F.relu(self.fc1(x), inplace=True)))


# Channels of an Inception block: in, and of its branches. A number stands for pooling by windows of that size.
_BODY = {
    "inception3a": (192, 64, 96, 128, 16, 32, 32),
    "inception3b": (256, 128, 128, 192, 32, 96, 64),
    "maxpool3": 3,
    "inception4a": (480, 192, 96, 208, 16, 48, 64),
    "inception4b": (512, 160, 112, 224, 24, 64, 64),
    "inception4c": (512, 128, 128, 256, 24, 64, 64),
    "inception4d": (512, 112, 144, 288, 32, 64, 64),
    "inception4e": (528, 256, 160, 320, 32, 128, 128),
    "maxpool4": 2,
    "inception5a": (832, 256, 160, 320, 32, 128, 128),
    "inception5b": (832, 384, 192, 384, 48, 128, 128),
}
_CLASSIFIED = {"inception4a": "aux1", "inception4d": "aux2"}  # where the further classifiers sit


class GoogLeNet(InceptionNetwork):
    __constants__ = ["aux_logits", "transform_input"]

    def __init__(self, num_classes=1000, aux_logits=True, transform_input=False, init_weights=None, blocks=None,
                 dropout=0.2, dropout_aux=0.7):
        super().__init__()
        draws = self._check(blocks, 3, init_weights, "GoogleNet", "blocks length")
        conv_block, inception_block, aux_block = blocks or (BasicConv2d, Inception, InceptionAux)
        self.aux_logits = aux_logits
        self.transform_input = transform_input
        self.conv1 = conv_block(3, 64, kernel_size=7, stride=2, padding=3)
        self.maxpool1 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.conv2 = conv_block(64, 64, kernel_size=1)
        self.conv3 = conv_block(64, 192, kernel_size=3, padding=1)
        self.maxpool2 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        for name, row in _BODY.items():
            pools = isinstance(row, int)
            setattr(self, name, nn.MaxPool2d(row, stride=2, ceil_mode=True) if pools else inception_block(*row))
        for name, channels in (("aux1", 512), ("aux2", 528)):
            setattr(self, name, aux_block(channels, num_classes, dropout=dropout_aux) if aux_logits else None)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.dropout = nn.Dropout(p=dropout)
        self.fc = nn.Linear(1024, num_classes)
        if draws:
            self._draw(lambda layer: 0.01)

    def _forward(self, x):
        x = self.maxpool2(self.conv3(self.conv2(self.maxpool1(self.conv1(x)))))
        further = {"aux1": None, "aux2": None}
        for name in _BODY:
            x = getattr(self, name)(x)
            aux = getattr(self, _CLASSIFIED[name]) if name in _CLASSIFIED else None
            if aux is not None and self.training:
                further[_CLASSIFIED[name]] = aux(x)
        return self.fc(self.dropout(torch.flatten(self.avgpool(x), 1))), further["aux2"], further["aux1"]

    def forward(self, x):
        x, aux2, aux1 = self._forward(self._transform_input(x))
        return GoogLeNetOutputs(x, aux2, aux1) if self.training and self.aux_logits else x


def googlenet(*, weights=None, progress=True, **kwargs):
    check_weights(weights, kwargs)
    return GoogLeNet(**kwargs)


import torchvision.models  # noqa: E402  the package's name is the function's, not this module's
torchvision.models.googlenet = googlenet
