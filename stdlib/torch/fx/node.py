"""The nodes of a graph."""

import builtins
import operator
import types

import torch
from torch import _C


def map_arg(a, fn):
    """The nest of arguments with fn(node) in place of each node."""
    return map_aggregate(a, lambda leaf: fn(leaf) if isinstance(leaf, Node) else leaf)


def map_aggregate(a, fn):
    """The nest with fn(leaf) in place of each leaf."""
    if isinstance(a, tuple):
        items = [map_aggregate(item, fn) for item in a]
        return type(a)(*items) if hasattr(a, "_fields") else tuple(items)
    if isinstance(a, list):
        return [map_aggregate(item, fn) for item in a]
    if isinstance(a, dict):
        return {key: map_aggregate(value, fn) for key, value in a.items()}
    if isinstance(a, slice):
        return slice(*[map_aggregate(item, fn) for item in (a.start, a.stop, a.step)])
    return fn(a)


_HOMES = [(operator, "_operator"), (builtins, "builtins")]


def _module_of(function):
    """The dotted module under which a graph spells a function."""
    name = function.__name__
    for module, spelled in _HOMES:
        if getattr(module, name, None) is function:
            return spelled
    if isinstance(function, types.BuiltinFunctionType) and getattr(function, "__module__", None) != "math":
        for place in ("torch", "torch._C._nn", "torch._C._linalg", "torch._C._fft", "torch._C._special"):
            module = torch
            for part in place.split(".")[1:]:
                module = getattr(module, part)
            if getattr(module, name, None) is function:
                return place
    return function.__module__


def qualified_name(function):
    """The full name of a function that a graph calls."""
    return f"{_module_of(function)}.{function.__name__}"


def _printed(argument):
    """An argument as a printed graph spells it."""
    if isinstance(argument, Node):
        return f"%{argument}"
    if isinstance(argument, tuple):
        inner = ", ".join(_printed(item) for item in argument)
        return f"({inner},)" if len(argument) == 1 else f"({inner})"
    if isinstance(argument, list):
        return f"[{', '.join(_printed(item) for item in argument)}]"
    if isinstance(argument, dict):
        return "{" + ", ".join(f"{key}: {_printed(value)}" for key, value in argument.items()) + "}"
    if isinstance(argument, slice):
        return f"slice({_printed(argument.start)}, {_printed(argument.stop)}, {_printed(argument.step)})"
    return str(argument)


def type_text(kind):
    """A type as it stands in annotations."""
    if kind.__module__ == "builtins":
        return getattr(kind, "__name__", str(kind))
    return str(kind) if kind.__module__ == "typing" else f"{kind.__module__}.{kind.__qualname__}"


class Node:
    """One call, input or output of a graph."""

    def __init__(self, graph, name, op, target, args, kwargs, return_type=None):
        self.graph = graph
        self.name = name
        self.op = op
        self.target = target
        self.type = return_type
        self.users = {}
        self.meta = {}
        self._input_nodes = {}
        self._args = ()
        self._kwargs = {}
        self._prev = self._next = self
        self._erased = False
        self._update(args, kwargs)

    # ---- Arguments ----

    @property
    def args(self):
        return self._args

    @args.setter
    def args(self, args):
        self._update(args, self._kwargs)

    @property
    def kwargs(self):
        return self._kwargs

    @kwargs.setter
    def kwargs(self, kwargs):
        self._update(self._args, kwargs)

    @property
    def all_input_nodes(self):
        return list(self._input_nodes)

    def _update(self, args, kwargs):
        for node in self._input_nodes:
            node.users.pop(self, None)
        self._input_nodes = {}
        self._args = map_arg(tuple(args), self._use)
        self._kwargs = map_arg(dict(kwargs), self._use)

    def _use(self, node):
        self._input_nodes[node] = None
        node.users[self] = None
        return node

    def update_arg(self, idx, arg):
        args = list(self.args)
        args[idx] = arg
        self.args = tuple(args)

    def update_kwarg(self, key, arg):
        self.kwargs = {**self.kwargs, key: arg}

    def insert_arg(self, idx, arg):
        self.args = self.args[:idx] + (arg,) + self.args[idx:]

    def replace_all_uses_with(self, replace_with, delete_user_cb=lambda user: True, *, propagate_meta=False):
        """Puts another node in this one's place in every call; returns the nodes that were changed."""
        if propagate_meta:
            replace_with.meta.update(self.meta)
        users = [user for user in self.users if delete_user_cb(user)]
        for user in users:
            user.replace_input_with(self, replace_with)
        return users

    def replace_input_with(self, old_input, new_input):
        def chosen(node):
            return new_input if node is old_input else node
        self._update(map_arg(self.args, chosen), map_arg(self.kwargs, chosen))

    # ---- The place in the graph ----

    @property
    def next(self):
        return self._next

    @property
    def prev(self):
        return self._prev

    def prepend(self, x):
        """Moves a node before this one."""
        if x is self:
            return
        x._unlink()
        before = self._prev
        before._next, x._prev = x, before
        x._next, self._prev = self, x

    def append(self, x):
        """Moves a node behind this one."""
        self._next.prepend(x)

    def _unlink(self):
        self._prev._next, self._next._prev = self._next, self._prev

    # ---- Text ----

    def __repr__(self):
        return self.name

    def __getattr__(self, name):
        _C._refuse_known("torch.fx.node.Node", name)
        raise AttributeError(f"'Node' object has no attribute '{name}'", name=name, obj=self)

    def _target_text(self):
        if isinstance(self.target, str):
            return self.target
        name = qualified_name(self.target)
        return name.replace("_operator.", "operator.", 1) if name.startswith("_operator.") else name

    def format_node(self, placeholder_names=None, maybe_return_typename=None):
        """The node's line of a printed graph; None for the root."""
        kind = "" if self.type is None else f"{type_text(self.type)} "
        head = f"%{self.name} : {kind}[num_users={len(self.users)}] = {self.op}[target={self._target_text()}]"
        if self.op == "placeholder":
            return head + (f"(default={self.args[0]})" if self.args else "")
        if self.op == "get_attr":
            return head
        if self.op == "output":
            return f"return {self.args[0]}"
        return f"{head}(args = {_printed(self.args)}, kwargs = {_printed(self.kwargs)})"

    def is_impure(self):
        """Tells whether the node does something besides returning a value."""
        if self.op == "call_module":
            return getattr(self.graph.owning_module.get_submodule(self.target), "_is_impure", False)
        return self.op in ("placeholder", "output") or self.op == "call_function" and self.target is torch._assert


Node.__module__ = "torch.fx.node"
