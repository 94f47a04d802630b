import torch

x = torch.tensor(2.0, requires_grad=True)
for _ in range(3):
    (x ** 3).backward()
print(x.grad)
x.grad.zero_()
(x * 5).backward()
print(x.grad)
x.grad = None
with torch.no_grad():
    y = x * 2
print(y.requires_grad, x.grad)

w = torch.tensor(2., requires_grad=True)
b = torch.tensor(1., requires_grad=True)
inputs, wanted = torch.tensor([1., 2., 3.]), torch.tensor([2., 4., 6.])
for step in range(2):
    loss = ((w * inputs + b - wanted) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        b -= 0.1 * b.grad
    print(step, loss.item(), w.grad.item(), b.grad.item(), w.item(), b.item())
    w.grad.zero_()
    b.grad = None
w = w - 0.1
print(w.is_leaf, w.requires_grad, b.is_leaf, b.grad)
