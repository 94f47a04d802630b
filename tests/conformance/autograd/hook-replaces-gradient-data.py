# A hook may give a gradient another shape in place; the step behind it must notice.
import torch

for change in (
    lambda g: setattr(g, "data", torch.zeros(1)),
    lambda g: setattr(g, "data", torch.ones(4, 4) * 2),
):
    x = torch.arange(16.0).reshape(4, 4).requires_grad_()
    y = torch.softmax(x * 0.1, -1)
    y.register_hook(change)
    try:
        y.sum().backward()
        print(x.grad.abs().sum() < 1e-6)
    except RuntimeError as error:
        print("refused")
