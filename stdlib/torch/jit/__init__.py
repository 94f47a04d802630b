"""Compilation. What is scripted or traced runs as it is: only its type shows."""

import contextlib
import sys
from builtins import isinstance as _isinstance

from torch import _C

__all__ = ["script", "trace", "ignore", "export", "unused", "is_scripting", "is_tracing", "ScriptModule",
           "ScriptFunction"]
_HOMES = {"script": "_script", "ScriptModule": "_script", "RecursiveScriptModule": "_script",
          "ScriptFunction": "_script", "ScriptWarning": "_script", "script_method": "_script", "Attribute": "_script",
          "TracerWarning": "_trace", "trace_module": "_trace", "save": "_saving", "load": "_saving",
          "trace": "_trace", "TracedModule": "_trace", "TopLevelTracedModule": "_trace"}


def __getattr__(name):
    if name == "Future":
        from torch.futures import Future
        return Future
    if name == "Final":
        from typing import Final
        return Final
    if name not in _HOMES:
        raise _C._missing("torch.jit", name)
    home = "torch.jit." + _HOMES[name]
    __import__(home)
    globals()[name] = getattr(sys.modules[home], name)
    return globals()[name]


def ignore(drop=False, **kwargs):
    """Marks a method that is not compiled."""
    return drop if callable(drop) else lambda function: function


def export(fn):
    """Marks a method that is compiled."""
    return fn


def unused(fn):
    """Marks a method that is not compiled."""
    return fn


def script_if_tracing(fn):
    return fn


def interface(obj):
    return obj


def annotate(the_type, the_value):
    """The value; its type matters to the compiler only."""
    return the_value


def isinstance(obj, target_type):
    """Tells whether an object, and what it holds, is of a type such as List[Tensor]."""
    from torch.jit._types import holds
    return holds(obj, target_type)


def fork(func, *args, **kwargs):
    """Calls the function; returns the future that has its result."""
    from torch.futures import _Future
    future = _Future()
    future.set_result(func(*args, **kwargs))
    return future


def wait(future):
    """The result of a future."""
    return future.wait()


def is_scripting():
    return False


def is_tracing():
    return False


class Error(Exception):
    """What a compiled function raises."""


_onednn_fusion = [False]
_fusion_strategy = [("STATIC", 2), ("DYNAMIC", 10)]


def onednn_fusion_enabled():
    return _onednn_fusion[0]


def enable_onednn_fusion(enabled):
    """Nothing is compiled, so nothing is fused; the choice is only kept."""
    _onednn_fusion[0] = enabled


def set_fusion_strategy(strategy):
    """Says how often shapes are specialised, which nothing here does; returns the former strategy."""
    former = list(_fusion_strategy)
    _fusion_strategy[:] = strategy
    return former


@contextlib.contextmanager
def optimized_execution(should_optimize):
    """A block in which compiled code is improved or not; it runs the same."""
    yield


class strict_fusion:
    """A block that a compiler would have to fuse wholly."""

    def __init__(self):
        import warnings
        warnings.warn("Only works in script mode")

    def __enter__(self):
        pass

    def __exit__(self, *error):
        pass


def freeze(mod, preserved_attrs=None, optimize_numerics=True):
    """Returns the module, which must be in evaluation mode."""
    from torch.jit._script import ScriptModule
    if not _isinstance(mod, ScriptModule):
        raise RuntimeError("Freezing expects a ScriptModule as input. Please use torch.jit.script or torch.jit.trace to "
                           "script your 'nn.Module'.")
    if mod.training:
        raise RuntimeError("Freezing is currently only implemented for modules in eval mode. Please call .eval() on "
                           "your module before freezing.")
    return mod


def optimize_for_inference(mod, other_methods=None):
    return freeze(mod.eval())
