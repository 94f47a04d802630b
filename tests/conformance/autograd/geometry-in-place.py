# squeeze_, unsqueeze_, transpose_ and their kin: the nodes they leave, on tensors and on views, and their gradients.
import torch

CHANGES = {
    "squeeze_()": lambda y: y.squeeze_(),
    "squeeze_(-1)": lambda y: y.squeeze_(-1),
    "squeeze_((-1, -2))": lambda y: y.squeeze_((-1, -2)),
    "squeeze_(-1).squeeze_(-1)": lambda y: y.squeeze_(-1).squeeze_(-1),
    "unsqueeze_(0)": lambda y: y.unsqueeze_(0),
    "transpose_(0, 1)": lambda y: y.transpose_(0, 1),
    "swapaxes_(0, 1)": lambda y: y.swapaxes_(0, 1),
    "swapdims_(0, 1)": lambda y: y.swapdims_(0, 1),
    "squeeze_().t_()": lambda y: y.squeeze_().t_(),
    "as_strided_((3, 2), (1, 3))": lambda y: y.as_strided_((3, 2), (1, 3)),
    "squeeze_().mul_(2).t_().mul_(3)": lambda y: y.squeeze_().mul_(2).t_().mul_(3),
}

for text, change in CHANGES.items():
    for kind in ("tensor", "view"):
        x = torch.ones(2, 3, 1, 1, requires_grad=True)
        y = x * 1 if kind == "tensor" else (x * 1).view(2, 3, 1, 1)
        z = change(y)
        before = [type(node).__name__ for node, _ in y.grad_fn.next_functions]
        print(text, kind, z is y, type(y.grad_fn).__name__, before, tuple(y.shape), y._version)
        (z * torch.arange(6.0).view(z.shape)).sum().backward()
        print(x.grad.flatten())

leaf = torch.ones(2, 1, requires_grad=True)
try:
    leaf.squeeze_()
except RuntimeError as error:
    print(error)
with torch.no_grad():
    print(leaf.squeeze_().shape, leaf.grad_fn)
base = torch.ones(2, 3, requires_grad=True) * 1
row = base[0]
row.unsqueeze_(0)
print(type(row.grad_fn).__name__, type(base.grad_fn).__name__)
row.mul_(2)
print(type(row.grad_fn).__name__, type(base.grad_fn).__name__)
