# Tensors and arrays that go through DLPack share memory; a capsule is taken once.
import numpy as np
import torch
import torch.utils.dlpack as d


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


print(np.from_dlpack(torch.arange(3)))
attempt(torch.ones(2, requires_grad=True).__dlpack__)
c = d.to_dlpack(torch.ones(2))
attempt(torch.from_dlpack, c)
attempt(torch.from_dlpack, c)
attempt(torch.from_dlpack, 3)
attempt(d.to_dlpack, 3)
a = np.arange(4.)
t = torch.from_dlpack(a)
t *= 2
print(a, t.dtype)
