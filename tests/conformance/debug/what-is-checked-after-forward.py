# What a function hands to its context is looked at when forward() has returned; hooks are looked at when they are called.
import torch


def try_apply(method, *values):
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            getattr(ctx, method)(*values)
            print("forward goes on")
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    for x in (torch.ones(1), torch.ones(1, requires_grad=True)):
        try:
            print(Double.apply(x))
        except (TypeError, RuntimeError) as error:
            print(method, type(error).__name__, error)


try_apply("save_for_backward", 1)
try_apply("save_for_backward", None, torch.ones(1), [torch.ones(1)])
try_apply("mark_dirty", "x")
try_apply("mark_non_differentiable", 2)

x = torch.ones(1, requires_grad=True)
y = x * 2
for registered in (y.register_hook, x.register_post_accumulate_grad_hook, y.grad_fn.register_hook):
    handle = registered("no function")
    try:
        y.sum().backward(retain_graph=True)
    except TypeError as error:
        print(error)
    handle.remove()
