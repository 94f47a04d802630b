"""torch.autograd.profiler: labels are accepted; nothing is measured."""

import contextlib

from torch import _C


class record_function(contextlib.ContextDecorator):
    """Labels a block; also decorates functions."""

    def __init__(self, name, args=None):
        self.name = name
        self.args = args

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return None


def __getattr__(name):
    raise _C._missing("torch.autograd.profiler", name)
