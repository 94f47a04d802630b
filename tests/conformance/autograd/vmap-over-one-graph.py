# One graph is walked for each row of the identity, and is gone afterwards; keywords are not mapped.
import torch
from torch.func import vmap

point = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
value = point ** 3
rows = vmap(lambda row: torch.autograd.grad(value, point, row)[0])(torch.eye(3))
print(rows)
try:
    torch.autograd.grad(value, point, torch.ones(3))
except RuntimeError as error:
    print(str(error).split("(")[0])


def scaled(x, factor=2.0):
    return x * factor


print(vmap(scaled)(torch.arange(4.0).reshape(2, 2), factor=torch.tensor([[1.0, 10.0], [0.0, 5.0]])))
