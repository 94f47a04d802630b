"""Labels and blocks that PyTorch would measure. Programs run in them; operators are not measured."""

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


class profile:
    """A block that is measured; asking what was measured is refused."""

    def __init__(self, enabled=True, *, use_cuda=False, use_device=None, record_shapes=False, with_flops=False,
                 profile_memory=False, with_stack=False, with_modules=False, use_kineto=False, use_cpu=True,
                 experimental_config=None, acc_events=False, custom_trace_id_callback=None):
        self.enabled = enabled
        self.entered = False

    def __enter__(self):
        if self.enabled:
            if self.entered:
                raise RuntimeError("Profiler context manager is not reentrant")
            self.entered = True
        return self

    def __exit__(self, kind, value, traceback):
        return False

    def __getattr__(self, name):
        _C._refuse_known("torch.autograd.profiler.profile", name)
        raise AttributeError(f"'profile' object has no attribute '{name}'", name=name, obj=self)


def __getattr__(name):
    raise _C._missing("torch.autograd.profiler", name)
