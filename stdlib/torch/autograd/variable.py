"""Variable: the old name of Tensor."""

import torch


class _VariableMeta(type):
    def __instancecheck__(cls, other):
        return isinstance(other, torch.Tensor)


class Variable(metaclass=_VariableMeta):
    """Returns its tensor: every tensor can be recorded."""

    def __new__(cls, data=None, requires_grad=False, volatile=False):
        if data is None:
            data = torch.empty(0)
        data = data.detach()
        return data.requires_grad_() if requires_grad else data
