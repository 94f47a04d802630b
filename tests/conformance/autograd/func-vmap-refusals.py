import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
from torch.func import vmap
x = torch.arange(12.).reshape(3, 4)
T(vmap(lambda a: a.sum().item()), x)
T(vmap(lambda a: 3), x)
T(vmap(torch.dot, in_dims=(0, 2)), x, x)
T(vmap(torch.dot), x, x[:2])
T(vmap(torch.dot, in_dims=(None, None)), x, x)
T(vmap(torch.dot, in_dims=0.5), x, x)
T(vmap(lambda a: torch.randn(2)), x)
T(vmap(F.dropout), x)
T(vmap(torch.dot, in_dims=(0,)), x, x)
T(vmap(lambda a: a if a.sum() > 0 else -a), x)
T(vmap(lambda a: float(a.sum())), x)
T(vmap(lambda a: (a, 3.), out_dims=(0, None)), x)
T(vmap(lambda a: a, out_dims=(0, 1)), x)
T(vmap(lambda: 1))
T(vmap(torch.sin), 3.)
T(vmap(lambda a: a[0], in_dims=([0, 0],)), [x])
def f(a):
    print(a.shape, a.dim())
    return a ** 2
print(vmap(f)(x))
print(vmap(lambda a: a.topk(2))(x))
