# A ScriptModule whose methods are marked: its submodules are wrapped, and it runs as any module.
import torch
from torch import nn


class Scaled(torch.jit.ScriptModule):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor
        self.first = nn.Linear(2, 2)
        self.rest = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
        self.shift = nn.Parameter(torch.ones(2))

    @torch.jit.script_method
    def forward(self, x):
        return self.rest(self.first(x)) * self.factor + self.shift + self.total(x)

    @torch.jit.script_method
    def total(self, x):
        return x.sum()


torch.manual_seed(0)
model = Scaled(2)
print(model)
print(list(model.state_dict()), model.original_name, type(model.first).__name__)
print(model(torch.ones(1, 2)).detach())
model.eval()
print(model.training, model.rest.training, isinstance(model.first, nn.Linear))
print(torch.jit.set_fusion_strategy([("STATIC", 2)]), torch.jit.Attribute(3, int))
