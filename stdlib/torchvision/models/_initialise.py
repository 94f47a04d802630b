"""First weights of networks of convolutions."""

from torch import nn


def initialise(network, set_linear):
    """Draws the convolutions' weights, makes norms the identity, has `set_linear` set each linear layer's weight."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out")
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, (nn.BatchNorm2d, nn.GroupNorm)):
            nn.init.ones_(module.weight)
            nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Linear):
            set_linear(module)
            nn.init.zeros_(module.bias)


def near_zero(linear):
    """The weights that the MobileNets' linear layers start with."""
    nn.init.normal_(linear.weight, 0, 0.01)
