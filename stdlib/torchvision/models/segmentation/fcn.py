"""Fully convolutional networks (Long and others, 2015)."""

from torch import nn

from torchvision.models.segmentation._utils import _SimpleSegmentationModel, builder, resnet_backbone


class FCN(_SimpleSegmentationModel):
    """A backbone with a small head of convolutions."""


class FCNHead(nn.Sequential):
    def __init__(self, in_channels, channels):
        narrow = in_channels // 4
        super().__init__(nn.Conv2d(in_channels, narrow, 3, padding=1, bias=False), nn.BatchNorm2d(narrow), nn.ReLU(),
                         nn.Dropout(0.1), nn.Conv2d(narrow, channels, 1))


def resnet_builder(name, model, head, backbone):
    """The function that builds a model with a head over a ResNet, and an FCNHead for training."""
    def make(num_classes, aux):
        body = resnet_backbone(backbone, aux)
        second = FCNHead(1024, num_classes) if aux else None
        return model(body, head(2048, num_classes), second)

    make.__module__ = model.__module__
    return builder(name, make)


fcn_resnet50 = resnet_builder("fcn_resnet50", FCN, FCNHead, "resnet50")
fcn_resnet101 = resnet_builder("fcn_resnet101", FCN, FCNHead, "resnet101")
