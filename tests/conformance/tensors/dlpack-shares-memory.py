import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
print(np.from_dlpack(torch.arange(3)))
import torch.utils.dlpack as d
T(torch.ones(2, requires_grad=True).__dlpack__)
c = d.to_dlpack(torch.ones(2))
T(torch.from_dlpack, c)
T(torch.from_dlpack, c)
T(torch.from_dlpack, 3)
T(d.to_dlpack, 3)
a = np.arange(4.)
t = torch.from_dlpack(a)
t *= 2
print(a, t.dtype)
