import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
import torch.autograd.forward_ad as fwAD
primal = torch.arange(3.); tangent = torch.ones(3)
with fwAD.dual_level():
    d = fwAD.make_dual(primal, tangent)
    print(d)
    print(fwAD.unpack_dual(d).tangent is tangent, fwAD.unpack_dual(d))
    o = d ** 2 + d.sin()
    print(fwAD.unpack_dual(o).tangent, fwAD.unpack_dual(o).primal)
    print(o.requires_grad, d.requires_grad, d.shape, o.grad_fn, fwAD.unpack_dual(primal).tangent)
    print(fwAD.unpack_dual(torch.cat([d, primal]).view(2, 3).sum(0)).tangent)
T(fwAD.make_dual, primal, tangent)
T(fwAD.exit_dual_level)
class Fn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, foo):
        ctx.result = torch.exp(foo)
        return ctx.result
    @staticmethod
    def jvp(ctx, gI):
        return gI * ctx.result
with fwAD.dual_level():
    d = fwAD.make_dual(primal, tangent)
    print(fwAD.unpack_dual(Fn.apply(d)).tangent)
    T(fwAD.make_dual, primal, torch.ones(2))
    T(fwAD.make_dual, torch.ones(2, dtype=torch.int64), torch.ones(2))
