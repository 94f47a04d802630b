# Normalisation rounds by layout: planes, pixels (channels last), and anything else; gradients and statistics too.
import torch
import torch.nn.functional as F


def bits(t):
    return t.detach().contiguous().view(torch.int32).long().sum().item()


def batch(x, grad=None):
    channels = x.shape[1]
    x = x.detach().requires_grad_()
    weight = torch.linspace(0.5, 1.5, channels, requires_grad=True)
    bias = torch.linspace(-1, 1, channels, requires_grad=True)
    mean, var = torch.zeros(channels), torch.ones(channels)
    out = F.batch_norm(x, mean, var, weight, bias, training=True)
    if grad is None:
        out.sum().backward()
    else:
        (out * grad).sum().backward()
    print(bits(out), bits(x.grad), bits(weight.grad), bits(bias.grad), bits(mean), bits(var))
    print(bits(F.batch_norm(x, mean, var, weight, bias)))


torch.manual_seed(0)
batch(torch.randn(8, 16), torch.randn(8, 16))
batch(torch.randn(8, 16))
batch(torch.randn(4, 6, 5, 5), torch.randn(4, 6, 5, 5))
batch(torch.randn(4, 6, 5, 5))
batch(torch.randn(4, 6, 5, 5).to(memory_format=torch.channels_last), torch.randn(4, 6, 5, 5))
batch(torch.randn(4, 9, 6).transpose(1, 2), torch.randn(4, 6, 9))
batch(torch.randn(4, 9, 6).transpose(1, 2))
for shape, groups in (((2, 6, 4), 3), ((3, 32, 7), 8), ((2, 40, 3), 2)):
    x = torch.randn(shape, requires_grad=True)
    weight, bias = torch.randn(shape[1], requires_grad=True), torch.randn(shape[1], requires_grad=True)
    out = F.group_norm(x, groups, weight, bias)
    (out * torch.randn(shape)).sum().backward()
    print(bits(out), bits(x.grad), bits(weight.grad), bits(bias.grad))
p = torch.rand(9, requires_grad=True)
q = torch.rand(9, requires_grad=True)
F.binary_cross_entropy(p, q).backward()
print(bits(p.grad), bits(q.grad))
p = torch.rand(9, requires_grad=True)
q = torch.rand(9, requires_grad=True)
F.kl_div(p.log(), q, reduction="sum").backward()
print(bits(p.grad), bits(q.grad))
p = torch.randn(9, requires_grad=True)
loss = F.soft_margin_loss(p, torch.randn(9).sign())
loss.backward()
print(loss.grad_fn.name(), bits(loss), bits(p.grad))
print(bits(torch.linalg.multi_dot([torch.randn(3, 9), torch.randn(9, 2), torch.randn(2, 8), torch.randn(8)])))
print(bits(torch.trapezoid(torch.randn(11), dx=0.3)), bits(torch.randn(5, 5).norm(3)))
