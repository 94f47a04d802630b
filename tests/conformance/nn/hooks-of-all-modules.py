# Hooks for every module; what nodes have saved is listed; a tensor's name is None for good.
import torch
import torch.nn as nn
from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook

model = nn.Sequential(nn.Linear(2, 2, bias=False), nn.ReLU())
with torch.no_grad():
    model[0].weight.copy_(torch.tensor([[1.0, -1.0], [2.0, 0.5]]))
before = register_module_forward_pre_hook(lambda module, inputs: print("before", type(module).__name__))
after = register_module_forward_hook(lambda module, inputs, output: output + 1 if isinstance(module, nn.ReLU) else None)
print(model(torch.tensor([[1.0, 2.0]])))
before.remove()
after.remove()
print(model(torch.tensor([[1.0, 2.0]])))

x = torch.ones(2, requires_grad=True)
for value in (x.exp(), x * x, x.pow(3)):
    print([name for name in dir(value.grad_fn) if name.startswith("_saved")])
print("name" in dir(x.exp().grad_fn), x.name)
try:
    x.name = "weight"
except AttributeError as error:
    print(error)
