# What vmap refuses, and what it calls the function with.
import torch
import torch.nn.functional as F
from torch.func import vmap


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


torch.manual_seed(0)
x = torch.arange(12.).reshape(3, 4)
attempt(vmap(lambda a: a.sum().item()), x)
attempt(vmap(lambda a: 3), x)
attempt(vmap(torch.dot, in_dims=(0, 2)), x, x)
attempt(vmap(torch.dot), x, x[:2])
attempt(vmap(torch.dot, in_dims=(None, None)), x, x)
attempt(vmap(torch.dot, in_dims=0.5), x, x)
attempt(vmap(lambda a: torch.randn(2)), x)
attempt(vmap(F.dropout), x)
attempt(vmap(torch.dot, in_dims=(0,)), x, x)
attempt(vmap(lambda a: a if a.sum() > 0 else -a), x)
attempt(vmap(lambda a: float(a.sum())), x)
attempt(vmap(lambda a: (a, 3.), out_dims=(0, None)), x)
attempt(vmap(lambda a: a, out_dims=(0, 1)), x)
attempt(vmap(lambda: 1))
attempt(vmap(torch.sin), 3.)
attempt(vmap(lambda a: a[0], in_dims=([0, 0],)), [x])


def f(a):
    print(a.shape, a.dim())
    return a ** 2


print(vmap(f)(x))
print(vmap(lambda a: a.topk(2))(x))
