"""Deep stacks of 3x3 convolutions (Simonyan and Zisserman, 2014)."""

import torch
from torch import nn

from torchvision.models._weights import named_builder

# Convolutions in each of the five stages.
_STAGES = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}


class VGG(nn.Module):
    """Convolutions, and three linear layers."""

    def __init__(self, features, num_classes=1000, init_weights=True, dropout=0.5):
        super().__init__()
        self.features = features
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, 4096), nn.ReLU(True), nn.Dropout(p=dropout),
            nn.Linear(4096, 4096), nn.ReLU(True), nn.Dropout(p=dropout),
            nn.Linear(4096, num_classes))
        if init_weights:
            self._initialise()

    def _initialise(self):
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                if module.bias is not None:
                    nn.init.constant_(module.bias, 0)
            elif isinstance(module, nn.BatchNorm2d):
                nn.init.constant_(module.weight, 1)
                nn.init.constant_(module.bias, 0)
            elif isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, 0, 0.01)
                nn.init.constant_(module.bias, 0)

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


def make_layers(depth, batch_norm=False):
    """The convolutional part."""
    layers, channels = [], 3
    for stage, count in enumerate(_STAGES[depth]):
        width = min(64 << stage, 512)
        for _ in range(count):
            layers.append(nn.Conv2d(channels, width, kernel_size=3, padding=1))
            if batch_norm:
                layers.append(nn.BatchNorm2d(width))
            layers.append(nn.ReLU(inplace=True))
            channels = width
        layers.append(nn.MaxPool2d(kernel_size=2, stride=2))
    return nn.Sequential(*layers)


def _builder(name, depth, batch_norm):
    def make(**kwargs):
        return VGG(make_layers(depth, batch_norm), **kwargs)

    return named_builder(name, make)


vgg11, vgg11_bn = _builder("vgg11", 11, False), _builder("vgg11_bn", 11, True)
vgg13, vgg13_bn = _builder("vgg13", 13, False), _builder("vgg13_bn", 13, True)
vgg16, vgg16_bn = _builder("vgg16", 16, False), _builder("vgg16_bn", 16, True)
vgg19, vgg19_bn = _builder("vgg19", 19, False), _builder("vgg19_bn", 19, True)
