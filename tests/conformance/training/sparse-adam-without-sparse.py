# SparseAdam takes dense parameters, and refuses their dense gradients only when it steps.
import torch


def attempt(**options):
    try:
        print(repr(torch.optim.SparseAdam([torch.ones(2, requires_grad=True)], **options)))
    except Exception as error:
        print(type(error).__name__, error)


attempt()
attempt(lr=torch.tensor(0.1))
attempt(lr=torch.ones(2))
attempt(lr=0.0)
attempt(eps=0.0)
attempt(betas=(1.0, 0.9))
attempt(maximize=True)
weight = torch.ones(2, requires_grad=True)
optimizer = torch.optim.SparseAdam([weight])
weight.sum().backward()
try:
    optimizer.step()
except RuntimeError as error:
    print(error)
