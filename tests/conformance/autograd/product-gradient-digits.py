# The gradient of a factor is computed in the order that its layout asks for, so that the last bits agree.
import torch
import torch.nn as nn

torch.manual_seed(0)
layer = nn.Linear(16, 24)
x = torch.randn(16, 16, requires_grad=True)
(layer(x) ** 2).sum().backward()
print(layer.weight.grad.view(torch.int32).sum().item(), layer.bias.grad.view(torch.int32).sum().item())
print(x.grad.view(torch.int32).sum().item())

a = torch.randn(12, 20).t().requires_grad_()
b = torch.randn(12, 18, requires_grad=True)
(a @ b).sin().sum().backward()
print(a.grad.stride(), a.grad.contiguous().view(torch.int32).sum().item())
print(b.grad.stride(), b.grad.contiguous().view(torch.int32).sum().item())

batch = torch.randn(3, 5, 7)
print((torch.randn(4, 5) @ batch).contiguous().view(torch.int32).sum().item())
weight = torch.randn(4, 5, requires_grad=True)
y = weight @ batch
print(y.stride(), y.grad_fn.name())
print(torch.addbmm(torch.ones(4, 6), torch.randn(3, 4, 5), torch.randn(3, 5, 6), beta=0.5, alpha=2))
wide = torch.randn(10, 17) @ torch.randn(17, 700)
print(wide.view(torch.int32).sum().item())
print((torch.addmm(torch.ones(3, 3).double(), torch.randn(3, 4).double(), torch.randn(4, 3).double(), beta=0.7, alpha=1.3)).tolist())
