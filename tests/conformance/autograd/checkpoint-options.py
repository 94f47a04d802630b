# What checkpoint() may be told: blocks to run in, how to compare the second computation with the first one.
import contextlib

import torch
from torch.utils.checkpoint import checkpoint


@contextlib.contextmanager
def announced(name):
    print("enter", name)
    yield
    print("leave", name)


def both():
    return announced("first"), announced("again")


def attempt(function, **options):
    x = torch.ones(2, requires_grad=True)
    try:
        checkpoint(function, x, **options).sum().backward()
        print(x.grad)
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)


def product(x):
    return x.exp() * x


calls = []


def narrower_each_second_time(x):
    calls.append(x)
    return x.exp() if len(calls) % 2 else x[:1].exp()


def fails_after_a_draw(x):
    torch.rand(1)
    calls.append(x)
    if len(calls) % 2 == 0:
        raise ValueError("the second computation failed")
    return x.exp()


attempt(product, use_reentrant=False, context_fn=both)
attempt(product, use_reentrant=True, context_fn=both)
attempt(product, use_reentrant=True, debug=True)
attempt(product, use_reentrant=False, determinism_check="always")
attempt(narrower_each_second_time, use_reentrant=False)
attempt(narrower_each_second_time, use_reentrant=False, determinism_check="none")
calls.clear()
torch.manual_seed(0)
attempt(fails_after_a_draw, use_reentrant=False)
print(torch.rand(1))
