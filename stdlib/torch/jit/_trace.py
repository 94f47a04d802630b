"""Modules and functions with the types that tracing gives them.

A trace keeps what happened for the example. What runs here is the function itself, which is the same unless the way
depends on the numbers: such a function is not traced.
"""

import torch
from torch import _C
from torch.jit._script import RecursiveScriptModule, ScriptFunction, ScriptModule
from torch.nn import Module


class TracerWarning(Warning):
    """What a trace may not have seen."""


class TracedModule(RecursiveScriptModule):
    @classmethod
    def _wrap(cls, child):
        return child if isinstance(child, ScriptModule) else TracedModule(child)

    def _get_name(self):
        return self.original_name


class TopLevelTracedModule(TracedModule):
    """The module that torch.jit.trace returns."""


class _Watched(torch.Tensor):
    """An example that notices when a program looks at its numbers."""

    looks = []

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if getattr(func, "__name__", "") in ("__bool__", "item", "__int__", "__float__", "__index__", "tolist",
                                             "nonzero", "unique", "masked_select"):
            cls.looks.append(func.__name__)
        return super().__torch_function__(func, types, args, kwargs or {})


def _depends_on_numbers(function, inputs):
    """Runs the function for the example, and tells whether it looked at numbers."""
    _Watched.looks.clear()
    watched = tuple(item.detach().as_subclass(_Watched) if isinstance(item, torch.Tensor) else item for item in inputs)
    state = torch.get_rng_state()
    try:
        with torch.no_grad():
            function(*watched)
    except RuntimeError:
        return False
    finally:
        torch.set_rng_state(state)
    return bool(_Watched.looks)


def trace(func, example_inputs=None, optimize=None, check_trace=True, check_inputs=None, check_tolerance=1e-5,
          strict=True, _force_outplace=False, _module_class=None, example_kwarg_inputs=None, _store_inputs=True):
    """A function or a module with the type that tracing gives it."""
    if isinstance(func, (ScriptModule, ScriptFunction)):
        return func
    inputs = (example_inputs,) if isinstance(example_inputs, torch.Tensor) else tuple(example_inputs or ())
    if not isinstance(func, Module) or not any(module._buffers for module in func.modules()):
        if _depends_on_numbers(func, inputs):
            raise _C._missing("torch.jit", "trace")
    if isinstance(func, Module):
        return TopLevelTracedModule(func)
    return ScriptFunction(func)


def trace_module(mod, inputs, optimize=None, check_trace=True, check_inputs=None, check_tolerance=1e-5, strict=True,
                 _force_outplace=False, _module_class=None, _compilation_unit=None, example_inputs_is_kwarg=False,
                 _store_inputs=True):
    """A module whose methods are traced, each with its own inputs."""
    if not isinstance(mod, Module):
        raise AttributeError("expected torch.nn.Module as the first argument")
    if not isinstance(inputs, dict):
        raise AttributeError("expected a dictionary of (method_name, input) pairs")
    for name, given in inputs.items():
        given = (given,) if isinstance(given, torch.Tensor) else tuple(given)
        if not any(module._buffers for module in mod.modules()) and _depends_on_numbers(getattr(mod, name), given):
            raise _C._missing("torch.jit", "trace_module")
    return TopLevelTracedModule(mod)
