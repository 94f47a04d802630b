"""torch.utils."""

import sys

_MODULES = ("data", "hooks", "checkpoint", "dlpack")


def swap_tensors(t1, t2):
    """Exchanges what two tensors are."""
    import torch
    if type(t1) is not type(t2) or t1.grad_fn is not None or t2.grad_fn is not None:
        raise torch._C._missing("torch.utils", "swap_tensors")
    first, second = t1.detach(), t2.detach()
    grads, wanted = (t1.grad, t2.grad), (t1.requires_grad, t2.requires_grad)
    t1.requires_grad_(False)
    t2.requires_grad_(False)
    t1.grad = t2.grad = None
    t1.data, t2.data = second, first
    t1.requires_grad_(wanted[1])
    t2.requires_grad_(wanted[0])
    t1.grad, t2.grad = grads[1], grads[0]
    t1.__dict__, t2.__dict__ = t2.__dict__, t1.__dict__


def __getattr__(name):
    if name not in _MODULES:
        from torch import _C
        raise _C._missing("torch.utils", name)
    __import__("torch.utils." + name)
    value = sys.modules["torch.utils." + name]
    globals()[name] = value
    return value
