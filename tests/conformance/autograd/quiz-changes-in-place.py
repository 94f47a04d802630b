import torch


def attempt(name, action):
    try:
        print(name, action())
    except RuntimeError as error:
        print(name, "|", error)


a = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
attempt("leaf", lambda: a.add_(1))
attempt("element of a leaf", lambda: a.__setitem__((0, 0), 5.))
attempt("view of a leaf", lambda: a.view(4).add_(1))
attempt("numpy", lambda: a.numpy())
doubled = a * 2
doubled[0, 0] = 5.
doubled.sum().backward()
print(doubled, a.grad)
with torch.no_grad():
    a[0, 0] = 7.
a.data[1] = 0
print(a, a._version)

x = torch.ones(2, requires_grad=True)
y = x.sigmoid()
y.mul_(2)
attempt("saved result", lambda: y.sum().backward())
z = (x * 2).requires_grad_()
attempt("not a leaf", lambda: setattr(z, "requires_grad", False))
attempt("integers", lambda: torch.ones(2).long().requires_grad_())
attempt("shape", lambda: (x * 2).backward(torch.ones(3)))
attempt("no graph", lambda: torch.ones(2).sum().backward())
with torch.inference_mode():
    i = x * 2
attempt("inference", lambda: (i * x).sum().backward())
