import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
a = torch.rand(2, 3, requires_grad=True); b = torch.rand(2, 3, requires_grad=True); c = a * b; d = a * b
def fn(grads): print([g is not None for g in grads])
print(type(torch.autograd.graph.register_multi_grad_hook((a, b, c, d), fn)).__name__)
c.sum().backward(retain_graph=True)
c.sum().backward(inputs=(a,), retain_graph=True)
h = torch.autograd.graph.register_multi_grad_hook((a, b), lambda g: print("any", g.shape), mode="any")
(a + b).sum().backward()
h.remove()
(a + b).sum().backward()
