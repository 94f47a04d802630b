# Changed saved values, hooks, retained gradients and the functional interface.
import torch


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


torch.manual_seed(0)
x = torch.ones(2, requires_grad=True)
w = x * 2
y = w ** 2
w.add_(1)
attempt(lambda: y.sum().backward())
h = []


def hook(g):
    h.append(g)
    return g * 2


p = torch.ones(2, requires_grad=True)
q = p * 3
q.register_hook(hook)
handle = p.register_hook(lambda g: print("leaf", g))
q.sum().backward()
print(h, p.grad)
handle.remove()
q = p * 3
q.retain_grad()
q.sum().backward()
print(q.grad, p.grad)
attempt(lambda: q.sum().backward())
print(torch.autograd.grad((p ** 3).sum(), p, create_graph=True))
attempt(lambda: torch.autograd.grad(p.sum(), torch.ones(2, requires_grad=True)))
print(torch.autograd.grad(p.sum(), torch.ones(2, requires_grad=True), allow_unused=True),
      torch.autograd.grad(p.sum(), torch.ones(2, requires_grad=True), materialize_grads=True))
attempt(lambda: p.backward())
attempt(lambda: torch.ones(2).sum().backward())
attempt(lambda: p.sum().backward(torch.ones(3)))
z = torch.view_as_complex(torch.ones(2, 2)).requires_grad_()
(z * z.conj()).real.sum().backward()
print(z.grad)


class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        r = i.exp()
        ctx.save_for_backward(r)
        return r

    @staticmethod
    def backward(ctx, g):
        r, = ctx.saved_tensors
        return g * r


o = Exp.apply(x)
print(o, o.grad_fn.name())
o.sum().backward()
print(x.grad)
with torch.autograd.graph.save_on_cpu():
    k = (x * x).sum()
k.backward()
print(x.grad)
t = torch.rand(2, requires_grad=True)
out = torch.autograd.functional.jacobian(lambda a: a ** 2, torch.tensor([1., 2.]))
print(out)
print(torch.autograd.functional.hessian(lambda a: (a ** 3).sum(), torch.tensor([1., 2.])),
      torch.autograd.functional.vjp(lambda a: a ** 2, torch.tensor([1., 2.]), torch.ones(2)),
      torch.autograd.functional.jvp(lambda a: a ** 2, torch.tensor([1., 2.]), torch.ones(2)),
      torch.autograd.functional.hvp(lambda a: (a ** 3).sum(), torch.tensor([1., 2.]), torch.ones(2)),
      torch.autograd.functional.vhp(lambda a: (a ** 3).sum(), torch.tensor([1., 2.]), torch.ones(2)))
