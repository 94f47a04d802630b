# cdist goes pair by pair for few rows, by a product of matrices for many; the graph tells which.
import torch

torch.manual_seed(0)
for rows, others, width in ((5, 4, 3), (26, 4, 3), (4, 40, 7), (50, 1, 1)):
    x = torch.randn(rows, width, requires_grad=True)
    y = torch.randn(others, width, requires_grad=True)
    for p in (2.0, 1.0):
        d = torch.cdist(x, y, p=p)
        d.sum().backward()
        print(d.shape, type(d.grad_fn).__name__, d.flatten()[:3].tolist(), d.sum().item())
    print(x.grad[:2], y.grad[:2])
x = torch.randn(2, 30, 3, requires_grad=True)
y = torch.randn(4, 3)
print(torch.cdist(x, y).shape, torch.cdist(x, y).grad_fn.next_functions[0][0].name())
for mode in ("use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist"):
    d = torch.cdist(x, y, compute_mode=mode)
    print(mode, type(d.grad_fn).__name__, d[0, 0, :2])
same = torch.zeros(30, 2, requires_grad=True)
torch.cdist(same, same).sum().backward()
print(same.grad.abs().sum())
try:
    torch.cdist(x, torch.zeros(3, 2))
except RuntimeError as error:
    print(error)
torch.manual_seed(5)
print(torch.distributions.Gamma(torch.tensor([1.5, 0.3, 4.0]), 1.0).sample((3,)).tolist())
