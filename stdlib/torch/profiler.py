"""torch.profiler: labels are accepted; nothing is measured."""

from torch import _C
from torch.autograd.profiler import record_function


def __getattr__(name):
    raise _C._missing("torch.profiler", name)
