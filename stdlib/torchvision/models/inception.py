"""Inception with factorised filters (Szegedy and others, 2015)."""

from collections import namedtuple

import torch
from torch import nn
from torch.nn import functional as F

from torchvision.models._inception import BasicConv2d, InceptionNetwork
from torchvision.models._weights import check_weights

InceptionOutputs = namedtuple("InceptionOutputs", ["logits", "aux_logits"])
InceptionOutputs.__annotations__ = {"logits": torch.Tensor, "aux_logits": torch.Tensor | None}
_InceptionOutputs = InceptionOutputs


class _Mixed(nn.Module):
    """Branches side by side. A branch is a chain of convolutions, named after it and numbered."""

    def __init__(self, conv_block):
        super().__init__()
        self._conv_block = conv_block or BasicConv2d
        self._chains = []

    def _add(self, name, in_channels, *steps, stride=1):
        """Adds a chain of (channels, kernel). Only the last one has the stride, and no padding then."""
        names = []
        for number, (channels, kernel) in enumerate(steps, 1):
            names.append(name if len(steps) == 1 else f"{name}_{number}")
            last = number == len(steps)
            self._convolve(names[-1], in_channels, channels, kernel, stride if last else 1)
            in_channels = channels
        self._chains.append(names)

    def _convolve(self, name, in_channels, channels, kernel, stride=1):
        size = (kernel, kernel) if isinstance(kernel, int) else kernel
        padding = (0, 0) if stride > 1 else tuple(side // 2 for side in size)
        setattr(self, name, self._conv_block(in_channels, channels, kernel_size=size, stride=stride, padding=padding))

    def _run(self, chain, x):
        for name in chain:
            x = getattr(self, name)(x)
        return x

    def _forward(self, x):
        """What each branch gives; the one that is named branch_pool begins with a mean."""
        return [self._run(chain, F.avg_pool2d(x, kernel_size=3, stride=1, padding=1) if chain == ["branch_pool"] else x)
                for chain in self._chains]

    def forward(self, x):
        return torch.cat(self._forward(x), 1)


class _Reduction(_Mixed):
    """Branches that halve the picture, the last of them by a maximum."""

    def _forward(self, x):
        return super()._forward(x) + [F.max_pool2d(x, kernel_size=3, stride=2)]


class InceptionA(_Mixed):
    def __init__(self, in_channels, pool_features, conv_block=None):
        super().__init__(conv_block)
        self._add("branch1x1", in_channels, (64, 1))
        self._add("branch5x5", in_channels, (48, 1), (64, 5))
        self._add("branch3x3dbl", in_channels, (64, 1), (96, 3), (96, 3))
        self._add("branch_pool", in_channels, (pool_features, 1))


class InceptionB(_Reduction):
    def __init__(self, in_channels, conv_block=None):
        super().__init__(conv_block)
        self._add("branch3x3", in_channels, (384, 3), stride=2)
        self._add("branch3x3dbl", in_channels, (64, 1), (96, 3), (96, 3), stride=2)


class InceptionC(_Mixed):
    def __init__(self, in_channels, channels_7x7, conv_block=None):
        super().__init__(conv_block)
        wide, tall, narrow = (1, 7), (7, 1), channels_7x7
        self._add("branch1x1", in_channels, (192, 1))
        self._add("branch7x7", in_channels, (narrow, 1), (narrow, wide), (192, tall))
        self._add("branch7x7dbl", in_channels, (narrow, 1), (narrow, tall), (narrow, wide), (narrow, tall), (192, wide))
        self._add("branch_pool", in_channels, (192, 1))


class InceptionD(_Reduction):
    def __init__(self, in_channels, conv_block=None):
        super().__init__(conv_block)
        self._add("branch3x3", in_channels, (192, 1), (320, 3), stride=2)
        self._add("branch7x7x3", in_channels, (192, 1), (192, (1, 7)), (192, (7, 1)), (192, 3), stride=2)


class InceptionE(_Mixed):
    """Two of the branches end in a fork."""

    _FORKS = {"branch3x3_1": "branch3x3_2", "branch3x3dbl_2": "branch3x3dbl_3"}

    def __init__(self, in_channels, conv_block=None):
        super().__init__(conv_block)
        self._add("branch1x1", in_channels, (320, 1))
        self._convolve("branch3x3_1", in_channels, 384, 1)
        self._fork("branch3x3_2")
        self._convolve("branch3x3dbl_1", in_channels, 448, 1)
        self._convolve("branch3x3dbl_2", 448, 384, 3)
        self._fork("branch3x3dbl_3")
        self._chains += [["branch3x3_1"], ["branch3x3dbl_1", "branch3x3dbl_2"]]
        self._add("branch_pool", in_channels, (192, 1))

    def _fork(self, name):
        self._convolve(name + "a", 384, 384, (1, 3))
        self._convolve(name + "b", 384, 384, (3, 1))

    def _run(self, chain, x):
        x = super()._run(chain, x)
        fork = self._FORKS.get(chain[-1])
        return torch.cat([getattr(self, fork + end)(x) for end in "ab"], 1) if fork else x


class InceptionAux(nn.Module):
    """A classifier on the way, for training."""

    def __init__(self, in_channels, num_classes, conv_block=None):
        super().__init__()
        block = conv_block or BasicConv2d
        self.conv0 = block(in_channels, 128, kernel_size=1)
        self.conv1 = block(128, 768, kernel_size=5)
        self.conv1.stddev = 0.01
        self.fc = nn.Linear(768, num_classes)
        self.fc.stddev = 0.001

    def forward(self, x):
        x = self.conv1(self.conv0(F.avg_pool2d(x, kernel_size=5, stride=3)))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, (1, 1)), 1))


# The layers in order: a convolution (channels in and out, kernel, stride, padding), pooling (None), or a block: its
# place among the classes and its arguments.
_BODY = {
    "Conv2d_1a_3x3": (0, 3, 32, 3, 2, 0), "Conv2d_2a_3x3": (0, 32, 32, 3, 1, 0), "Conv2d_2b_3x3": (0, 32, 64, 3, 1, 1),
    "maxpool1": None, "Conv2d_3b_1x1": (0, 64, 80, 1, 1, 0), "Conv2d_4a_3x3": (0, 80, 192, 3, 1, 0), "maxpool2": None,
    "Mixed_5b": (1, 192, 32), "Mixed_5c": (1, 256, 64), "Mixed_5d": (1, 288, 64),
    "Mixed_6a": (2, 288), "Mixed_6b": (3, 768, 128), "Mixed_6c": (3, 768, 160), "Mixed_6d": (3, 768, 160),
    "Mixed_6e": (3, 768, 192), "AuxLogits": (6, 768), "Mixed_7a": (4, 768), "Mixed_7b": (5, 1280),
    "Mixed_7c": (5, 2048),
}


class Inception3(InceptionNetwork):
    def __init__(self, num_classes=1000, aux_logits=True, transform_input=False, inception_blocks=None,
                 init_weights=None, dropout=0.5):
        super().__init__()
        draws = self._check(inception_blocks, 7, init_weights, "inception_v3",
                            "length of inception_blocks")
        classes = inception_blocks or [BasicConv2d, InceptionA, InceptionB, InceptionC, InceptionD, InceptionE,
                                       InceptionAux]
        self.aux_logits = aux_logits
        self.transform_input = transform_input
        self.AuxLogits = None
        for name, row in _BODY.items():
            if row is None:
                setattr(self, name, nn.MaxPool2d(kernel_size=3, stride=2))
            elif name == "AuxLogits":
                if aux_logits:
                    setattr(self, name, classes[6](row[1], num_classes))
            elif row[0]:
                setattr(self, name, classes[row[0]](*row[1:]))
            else:
                before, after, kernel, stride, padding = row[1:]
                options = {"stride": stride} if stride > 1 else {"padding": padding} if padding else {}
                setattr(self, name, classes[0](before, after, kernel_size=kernel, **options))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.dropout = nn.Dropout(p=dropout)
        self.fc = nn.Linear(2048, num_classes)
        if draws:
            self._draw(lambda layer: float(getattr(layer, "stddev", 0.1)))

    def _forward(self, x):
        aux = None
        for name in _BODY:
            if name != "AuxLogits":
                x = getattr(self, name)(x)
            elif self.AuxLogits is not None and self.training:
                aux = self.AuxLogits(x)
        return self.fc(torch.flatten(self.dropout(self.avgpool(x)), 1)), aux

    def forward(self, x):
        x, aux = self._forward(self._transform_input(x))
        return InceptionOutputs(x, aux) if self.training and self.aux_logits else x


def inception_v3(*, weights=None, progress=True, **kwargs):
    check_weights(weights, kwargs)
    return Inception3(**kwargs)
