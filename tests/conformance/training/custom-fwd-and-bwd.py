# A Function of one's own under autocast: the types its forward() sees, and the mode its backward() runs in.
import warnings

import torch


class Product(torch.autograd.Function):
    @staticmethod
    @torch.amp.custom_fwd(device_type="cpu", cast_inputs=torch.float32)
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        print(a.dtype, b.dtype, torch.is_autocast_enabled("cpu"))
        return a @ b

    @staticmethod
    @torch.amp.custom_bwd(device_type="cpu")
    def backward(ctx, grad):
        a, b = ctx.saved_tensors
        print(torch.is_autocast_enabled("cpu"))
        return grad @ b.t(), a.t() @ grad


class Double(torch.autograd.Function):
    @staticmethod
    @torch.amp.custom_fwd(device_type="cpu")
    def forward(ctx, a):
        print(torch.is_autocast_enabled("cpu"))
        return a * 2

    @staticmethod
    @torch.amp.custom_bwd(device_type="cpu")
    def backward(ctx, grad):
        print(torch.is_autocast_enabled("cpu"), (grad @ grad).dtype)
        return grad * 2


half = torch.ones(2, 2, requires_grad=True, dtype=torch.bfloat16)
double = torch.ones(2, 2, dtype=torch.float64)
with torch.autocast("cpu", dtype=torch.bfloat16):
    Product.apply(half, half).sum().backward()
    print(half.grad)
    x = torch.ones(2, 2, requires_grad=True)
    y = Double.apply(x)
y.sum().backward()
print(x.grad)
print(Product.apply(double, double).dtype)
try:
    torch.amp.custom_fwd(print, device_type=3)
except ValueError as error:
    print(error)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    torch.cuda.amp.custom_fwd(cast_inputs=torch.float16)
    torch.cuda.amp.custom_bwd(print)
    torch.cpu.amp.autocast()
    torch.cpu.amp.GradScaler()
    for warning in seen:
        print(warning.category.__name__, warning.message)
