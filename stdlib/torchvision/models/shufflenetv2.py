"""Split channels that are shuffled between blocks (Ma and others, 2018)."""

import torch
from torch import nn

from torchvision.models._weights import named_builder


def channel_shuffle(x, groups):
    """Interleaves the channels of the groups."""
    batch, channels, height, width = x.size()
    x = x.view(batch, groups, channels // groups, height, width)
    return torch.transpose(x, 1, 2).contiguous().view(batch, channels, height, width)


def _pointwise(inp, oup):
    return nn.Conv2d(inp, oup, kernel_size=1, stride=1, padding=0, bias=False)


class InvertedResidual(nn.Module):
    """Half of the channels are filtered, the others pass; with a stride both halves are filtered."""

    def __init__(self, inp, oup, stride):
        super().__init__()
        if not (1 <= stride <= 3):
            raise ValueError("illegal stride value")
        self.stride = stride
        half = oup // 2
        if stride == 1 and inp != half << 1:
            raise ValueError(f"Invalid combination of stride {stride}, inp {inp} and oup {oup} values. If stride == 1 "
                             "then inp should be equal to oup // 2 << 1.")
        if stride > 1:
            self.branch1 = nn.Sequential(self.depthwise_conv(inp, inp, 3, stride, 1), nn.BatchNorm2d(inp),
                                         _pointwise(inp, half), nn.BatchNorm2d(half), nn.ReLU(inplace=True))
        else:
            self.branch1 = nn.Sequential()
        self.branch2 = nn.Sequential(_pointwise(inp if stride > 1 else half, half), nn.BatchNorm2d(half),
                                     nn.ReLU(inplace=True), self.depthwise_conv(half, half, 3, stride, 1),
                                     nn.BatchNorm2d(half), _pointwise(half, half), nn.BatchNorm2d(half),
                                     nn.ReLU(inplace=True))

    @staticmethod
    def depthwise_conv(i, o, kernel_size, stride=1, padding=0, bias=False):
        return nn.Conv2d(i, o, kernel_size, stride, padding, bias=bias, groups=i)

    def forward(self, x):
        if self.stride == 1:
            kept, filtered = x.chunk(2, dim=1)
            out = torch.cat((kept, self.branch2(filtered)), dim=1)
        else:
            out = torch.cat((self.branch1(x), self.branch2(x)), dim=1)
        return channel_shuffle(out, 2)


class ShuffleNetV2(nn.Module):
    def __init__(self, stages_repeats, stages_out_channels, num_classes=1000, inverted_residual=InvertedResidual):
        super().__init__()
        if len(stages_repeats) != 3:
            raise ValueError("expected stages_repeats as list of 3 positive ints")
        if len(stages_out_channels) != 5:
            raise ValueError("expected stages_out_channels as list of 5 positive ints")
        self._stage_out_channels = stages_out_channels
        width = stages_out_channels[0]
        self.conv1 = nn.Sequential(nn.Conv2d(3, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width),
                                   nn.ReLU(inplace=True))
        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        for name, repeats, oup in zip(("stage2", "stage3", "stage4"), stages_repeats, stages_out_channels[1:]):
            blocks = [inverted_residual(width, oup, 2)]
            blocks += [inverted_residual(oup, oup, 1) for _ in range(repeats - 1)]
            setattr(self, name, nn.Sequential(*blocks))
            width = oup
        oup = stages_out_channels[-1]
        self.conv5 = nn.Sequential(_pointwise(width, oup), nn.BatchNorm2d(oup), nn.ReLU(inplace=True))
        self.fc = nn.Linear(oup, num_classes)

    def forward(self, x):
        x = self.maxpool(self.conv1(x))
        x = self.conv5(self.stage4(self.stage3(self.stage2(x))))
        return self.fc(x.mean([2, 3]))


def _builder(name, *widths):
    def make(**kwargs):
        return ShuffleNetV2([4, 8, 4], list(widths), **kwargs)

    return named_builder(name, make)


shufflenet_v2_x0_5 = _builder("shufflenet_v2_x0_5", 24, 48, 96, 192, 1024)
shufflenet_v2_x1_0 = _builder("shufflenet_v2_x1_0", 24, 116, 232, 464, 1024)
shufflenet_v2_x1_5 = _builder("shufflenet_v2_x1_5", 24, 176, 352, 704, 1024)
shufflenet_v2_x2_0 = _builder("shufflenet_v2_x2_0", 24, 244, 488, 976, 2048)
