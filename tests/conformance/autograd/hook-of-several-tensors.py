# One hook for several tensors: when all gradients are there, or any.
import torch
from torch.autograd.graph import register_multi_grad_hook

x = torch.ones(3, requires_grad=True)
weight = torch.full((3,), 2.0, requires_grad=True)
product = x * weight
unused = x * weight


def arrived(gradients):
    print([gradient is not None for gradient in gradients])


print(type(register_multi_grad_hook((x, weight, product, unused), arrived)).__name__)
product.sum().backward(retain_graph=True)
product.sum().backward(inputs=(x,), retain_graph=True)
handle = register_multi_grad_hook((x, weight), lambda gradient: print("any", gradient.shape), mode="any")
(x + weight).sum().backward()
(x + weight).sum().backward()
handle.remove()
(x + weight).sum().backward()
