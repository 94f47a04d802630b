# What may be given as out=: dtypes, overlapping memory, factories, gradients and tuples.
import torch


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


def long(*sizes):
    return torch.empty(*sizes, dtype=torch.long)


def double(*sizes):
    return torch.empty(*sizes, dtype=torch.double)


x = torch.tensor([[0.9, 0.9, 1.5], [0.6, 0.7, 2.5]])

# Factories compute in the target's type, and take requires_grad.
attempt(lambda: torch.linspace(0, 5, 6, out=long(6)))
attempt(lambda: torch.ones(2, dtype=torch.float, out=long(2)))
attempt(lambda: torch.eye(2, out=long(2)))
attempt(lambda: torch.zeros(2, out=torch.empty(2, dtype=torch.bool)))
attempt(lambda: torch.randn(2, out=long(2)))
attempt(lambda: torch.ones(2, device="meta", out=torch.empty(2)))
attempt(lambda: torch.arange(3, out=torch.empty(3), requires_grad=True))

# Sums compute in the target's type; others take exactly theirs, or one that theirs can be cast to.
attempt(lambda: torch.sum(x, 0, out=long(3)))
attempt(lambda: torch.cumsum(x, 0, out=long(2, 3)))
attempt(lambda: torch.sum(x, 0, dtype=torch.float, out=long(3)))
attempt(lambda: torch.sum(x, out=torch.empty(3)))
attempt(lambda: torch.mean(x, 0, out=long(3)))
attempt(lambda: torch.softmax(x, 0, out=double(3)))
attempt(lambda: torch.matmul(x, x.t(), out=long(2, 2)))
attempt(lambda: torch.dot(x[0], x[1], out=double()))
attempt(lambda: torch.argmax(x, out=double()))
attempt(lambda: torch.isneginf(x, out=double(2, 3)))
attempt(lambda: torch.floor(x, out=double(2, 3)))
attempt(lambda: torch.exp(x, out=double(2, 3)))
attempt(lambda: torch.exp(x, out=long(2, 3)))
attempt(lambda: torch.cat([x, x], out=long(4, 3)))
attempt(lambda: torch.quantile(x, 0.5, out=double()))
attempt(lambda: torch.gather(x, 0, torch.zeros(1, 1, dtype=torch.long), out=long(1, 1)))
attempt(lambda: torch.fft.fft2(x, out=torch.empty(2, 3)))
attempt(lambda: torch.linalg.pinv(x, out=long(3, 2)))
attempt(lambda: torch.all(x > 1, out=torch.empty(())))

# Memory: the target is looked at before it is resized.
row = torch.ones(1, 3)
attempt(lambda: torch.add(x, 1, out=row.expand(2, 3)))
attempt(lambda: torch.abs(x, out=x[0]))
attempt(lambda: torch.add(x, x[0], out=x))
attempt(lambda: torch.add(x, row[0], out=row))
flat = torch.ones(5)
attempt(lambda: torch.exp(flat[:-1], out=flat[1:]))

# Gradients, devices, tuples.
w = torch.ones(2, 3, requires_grad=True)
attempt(lambda: torch.exp(w, out=torch.empty(2, 3)))
attempt(lambda: torch.argmax(w, out=long()))
attempt(lambda: torch.argmax(x, out=w))
attempt(lambda: torch.exp(x, out=torch.empty(2, 3, device="meta")))
attempt(lambda: torch.max(x, 0, out=(torch.empty(3),)))
attempt(lambda: torch.max(x, 0, out=(torch.empty(3), torch.empty(3))))
