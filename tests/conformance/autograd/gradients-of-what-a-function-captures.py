# torch.func.grad leaves the result differentiable by captured tensors; jvp() reads what save_for_forward() kept.
import torch
import torch.autograd.forward_ad as forward
from torch.func import grad

weight = torch.tensor([2.0, 3.0], requires_grad=True)
slope = grad(lambda x: (x * weight).sum())(torch.ones(2))
print(slope)
slope.prod().backward()
print(weight.grad)
print(grad(lambda x: (x * weight.detach()).sum())(torch.ones(2)))


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_forward(x, y)
        return x * y

    @staticmethod
    def jvp(ctx, dx, dy):
        x, y = ctx.saved_tensors
        return dx * y + (0 if dy is None else dy * x)


with forward.dual_level():
    dual = forward.make_dual(torch.tensor(3.0), torch.tensor(1.0))
    print(forward.unpack_dual(Product.apply(dual, torch.tensor(5.0))).tangent)
