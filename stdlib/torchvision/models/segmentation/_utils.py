"""What networks that label each pixel have in common."""

from collections import OrderedDict

from torch import nn
from torch.nn import functional as F

from torchvision import models
from torchvision.models._utils import IntermediateLayerGetter
from torchvision.models._weights import check_weights, named_builder


class _SimpleSegmentationModel(nn.Module):
    """A backbone and a classifier whose answer is stretched to the picture's size; a second one for training."""

    __constants__ = ["aux_classifier"]

    def __init__(self, backbone, classifier, aux_classifier=None):
        super().__init__()
        self.backbone = backbone
        self.classifier = classifier
        self.aux_classifier = aux_classifier

    def forward(self, x):
        features = self.backbone(x)
        answers = OrderedDict()
        for shown, source, classifier in (("out", "out", self.classifier), ("aux", "aux", self.aux_classifier)):
            if classifier is not None:
                answers[shown] = F.interpolate(classifier(features[source]), size=x.shape[-2:], mode="bilinear",
                                               align_corners=False)
        return answers


def resnet_backbone(name, aux):
    """A ResNet whose last two stages widen their filters' reach instead of halving the picture."""
    model = getattr(models, name)(replace_stride_with_dilation=[False, True, True])
    return IntermediateLayerGetter(model, {"layer4": "out", **({"layer3": "aux"} if aux else {})})


def mobilenet_backbone():
    """The features of a dilated MobileNet, and the places where it halves the picture, first and last included."""
    features = models.mobilenet_v3_large(dilated=True).features
    halving = [i for i, block in enumerate(features) if getattr(block, "_is_cn", False)]
    return features, [0] + halving + [len(features) - 1]


def builder(name, make):
    """The function of torchvision that builds an architecture: what make(number of classes, aux, **kwargs) returns."""
    def make_with(num_classes=None, aux_loss=None, weights_backbone=None, **kwargs):
        check_weights(weights_backbone, {})
        return make(21 if num_classes is None else num_classes, bool(aux_loss), **kwargs)

    make_with.__module__ = make.__module__
    return named_builder(name, make_with)
