# Inputs that what is differentiated does not hang on, with graphs of their own.
import torch


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


x = torch.tensor(2.0, requires_grad=True)
y = torch.tensor(3.0, requires_grad=True)
product = x * y + x
show(lambda: torch.autograd.grad((x, y), product))
show(lambda: torch.autograd.grad((x, y), product, allow_unused=True))
show(lambda: torch.autograd.grad(x, product * 2))
show(lambda: torch.autograd.grad(x * 2, [x, product], allow_unused=True))
show(lambda: (x * 2).backward(inputs=[x, product]))
print(x.grad, y.grad)
