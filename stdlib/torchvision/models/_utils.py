"""What several families of architectures use."""

from collections import OrderedDict

from torch import _C, nn

from torchvision.models._width import make_divisible as _make_divisible


class IntermediateLayerGetter(nn.ModuleDict):
    """The first layers of a model, which gives what the layers named in `return_layers` gave."""

    _version = 2

    def __init__(self, model, return_layers):
        names = [name for name, _ in model.named_children()]
        if not set(return_layers).issubset(names):
            raise ValueError("return_layers are not present in model")
        layers = {str(name): str(shown) for name, shown in return_layers.items()}
        last = max(names.index(name) for name in layers)
        super().__init__(OrderedDict(list(model.named_children())[:last + 1]))
        self.return_layers = layers

    def forward(self, x):
        found = OrderedDict()
        for name, layer in self.items():
            x = layer(x)
            if name in self.return_layers:
                found[self.return_layers[name]] = x
        return found


def __getattr__(name):
    raise _C._missing("torchvision.models._utils", name)
