import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
f = torch.ones(2, requires_grad=True)
print(torch.asarray(f) is f, f.requires_grad)
g = torch.ones(2, requires_grad=True) * 2
print(torch.asarray(g), torch.asarray(g, requires_grad=True), torch.asarray(g, copy=True, requires_grad=True))
h = torch.ones(2)
print(torch.asarray(h, requires_grad=True) is h, h.requires_grad)
a = np.array([1, 2, 3])
t = torch.asarray(a); t[0] = 9; print(a)
t = torch.asarray(a, copy=True); t[0] = 0; print(a)
T(torch.asarray, a, dtype=torch.float32, copy=False)
T(torch.asarray, [1, 2], copy=False)
x = torch.ones(2, 6)
T(x.unflatten, 1, (-1, -1)); T(x.unflatten, 1, (2, 2)); T(x.unflatten, 1, (-2, 3))
T(x.contiguous, memory_format=torch.channels_last)
print(x.view(3, 4)._is_view(), x._is_view())
