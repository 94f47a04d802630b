"""Architectures for pictures, built with fresh weights. Each family is loaded when it is first used."""

from torch import _C

from torchvision._load import import_module

_FAMILIES = {
    "alexnet": "alexnet AlexNet",
    "convnext": "convnext_tiny convnext_small convnext_base convnext_large ConvNeXt",
    "densenet": "densenet121 densenet161 densenet169 densenet201 DenseNet",
    "efficientnet": "efficientnet_b0 efficientnet_b1 efficientnet_b2 efficientnet_b3 efficientnet_b4 efficientnet_b5 "
                    "efficientnet_b6 efficientnet_b7 efficientnet_v2_s efficientnet_v2_m efficientnet_v2_l "
                    "EfficientNet",
    "googlenet": "googlenet GoogLeNet GoogLeNetOutputs",
    "inception": "inception_v3 Inception3 InceptionOutputs",
    "mnasnet": "mnasnet0_5 mnasnet0_75 mnasnet1_0 mnasnet1_3 MNASNet",
    "mobilenetv2": "mobilenet_v2 MobileNetV2",
    "mobilenetv3": "mobilenet_v3_large mobilenet_v3_small MobileNetV3",
    "regnet": "regnet_x_400mf regnet_x_800mf regnet_x_1_6gf regnet_x_3_2gf regnet_x_8gf regnet_x_16gf regnet_x_32gf "
              "regnet_y_400mf regnet_y_800mf regnet_y_1_6gf regnet_y_3_2gf regnet_y_8gf regnet_y_16gf regnet_y_32gf "
              "regnet_y_128gf RegNet",
    "resnet": "resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d resnext101_32x8d resnext101_64x4d "
              "wide_resnet50_2 wide_resnet101_2 ResNet",
    "shufflenetv2": "shufflenet_v2_x0_5 shufflenet_v2_x1_0 shufflenet_v2_x1_5 shufflenet_v2_x2_0 ShuffleNetV2",
    "squeezenet": "squeezenet1_0 squeezenet1_1 SqueezeNet",
    "swin_transformer": "swin_t swin_s swin_b swin_v2_t swin_v2_s swin_v2_b SwinTransformer",
    "vgg": "vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn VGG",
    "vision_transformer": "vit_b_16 vit_b_32 vit_l_16 vit_l_32 vit_h_14 VisionTransformer",
}
_FAMILY_OF = {name: family for family, names in _FAMILIES.items() for name in names.split()}
_MODULES = ("mobilenet", "segmentation", "_api", "_utils", "_weights")


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
