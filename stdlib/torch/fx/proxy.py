"""Proxies: what stands for values while a function is recorded."""

import operator

import torch
from _types import UnsupportedError
from torch import _C
from torch.fx.node import Node, map_aggregate
from torch.utils._pytree import tree_flatten


class TraceError(ValueError):
    """What cannot be recorded."""


class Proxy:
    """Records what is done with it as nodes of a graph."""

    def __init__(self, node, tracer=None):
        self.tracer = GraphAppendingTracer(node.graph) if tracer is None else tracer
        self.node = node

    def __repr__(self):
        return f"Proxy({self.node.name})"

    def __getattr__(self, name):
        return Attribute(self, name)

    def __call__(self, *args, **kwargs):
        return self.tracer.create_proxy("call_method", "__call__", (self,) + args, kwargs)

    def __iter__(self):
        raise UnsupportedError("iterating over a torch.fx.Proxy is not supported by torchlet")

    def __bool__(self):
        raise TraceError("symbolically traced variables cannot be used as inputs to control flow")

    def __len__(self):
        raise RuntimeError("'len' is not supported in symbolic tracing by default. If you want this call to be recorded, "
                           "please call torch.fx.wrap('len') at module scope")

    def __contains__(self, item):
        raise RuntimeError("'in' or 'not in' is not supported in symbolic tracing")

    def __abs__(self):
        return self.tracer.create_proxy("call_function", operator.abs, (self,), {})

    def keys(self):
        raise UnsupportedError("a torch.fx.Proxy behind ** is not supported by torchlet")

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        tracer = next(leaf.tracer for leaf in tree_flatten((args, kwargs))[0] if isinstance(leaf, Proxy))
        name = func.__name__
        if getattr(torch.Tensor, name, None) is func:
            return tracer.create_proxy("call_method", name, args, kwargs)
        return tracer.create_proxy("call_function", func, args, kwargs)


Proxy.__module__ = TraceError.__module__ = "torch.fx.proxy"


class Attribute(Proxy):
    """An attribute of a proxy: a node of its own only where it is not called."""

    def __init__(self, root, name):
        self.root = root
        self.attr = name
        self.tracer = root.tracer
        self._node = None

    @property
    def node(self):
        if self._node is None:
            self._node = self.tracer.create_proxy("call_function", getattr, (self.root, self.attr), {}).node
        return self._node

    def __call__(self, *args, **kwargs):
        return self.tracer.create_proxy("call_method", self.attr, (self.root,) + args, kwargs)


Attribute.__module__ = "torch.fx.proxy"


def _recorder(function):
    def method(self, *args):
        return self.tracer.create_proxy("call_function", function, (self,) + args, {})
    return method


def _reflected_recorder(function):
    def method(self, other):
        return self.tracer.create_proxy("call_function", function, (other, self), {})
    return method


def _add_operators():
    for name in ("add sub mul truediv floordiv mod matmul pow lshift rshift and_ or_ xor lt le gt ge eq ne getitem neg "
                 "pos invert iadd isub imul itruediv").split():
        setattr(Proxy, f"__{name.strip('_')}__", _recorder(getattr(operator, name)))
    for name in "add sub mul truediv floordiv mod matmul pow lshift rshift and_ or_ xor".split():
        setattr(Proxy, f"__r{name.strip('_')}__", _reflected_recorder(getattr(operator, name)))
    Proxy.__hash__ = object.__hash__


_add_operators()


class TracerBase:
    """Makes nodes and proxies."""

    graph = None

    def create_node(self, kind, target, args, kwargs, name=None, type_expr=None):
        return self.graph.create_node(kind, target, args, kwargs, name, type_expr)

    def proxy(self, node):
        return Proxy(node, self)

    def create_proxy(self, kind, target, args, kwargs, name=None, type_expr=None):
        """Adds a node; returns the proxy that stands for its value."""
        return self.proxy(self.create_node(kind, target, self.create_arg(tuple(args)), self.create_arg(dict(kwargs)),
                                           name, type_expr))

    def create_arg(self, a):
        """What a node holds in place of a value."""
        return map_aggregate(a, self._leaf)

    def _leaf(self, leaf):
        if isinstance(leaf, Proxy):
            return leaf.node
        plain = (Node, str, int, float, bool, complex, torch.dtype, torch.device, torch.Tensor, type(None),
                 type(Ellipsis), torch.memory_format, torch.layout, torch.Size, range, type)
        if isinstance(leaf, plain) or callable(leaf):
            return leaf
        raise NotImplementedError(f"argument of type: {type(leaf)}")


class GraphAppendingTracer(TracerBase):
    """Adds to a graph that is there: proxies of its nodes record into it."""

    def __init__(self, graph):
        self.graph = graph


def __getattr__(name):
    raise _C._missing("torch.fx.proxy", name)
