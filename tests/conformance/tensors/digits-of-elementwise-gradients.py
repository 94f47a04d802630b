# Gradients and functions whose last bit depends on the order of operations.
import torch


def bits(t):
    return t.detach().view(torch.int32).long().sum().item()


torch.manual_seed(0)
x = torch.rand(37) * 0.9 + 0.05
for name in ("log10", "atanh", "erfinv", "logit", "log2", "acos"):
    y = x.clone().requires_grad_()
    out = getattr(torch, name)(y)
    out.sum().backward()
    print(name, bits(out), bits(y.grad))
a, b = torch.randn(37, requires_grad=True), torch.randn(37, requires_grad=True)
torch.atan2(a, b).sum().backward()
print(bits(a.grad), bits(b.grad))
print(bits(torch.logit(torch.rand(40), eps=0.1)))
print(bits(torch.nn.init.trunc_normal_(torch.empty(50))))
for refused in (lambda: torch.binomial(torch.ones(2).half(), torch.ones(2).half()),
                lambda: torch._sample_dirichlet(torch.ones(2).half())):
    try:
        refused()
    except RuntimeError as error:
        print(error)
