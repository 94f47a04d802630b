# What backward() and grad() say of gradients that are no tensors.
import torch

x = torch.ones(2, requires_grad=True)
for given in (3, "a", [1], 2.5, {1: 2}):
    for run in (lambda: (x * 1).backward(given), lambda: torch.autograd.grad(x * 1, x, given)):
        try:
            print(run())
        except Exception as error:
            print(type(error).__name__, error)
(x * 1).backward([torch.ones(2)])
print(x.grad)
