# functional_call with the parameters that a module has, and with others.
import torch
from torch import nn
from torch.func import functional_call, stack_module_state, vmap


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


m = nn.Linear(2, 2)
p = {k: torch.ones_like(v) for k, v in m.named_parameters()}
print(functional_call(m, (p, {}), (torch.tensor([[1., 2.]]),)))
attempt(functional_call, m, {"foo": torch.ones(1)}, torch.ones(1, 2), strict=True)
attempt(stack_module_state, [])
