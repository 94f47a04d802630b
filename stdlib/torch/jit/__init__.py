"""Compilation: what is scripted or traced runs as it is."""

from torch import _C

__all__ = ["script", "trace", "ignore", "export", "unused", "is_scripting", "is_tracing"]


def __getattr__(name):
    raise _C._missing("torch.jit", name)


def script(obj, optimize=None, _frames_up=0, _rcb=None, example_inputs=None):
    raise _C._missing("torch.jit", "script")


def trace(func, example_inputs=None, *args, **kwargs):
    raise _C._missing("torch.jit", "trace")


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


def is_scripting():
    return False


def is_tracing():
    return False
