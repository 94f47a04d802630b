# Dual tensors: what they show, what their tangents are, and what make_dual refuses.
import torch
from torch.autograd import forward_ad


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


primal = torch.arange(3.)
tangent = torch.ones(3)
with forward_ad.dual_level():
    dual = forward_ad.make_dual(primal, tangent)
    print(dual)
    print(forward_ad.unpack_dual(dual).tangent is tangent, forward_ad.unpack_dual(dual))
    result = dual ** 2 + dual.sin()
    print(forward_ad.unpack_dual(result).tangent, forward_ad.unpack_dual(result).primal)
    print(result.requires_grad, dual.requires_grad, dual.shape, result.grad_fn, forward_ad.unpack_dual(primal).tangent)
    print(forward_ad.unpack_dual(torch.cat([dual, primal]).view(2, 3).sum(0)).tangent)
attempt(forward_ad.make_dual, primal, tangent)
attempt(forward_ad.exit_dual_level)


class Exponential(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.result = x.exp()
        return ctx.result

    @staticmethod
    def jvp(ctx, tangent):
        return ctx.result * tangent


with forward_ad.dual_level():
    dual = forward_ad.make_dual(primal, tangent)
    print(forward_ad.unpack_dual(Exponential.apply(dual)).tangent)
    attempt(forward_ad.make_dual, primal, torch.ones(2))
    attempt(forward_ad.make_dual, torch.ones(2, dtype=torch.int64), torch.ones(2))
