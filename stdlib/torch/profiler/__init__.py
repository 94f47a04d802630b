"""torch.profiler: blocks that PyTorch would measure, with their schedules. Operators are not measured."""

from torch import _C
from torch.autograd.profiler import record_function

_FROM_PROFILER = ("ProfilerAction", "ProfilerActivity", "profile", "schedule", "supported_activities",
                  "tensorboard_trace_handler")


def __getattr__(name):
    if name == "profiler":
        return _C._import("torch.profiler.profiler")
    if name not in _FROM_PROFILER:
        raise _C._missing("torch.profiler", name)
    value = globals()[name] = getattr(_C._import("torch.profiler.profiler"), name)
    return value
