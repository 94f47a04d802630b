# reshape() of elements that do not follow each other in memory: an alias where the strides allow it, else a copy.
import torch

x = torch.arange(24.0).reshape(2, 3, 4).requires_grad_()
name = lambda t: type(t.grad_fn).__name__
print(name(x.permute(0, 2, 1).reshape(2, 2, 2, 3)), name(x.permute(0, 2, 1).reshape(2, 12)))
print(name(x.transpose(0, 1).flatten(1)), name(x[:, :2].flatten(1)), name(x[:, :, :2].reshape(6, 2)))
print(name(x.expand(5, 2, 3, 4).reshape(5, 6, 4)), name(x[:, 1:].reshape_as(torch.zeros(2, 8))))
print(name(x.reshape(6, 4)), name(x.flatten()), name(x.transpose(0, 1).contiguous().reshape(-1)))
print(x[:, :2].reshape(2, 8))
rows = x.transpose(0, 1)[:, :, 1:].reshape(3, 2, 3, 1)
rows.mul(torch.arange(18.0).reshape(3, 2, 3, 1)).sum().backward()
print(x.grad)
y = torch.ones(2, 3, 4, requires_grad=True)
z = y.clone()
z[:, :2].reshape(2, 8).mul_(3)
print(z, name(z))
