"""Architectures for pictures, built with fresh weights. Each family is loaded when it is first used."""

from torch import _C

from torchvision._load import import_module

_FAMILIES = {
    "alexnet": "alexnet AlexNet",
    "densenet": "densenet121 densenet161 densenet169 densenet201 DenseNet",
    "mobilenetv2": "mobilenet_v2 MobileNetV2",
    "mobilenetv3": "mobilenet_v3_large mobilenet_v3_small MobileNetV3",
    "resnet": "resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d resnext101_32x8d resnext101_64x4d "
              "wide_resnet50_2 wide_resnet101_2 ResNet",
    "squeezenet": "squeezenet1_0 squeezenet1_1 SqueezeNet",
    "vgg": "vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn VGG",
}
_FAMILY_OF = {name: family for family, names in _FAMILIES.items() for name in names.split()}
_ALSO_FUNCTIONS = ("alexnet",)
_MODULES = ("mobilenet", "_api", "_weights")


def __getattr__(name):
    if name in _FAMILY_OF:
        value = getattr(import_module("torchvision.models." + _FAMILY_OF[name]), name)
    elif name in _FAMILIES or name in _MODULES:
        return import_module("torchvision.models." + name)
    elif name in ("get_model", "get_model_builder", "list_models", "get_model_weights", "get_weight"):
        value = getattr(import_module("torchvision.models._api"), name)
    elif name.endswith("_Weights"):
        value = import_module("torchvision.models._weights").weights_of(name)
        if value is None:
            raise _C._missing("torchvision.models", name)
    else:
        raise _C._missing("torchvision.models", name)
    globals()[name] = value
    return value
