# The transforms of torch.func, alone and inside one another, and what they refuse.
import torch
from torch.func import grad, grad_and_value, hessian, jacfwd, jacrev, jvp, linearize, vjp, vmap


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


torch.manual_seed(0)
print(grad(torch.sin)(torch.tensor(1.)), grad(lambda x: torch.sin(x))(torch.tensor(0.)))
print(grad(grad(torch.sin))(torch.tensor(1.)))
print(grad_and_value(lambda x: (x ** 2).sum())(torch.arange(3.)))
print(grad(lambda x, y: (x * y).sum(), argnums=1)(torch.ones(2), torch.arange(2.)))
print(grad(lambda x, y: (x * y).sum(), argnums=(0, 1))(torch.ones(2), torch.arange(2.)))
print(grad(lambda x: (x.sum(), {"aux": x * 2}), has_aux=True)(torch.ones(2)))
attempt(grad(lambda x: x * 2), torch.ones(2))
attempt(grad(lambda x: 3.), torch.ones(2))
attempt(grad(lambda x: x.sum(), argnums=2), torch.ones(2))
attempt(grad(lambda x: x.sum()), torch.ones(2, dtype=torch.int64))
attempt(grad(lambda x: (x.sum(), 1, 2), has_aux=True), torch.ones(2))
print(jacrev(lambda x: x ** 2)(torch.arange(3.)), jacfwd(torch.sin)(torch.arange(2.)))
print(hessian(lambda x: (x ** 3).sum())(torch.arange(3.)))
value, pull = vjp(lambda x: x.sin(), torch.arange(3.))
print(value, pull(torch.ones(3)))
value, pull = vjp(lambda x, y: x * y, torch.ones(2), torch.full((2,), 3.))
print(pull(torch.ones(2)))
print(jvp(torch.sin, (torch.tensor(1.),), (torch.tensor(1.),)))
print(jvp(lambda x, y: x * y, (torch.ones(2), torch.ones(2) * 3), (torch.ones(2), torch.zeros(2))))
value, push = linearize(lambda x: x ** 2, torch.arange(3.))
print(value, push(torch.ones(3)))
print(vmap(grad(lambda w, x: (w * x).sum()), in_dims=(None, 0))(torch.ones(3), torch.randn(2, 3)).shape)
print(jacrev(lambda x, y: x * y, argnums=(0, 1))(torch.ones(2), torch.arange(2.)))
print(jacrev(lambda d: {"o": d["a"] ** 2})({"a": torch.arange(2.)}))
print(jacrev(jacrev(lambda x: (x ** 3).sum()))(torch.arange(2.)))
x = torch.ones(2, requires_grad=True)
print(grad(lambda t: (t ** 2).sum())(x))


def apart_from_a_constant(x):
    with torch.no_grad():
        constant = x.exp()
    return (x - constant).sum()


print(grad(apart_from_a_constant)(torch.tensor([3.])))
print(jacfwd(lambda x: torch.stack([x.sum(), x.prod()]))(torch.tensor([1., 2., 3.])))
print(jacfwd(jacrev(torch.sin))(torch.tensor(1.)), jacrev(jacfwd(torch.sin))(torch.tensor(1.)))
attempt(pull, torch.ones(3))
attempt(jvp, torch.sin, torch.ones(1), torch.ones(1))
attempt(jvp, torch.sin, (torch.ones(1),), (torch.ones(2),))
