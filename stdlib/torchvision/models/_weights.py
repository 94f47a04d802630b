"""Names of trained weights. They can be named, but not loaded: nothing is downloaded."""

import enum
import warnings

from _types import UnsupportedError

_SECOND = ("ResNet50", "ResNet101", "ResNet152", "ResNeXt50_32X4D", "ResNeXt101_32X8D", "Wide_ResNet50_2",
           "Wide_ResNet101_2", "MobileNet_V2", "MobileNet_V3_Large", "EfficientNet_B1")
_BUILT = ("AlexNet", "ConvNeXt", "DenseNet", "MobileNet", "MNASNet", "EfficientNet", "ResNet", "ResNeXt",
          "ShuffleNet_V2", "Wide_ResNet", "SqueezeNet", "VGG", "ViT")


class WeightsEnum(enum.Enum):
    """One set of weights."""

    def get_state_dict(self, *args, **kwargs):
        raise UnsupportedError("reading the weights of torchvision.models is not supported by torchlet")

    def transforms(self):
        raise UnsupportedError("making the transforms of weights of torchvision.models is not supported by torchlet")


def weights_of(name):
    """The enumeration of an architecture's weights, or None."""
    if not name.startswith(_BUILT):
        return None
    sets = {"IMAGENET1K_V1": 1}
    if name.removesuffix("_Weights") in _SECOND:
        sets["IMAGENET1K_V2"] = 2
    sets["DEFAULT"] = max(sets.values())
    return WeightsEnum(name, sets)


def check_weights(weights, options):
    """Accepts no weights at all; also takes the former argument `pretrained` out of the options."""
    if "pretrained" in options:
        warnings.warn("The parameter 'pretrained' is deprecated since 0.13 and may be removed in the future, please use "
                      "'weights' instead.")
        weights = options.pop("pretrained") or None
    if weights is not None:
        raise UnsupportedError("the argument weights of torchvision.models is not supported by torchlet")


def named_builder(name, make):
    """The function of torchvision that builds an architecture without trained weights: what make(**kwargs) returns."""
    def build(*, weights=None, progress=True, **kwargs):
        check_weights(weights, kwargs)
        return make(**kwargs)

    build.__name__ = build.__qualname__ = name
    build.__module__ = make.__module__
    return build
