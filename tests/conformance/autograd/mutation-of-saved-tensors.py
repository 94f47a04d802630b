# A block in which saved tensors may be changed in place, and what its end and clear() forget.
import torch
from torch.autograd.graph import allow_mutation_on_saved_tensors


def squares():
    a = torch.ones(2, 3, requires_grad=True)
    b = a.clone()
    return a, b, (b ** 2).sum()


def attempt(loss):
    try:
        loss.backward()
    except AssertionError as error:
        print(error)


with allow_mutation_on_saved_tensors() as context:
    print(type(context).__name__)
    a, b, loss = squares()
    b.sin_()
    later = (b ** 2).sum()
    b.cos_()
    (loss + later).backward()
    print(a.grad)
    a, b, loss = squares()
    b.sin_()
    context.clear()
    attempt(loss)
    try:
        with allow_mutation_on_saved_tensors():
            pass
    except RuntimeError as error:
        print(error)
    a, b, loss = squares()
attempt(loss)
