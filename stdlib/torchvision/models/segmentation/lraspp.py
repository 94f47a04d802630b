"""A light head over fine and coarse features (Howard and others, 2019)."""

from collections import OrderedDict

from torch import nn
from torch.nn import functional as F

from torchvision.models._utils import IntermediateLayerGetter
from torchvision.models.segmentation._utils import builder, mobilenet_backbone


class LRASPP(nn.Module):
    def __init__(self, backbone, low_channels, high_channels, num_classes, inter_channels=128):
        super().__init__()
        self.backbone = backbone
        self.classifier = LRASPPHead(low_channels, high_channels, num_classes, inter_channels)

    def forward(self, input):
        answer = self.classifier(self.backbone(input))
        return OrderedDict(out=F.interpolate(answer, size=input.shape[-2:], mode="bilinear", align_corners=False))


class LRASPPHead(nn.Module):
    """Weighs the coarse features by their mean, and adds what the fine ones say."""

    def __init__(self, low_channels, high_channels, num_classes, inter_channels):
        super().__init__()
        self.cbr = nn.Sequential(nn.Conv2d(high_channels, inter_channels, 1, bias=False),
                                 nn.BatchNorm2d(inter_channels), nn.ReLU(inplace=True))
        self.scale = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(high_channels, inter_channels, 1, bias=False),
                                   nn.Sigmoid())
        self.low_classifier = nn.Conv2d(low_channels, num_classes, 1)
        self.high_classifier = nn.Conv2d(inter_channels, num_classes, 1)

    def forward(self, input):
        low, high = input["low"], input["high"]
        x = self.cbr(high) * self.scale(high)
        x = F.interpolate(x, size=low.shape[-2:], mode="bilinear", align_corners=False)
        return self.low_classifier(low) + self.high_classifier(x)


def _make(num_classes, aux):
    if aux:
        raise NotImplementedError("This model does not use auxiliary loss")
    features, halving = mobilenet_backbone()
    low, high = halving[-4], halving[-1]
    body = IntermediateLayerGetter(features, {str(low): "low", str(high): "high"})
    return LRASPP(body, features[low].out_channels, features[high].out_channels, num_classes)


lraspp_mobilenet_v3_large = builder("lraspp_mobilenet_v3_large", _make)
