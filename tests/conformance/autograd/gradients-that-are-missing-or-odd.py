import torch
import torch.nn.functional as F


def attempt(function):
    try:
        print(function())
    except RuntimeError as error:
        print(type(error).__name__, error)


def gradients(function, *inputs):
    leaves = [value.clone().requires_grad_() for value in inputs]
    result = function(*leaves)
    (result * torch.arange(1.0, result.numel() + 1).reshape(result.shape)).sum().backward()
    return [leaf.grad for leaf in leaves]


x = torch.tensor([[1.0, 2.0], [0.0, 4.0], [-1.0, 3.0]])
index = torch.tensor([0, 2, 0])
source = torch.tensor([[2.0, 0.0], [5.0, 3.0], [2.0, 2.0]])
for reduce in ("prod", "mean", "amax", "amin"):
    for include in (True, False):
        print(reduce, include, gradients(lambda a, b: a.index_reduce(0, index, b, reduce, include_self=include), x, source))
# No gradient at all.
print(gradients(lambda a: a.norm(0), x), gradients(torch.linalg.det, torch.zeros(0, 0)))
# A power of nought is a constant with a graph.
print(gradients(lambda a: torch.linalg.matrix_power(a, 0), x[:2]))
# Bounds of a clamp.
print(gradients(lambda a, low, high: torch.clamp(a, low, high), x, torch.full((2,), 0.5), torch.full((2,), 2.5)))
attempt(lambda: gradients(torch.clamp, x[:1], torch.zeros(3, 1), torch.ones(1, 2)))
# Constants of losses and of a pseudoinverse.
weight = torch.ones(2, requires_grad=True)
attempt(lambda: F.nll_loss(x, torch.tensor([0, 1, 1]), weight))
attempt(lambda: F.binary_cross_entropy(x.sigmoid(), x.sigmoid(), torch.ones(3, 2, requires_grad=True)))
attempt(lambda: torch.linalg.pinv(x, rtol=torch.tensor(0.1, requires_grad=True)))
attempt(lambda: gradients(lambda a: 7 % a, x[:1]))
print(gradients(lambda a: torch.mvlgamma(a, 2), torch.tensor([1.5, 3.0])))
print(gradients(torch.special.i1e, torch.tensor([0.0, 1.0, float("nan")])))
print(gradients(lambda a: torch.linalg.eigh(a + a.mT)[1].abs(), torch.tensor([[2.0, 1.0], [0.0, 3.0]])))
