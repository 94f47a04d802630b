"""Recording: runs a function or a module's forward() on proxies."""

import inspect
import math
import sys
import types

import torch
from _types import UnsupportedError
from torch import _C
from torch.fx.graph import Graph
from torch.fx.graph_module import GraphModule
from torch.fx.proxy import Proxy, TracerBase
from torch.utils._pytree import tree_flatten

_wrapped = []  # (variables of a module, name): functions that stand in the graph as one call


def wrap(fn_or_name):
    """Calls of the function are recorded as one node; stands at the top of a module."""
    if not callable(fn_or_name) and not isinstance(fn_or_name, str):
        raise RuntimeError("Unsupported type for global function! Must be either a callable or string name")
    name = fn_or_name if isinstance(fn_or_name, str) else fn_or_name.__name__
    frame = sys._getframe(1)
    if frame.f_code.co_name != "<module>":
        raise NotImplementedError("wrap must be called at the top level of a module")
    _wrapped.append((frame.f_globals, name))
    return fn_or_name


def _assert_is_none(value, message):
    """Checks at a run what a recording took for granted."""
    assert value is None, message


def _proxy_of(args, kwargs):
    return next((leaf for leaf in tree_flatten((args, kwargs))[0] if isinstance(leaf, Proxy)), None)


def _recording(function):
    """The function; a call with a proxy is recorded."""
    def recorded(*args, **kwargs):
        proxy = _proxy_of(args, kwargs)
        if proxy is None:
            return function(*args, **kwargs)
        result = proxy.tracer.create_proxy("call_function", function, args, kwargs)
        result.node.meta["is_wrapped"] = True
        return result
    return recorded


def _recording_library(function):
    """The same for a function of PyTorch's library, which hands itself on with its defaults filled in."""
    def recorded(*args, **kwargs):
        proxy = _proxy_of(args, kwargs)
        if proxy is None:
            return function(*args, **kwargs)
        signature = inspect.signature(function)
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        positional, named = [], {}
        for parameter in signature.parameters.values():
            value = bound.arguments[parameter.name]
            if parameter.kind is parameter.VAR_POSITIONAL:
                positional += value
            elif parameter.kind is parameter.VAR_KEYWORD:
                named.update(value)
            elif parameter.default is parameter.empty:
                positional.append(value)
            else:
                named[parameter.name] = value
        return proxy.tracer.create_proxy("call_function", function, positional, named)
    return recorded


class ProxyableClassMeta(type):
    """Classes whose construction from proxies is recorded."""

    def __call__(cls, *args, **kwargs):
        proxy = _proxy_of(args, kwargs)
        if proxy is None:
            return super().__call__(*args, **kwargs)
        return proxy.tracer.create_proxy("call_function", cls, args, kwargs)


class _Patches:
    """Names that mean something else while a function is recorded."""

    def __init__(self):
        self.undo = []

    def set(self, variables, name, value):
        self.undo.append((variables, name, name in variables, variables.get(name)))
        variables[name] = value

    def set_method(self, cls, name, value):
        before = getattr(cls, name)
        self.undo.append((cls, name, True, before))
        setattr(cls, name, value)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for holder, name, was_there, before in reversed(self.undo):
            if isinstance(holder, type):
                setattr(holder, name, before)
            elif was_there:
                holder[name] = before
            else:
                del holder[name]


class Tracer(TracerBase):
    """Records a function or a module as a graph."""

    def __init__(self, autowrap_modules=(math,), autowrap_functions=(), param_shapes_constant=False):
        if param_shapes_constant:
            raise UnsupportedError("torch.fx.Tracer(param_shapes_constant=True) is not supported by torchlet")
        self.autowrap_modules = autowrap_modules
        self.autowrap_functions = autowrap_functions
        self.root = None

    def __getattr__(self, name):
        _C._refuse_known("torch.fx._symbolic_trace.Tracer", name)
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'", name=name, obj=self)

    # ---- What subclasses may change ----

    def is_leaf_module(self, m, module_qualified_name):
        """Tells whether a module stands in the graph as one call."""
        return m.__module__.startswith("torch.nn") and not isinstance(m, torch.nn.Sequential)

    def path_of_module(self, mod):
        """The dotted name of a module below the root."""
        for name, module in self.root.named_modules():
            if module is mod:
                return name
        raise NameError("module is not installed as a submodule")

    def call_module(self, m, forward, args, kwargs):
        """Records a module as one call, or runs it."""
        path = self.path_of_module(m)
        if not self.is_leaf_module(m, path):
            return forward(*args, **kwargs)
        return self.create_proxy("call_module", path, args, kwargs)

    # ---- Tracing ----

    def _leaf(self, leaf):
        if isinstance(leaf, torch.Tensor):
            return self.create_node("get_attr", self._tensor_name(leaf), (), {})
        if isinstance(leaf, torch.nn.Module):
            return self.create_node("get_attr", self.path_of_module(leaf), (), {})
        return super()._leaf(leaf)

    def _tensor_name(self, tensor):
        """The name under which the root has a tensor; a constant gets one."""
        for name, known in [*self.root.named_parameters(), *self.root.named_buffers()]:
            if known is tensor:
                return name
        for name, value in vars(self.root).items():
            if value is tensor:
                return name
        number = 0
        while hasattr(self.root, f"_tensor_constant{number}"):
            number += 1
        setattr(self.root, f"_tensor_constant{number}", tensor)
        return f"_tensor_constant{number}"

    def trace(self, root, concrete_args=None):
        """Returns the graph of what a function, or a module's forward(), does."""
        if isinstance(root, torch.nn.Module):
            self.root, function, first = root, type(root).forward, [root]
        else:
            self.root, function, first = torch.nn.Module(), root, []
        self.graph = Graph(owning_module=self.root, tracer_cls=type(self))
        self._parameters = {}
        positional, named = self._placeholders(function, len(first), concrete_args or {})
        with _Patches() as patches:
            self._patch_functions(patches, function)
            self._patch(patches)
            result = function(*first, *positional, **named)
        self.create_node("output", "output", (self.create_arg(result),), {},
                         type_expr=getattr(function, "__annotations__", {}).get("return"))
        return self.graph

    def _placeholders(self, function, skipped, concrete_args):
        positional, named = [], {}
        for parameter in list(inspect.signature(function).parameters.values())[skipped:]:
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                raise UnsupportedError(f"torch.fx: tracing the parameter {parameter} is not supported by torchlet")
            default = () if parameter.default is parameter.empty else (parameter.default,)
            if parameter.name in concrete_args:
                value = self._concrete(parameter.name, default, concrete_args[parameter.name])
            else:
                kind = getattr(function, "__annotations__", {}).get(parameter.name)
                value = self.create_proxy("placeholder", parameter.name, default, {}, type_expr=kind)
            if parameter.kind is parameter.KEYWORD_ONLY:
                named[parameter.name] = value
            else:
                positional.append(value)
        return positional, named

    def _concrete(self, name, default, value):
        """The value of a parameter that the recording takes for granted; a run checks it."""
        if not isinstance(value, (int, float, str, bool, complex, torch.dtype, torch.device, type(None))):
            raise UnsupportedError(f"torch.fx: concrete_args of type {type(value).__name__} are not supported by "
                                   "torchlet")
        proxy = self.create_proxy("placeholder", f"{name}_1", default, {})
        message = f"{name} has been specialized to have value {value} but got another value"
        if value is None:
            self.create_proxy("call_function", _assert_is_none, (proxy, message), {})
        else:
            self.create_proxy("call_function", torch._assert, (proxy == value, message), {})
        return value

    def _patch_functions(self, patches, function):
        """Records autowrap_functions, and those of autowrap_modules, as one call wherever the traced code sees them."""
        whole = {id(f) for f in self.autowrap_functions}
        whole.update(id(f) for module in self.autowrap_modules for f in self._offered(module).values())
        readers = [function] + [type(module).forward for module in self.root.modules()]
        for variables in {id(names): names for names in (getattr(f, "__globals__", {}) for f in readers)}.values():
            for name, value in list(variables.items()):
                if id(value) in whole:
                    patches.set(variables, name, _recording(value))

    @staticmethod
    def _offered(module):
        """The functions of a module that are recorded as one call."""
        return {name: value for name, value in vars(module).items() if callable(value) and not name.startswith("_")}

    def _patch(self, patches):
        module_call, module_getattr = torch.nn.Module.__call__, torch.nn.Module.__getattr__

        def call(module, *args, **kwargs):
            return self.call_module(module, lambda *a, **k: module_call(module, *a, **k), args, kwargs)

        def getattr_(module, name):
            value = module_getattr(module, name)
            return self._parameter(value) if isinstance(value, torch.nn.Parameter) else value

        patches.set_method(torch.nn.Module, "__call__", call)
        patches.set_method(torch.nn.Module, "__getattr__", getattr_)
        for variables, name in _wrapped:
            found = variables.get(name, vars(sys.modules["builtins"]).get(name))
            if found is not None:
                patches.set(variables, name, _recording(found))
        for module in self.autowrap_modules:
            for name, value in self._offered(module).items():
                patches.set(vars(module), name, _recording(value))
        self._patch_library(patches)

    @staticmethod
    def _patch_library(patches):
        functions = torch.functional
        offered = [name for name in vars(functions) if not name.startswith("_")]
        for module, names, outer in ((torch.nn.functional, torch.nn.functional.__all__, None),
                                     (functions, offered, torch)):
            for name in names:
                value = getattr(module, name)
                if isinstance(value, types.FunctionType):
                    recorded = _recording_library(value)
                    patches.set(vars(module), name, recorded)
                    if outer is not None and getattr(outer, name, None) is value:
                        patches.set(vars(outer), name, recorded)

    def _parameter(self, parameter):
        for name, known in self.root.named_parameters():
            if known is parameter:
                if name not in self._parameters:
                    self._parameters[name] = self.create_proxy("get_attr", name, (), {})
                return self._parameters[name]
        return parameter


Tracer.__module__ = "torch.fx._symbolic_trace"


def symbolic_trace(root, concrete_args=None):
    """Records a function or a module; returns a module that does the same."""
    tracer = Tracer()
    graph = tracer.trace(root, concrete_args)
    name = type(root).__name__ if isinstance(root, torch.nn.Module) else root.__name__
    return GraphModule(tracer.root, graph, name)
