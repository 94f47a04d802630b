# Copies of modules share the functions of torch that they hold; one kind of dropout does not hide another.
import copy

import torch
import torch.nn as nn
import torch.nn.functional as F


class Gate(nn.Module):
    def __init__(self, activation):
        super().__init__()
        self.activation = activation
        self.scale = nn.Parameter(torch.ones(2))

    def forward(self, x):
        return self.activation(x) * self.scale


torch.manual_seed(0)
for activation in (torch.tanh, torch.relu, F.gelu, F.silu, torch.sigmoid, torch.Tensor.exp, abs):
    gates = nn.ModuleList(copy.deepcopy(Gate(activation)) for _ in range(2))
    print(gates[0].activation is activation, copy.copy(gates[1]).activation is activation, gates[0](torch.ones(2)))

drop = nn.Dropout2d(0.5)
picture = drop(torch.ones(1, 4, 2, 2))
print(picture.sum(), F.dropout(torch.ones(6), 0.5, training=True), F.dropout1d(torch.ones(1, 4, 2)))


class Settings(dict):
    def __getattr__(self, name):
        print("asked for", name)
        return self[name]


class Holder(nn.Module):
    def __init__(self, settings):
        super().__init__()
        self.settings = settings


print(Holder(Settings(width=3)).settings.width)
