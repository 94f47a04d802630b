# Which results of torch.asarray are the argument itself, share its memory, or are copies.
import numpy as np
import torch


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


f = torch.ones(2, requires_grad=True)
print(torch.asarray(f) is f, f.requires_grad)
g = torch.ones(2, requires_grad=True) * 2
print(torch.asarray(g), torch.asarray(g, requires_grad=True), torch.asarray(g, copy=True, requires_grad=True))
h = torch.ones(2)
print(torch.asarray(h, requires_grad=True) is h, h.requires_grad)
a = np.array([1, 2, 3])
t = torch.asarray(a)
t[0] = 9
print(a)
t = torch.asarray(a, copy=True)
t[0] = 0
print(a)
attempt(torch.asarray, a, dtype=torch.float32, copy=False)
attempt(torch.asarray, [1, 2], copy=False)
x = torch.ones(2, 6)
attempt(x.unflatten, 1, (-1, -1))
attempt(x.unflatten, 1, (2, 2))
attempt(x.unflatten, 1, (-2, 3))
attempt(x.contiguous, memory_format=torch.channels_last)
print(x.view(3, 4)._is_view(), x._is_view())
