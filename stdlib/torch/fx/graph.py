"""Graphs: lists of nodes, and the Python code that they stand for."""

import contextlib
import inspect
import keyword
import re
from dataclasses import dataclass
from typing import Any, Dict

import torch
from _types import UnsupportedError
from torch import _C
from torch.fx.node import Node, map_arg, qualified_name, type_text

_OPERATORS = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "matmul": "@",
              "pow": "**", "lshift": "<<", "rshift": ">>", "and_": "&", "or_": "|", "xor": "^", "lt": "<", "le": "<=",
              "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
_INPLACE = {"iadd": "+=", "isub": "-=", "imul": "*=", "itruediv": "/=", "ifloordiv": "//=", "imod": "%=",
            "imatmul": "@=", "ipow": "**=", "ilshift": "<<=", "irshift": ">>=", "iand": "&=", "ior": "|=", "ixor": "^="}
_UNARY = {"neg": "-", "pos": "+", "invert": "~"}


def __getattr__(name):
    raise _C._missing("torch.fx.graph", name)


class _Names:
    """Gives each node a name of its own."""

    def __init__(self):
        self.used = set()
        self.counts = {}

    def create(self, candidate):
        candidate = re.sub(r"[^0-9a-zA-Z_]+", "_", candidate)
        candidate = f"_{candidate}" if not candidate or candidate[0].isdigit() else candidate
        found = re.fullmatch(r"(.*)_(\d+)", candidate)
        base, number = (found[1], int(found[2])) if found else (candidate, None)
        if candidate in self.used or self._is_illegal(candidate):
            number = self.counts.get(base, 0) + 1 if number is None else number
            candidate = f"{base}_{number}"
            while candidate in self.used or self._is_illegal(candidate):
                number += 1
                candidate = f"{base}_{number}"
            self.counts[base] = number
        self.used.add(candidate)
        return candidate

    @staticmethod
    def _is_illegal(name):
        import builtins
        return keyword.iskeyword(name) or hasattr(builtins, name) or name in ("inf", "nan", "NoneType", "torch",
                                                                             "device", "fx_pytree", "pytree")


@dataclass
class PythonCode:
    """Source text and the names that it needs."""

    src: str
    globals: Dict[str, Any]


class _NodeList:
    """The nodes of a graph in order."""

    def __init__(self, graph, backwards=False):
        self.graph = graph
        self.backwards = backwards

    def __len__(self):
        return sum(1 for _ in self)

    def __iter__(self):
        root = self.graph._root
        node = root._prev if self.backwards else root._next
        while node is not root:
            if not node._erased:
                yield node
            node = node._prev if self.backwards else node._next

    def __reversed__(self):
        return _NodeList(self.graph, not self.backwards)


_NodeList.__name__ = _NodeList.__qualname__ = "_node_list"
_NodeList.__module__ = "torch.fx.graph"


class Graph:
    """A list of nodes, each of which uses earlier ones."""

    def __init__(self, owning_module=None, tracer_cls=None, tracer_extras=None):
        if tracer_extras is not None:
            raise UnsupportedError("torch.fx.Graph(tracer_extras=...) is not supported by torchlet")
        self.owning_module = owning_module
        self._tracer_cls = tracer_cls
        self._names = _Names()
        self._root = Node(self, "", "root", "", (), {})
        self._insert = self._root.prepend

    @property
    def nodes(self):
        return _NodeList(self)

    # ---- Adding nodes ----

    def create_node(self, op, target, args=None, kwargs=None, name=None, type_expr=None):
        if op not in ("call_function", "call_method", "get_attr", "call_module", "placeholder", "output"):
            raise AssertionError(f"op must be one of the node kinds, but is {op}")
        candidate = name if name is not None else self._candidate(target)
        node = Node(self, self._names.create(candidate), op, target, args or (), kwargs or {}, type_expr)
        self._insert(node)
        return node

    @staticmethod
    def _candidate(target):
        name = target if isinstance(target, str) else target.__name__
        if isinstance(target, str):
            name = name.replace("*", "").replace(".", "_")
        elif name.startswith("__") and name.endswith("__"):
            name = name[2:-2]
        return re.sub(r"(?<!^)(?=[A-Z][a-z])", "_", name).lower() if any(c.isupper() for c in name) else name

    def placeholder(self, name, type_expr=None, default_value=inspect.Signature.empty):
        args = () if default_value is inspect.Signature.empty else (default_value,)
        return self.create_node("placeholder", name, args, type_expr=type_expr)

    def get_attr(self, qualified_name, type_expr=None):
        return self.create_node("get_attr", qualified_name, type_expr=type_expr)

    def call_function(self, the_function, args=None, kwargs=None, type_expr=None):
        return self.create_node("call_function", the_function, args, kwargs, type_expr=type_expr)

    def call_method(self, method_name, args=None, kwargs=None, type_expr=None):
        return self.create_node("call_method", method_name, args, kwargs, type_expr=type_expr)

    def call_module(self, module_name, args=None, kwargs=None, type_expr=None):
        return self.create_node("call_module", module_name, args, kwargs, type_expr=type_expr)

    def output(self, result, type_expr=None):
        return self.create_node("output", "output", (result,), type_expr=type_expr)

    def node_copy(self, node, arg_transform=lambda x: x):
        """Adds a copy of another graph's node."""
        copied = self.create_node(node.op, node.target, map_arg(node.args, arg_transform),
                                  map_arg(node.kwargs, arg_transform), node.name, node.type)
        copied.meta = dict(node.meta)
        return copied

    def graph_copy(self, g, val_map, return_output_node=False):
        """Adds copies of another graph's nodes; returns what its output became."""
        for node in g.nodes:
            if node in val_map:
                continue
            if node.op == "output":
                result = map_arg(node.args[0], lambda n: val_map[n])
                return (result, node) if return_output_node else result
            val_map[node] = self.node_copy(node, lambda n: val_map[n])

    # ---- Changing ----

    @contextlib.contextmanager
    def _inserting(self, insert):
        before, self._insert = self._insert, insert
        try:
            yield
        finally:
            self._insert = before

    def inserting_before(self, n=None):
        """A block whose nodes stand before a node, or at the end of the graph."""
        return self.inserting_after(self._root) if n is None else self._inserting(n.prepend)

    def inserting_after(self, n=None):
        """A block whose nodes stand behind a node, or at the beginning of the graph."""
        if n is None:
            return self.inserting_before(self._root)
        last = [n]

        def insert(node):
            last[0].append(node)
            last[0] = node
        return self._inserting(insert)

    def erase_node(self, to_erase):
        """Takes out a node that nobody uses."""
        if to_erase.users:
            raise RuntimeError(f"Tried to erase Node {to_erase} but it still had {len(to_erase.users)} users in the "
                               f"graph: {to_erase.users}!")
        if to_erase.graph is not self:
            raise RuntimeError(f"Attempting to remove {to_erase} from wrong graph!")
        to_erase._unlink()
        to_erase._erased = True
        to_erase._update((), {})

    def eliminate_dead_code(self, is_impure_node=None):
        """Takes out what is not used; tells whether there was any."""
        self.lint()
        impure = is_impure_node or (lambda node: node.is_impure())
        changed = False
        for node in list(reversed(self.nodes)):
            if not node.users and not impure(node):
                self.erase_node(node)
                changed = True
        return changed

    def find_nodes(self, *, op, target=None, sort=True):
        """The nodes of a kind."""
        return [node for node in self.nodes
                if node.op == op and (target is None or node.target == target)]

    def lint(self):
        """RuntimeError where a node uses one that does not come before it."""
        seen = set()
        for node in self.nodes:
            for used in node.all_input_nodes:
                if used.graph is not self:
                    raise RuntimeError(f"Argument '{used}' of Node '{node}' does not belong to this Graph, but was used "
                                       "as an argument! If you are copying nodes from another graph, make sure to use "
                                       f"``arg_transform`` on node_copy() to remap values\n{self}")
                if used not in seen:
                    raise RuntimeError(f"Argument '{used}' of Node '{node}' was used before it has been defined! Please "
                                       f"check that Nodes in the graph are topologically ordered\n{self}")
            seen.add(node)

    def output_node(self):
        return next(node for node in reversed(self.nodes) if node.op == "output")

    # ---- Text ----

    def __str__(self):
        return "graph():" + "".join("\n    " + node.format_node() for node in self.nodes)

    def python_code(self, root_module):
        """The graph as the text of a function, with the names that it uses."""
        return _Writer(self, root_module).write()

    def __getattr__(self, name):
        _C._refuse_known("torch.fx.graph.Graph", name)
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'", name=name, obj=self)

    def print_tabular(self):
        raise UnsupportedError("torch.fx.Graph.print_tabular is not supported by torchlet")


Graph.__module__ = "torch.fx.graph"


def last_uses(graph):
    """For each node, the nodes that are used there for the last time."""
    seen, found = set(), {}
    for node in reversed(graph.nodes):
        for used in node.all_input_nodes:
            if used not in seen:
                seen.add(used)
                found.setdefault(node, []).append(used)
    return found


class _Writer:
    """Writes one graph as Python."""

    def __init__(self, graph, root):
        self.graph = graph
        self.root = root
        self.globals = {"inf": float("inf"), "nan": float("nan"), "NoneType": type(None), "torch": torch,
                        "device": torch.device}
        self.parameters = []
        self.starred = []
        self.lines = []
        self.wrapped = {}  # as an ordered set: the functions that were recorded as one call

    def write(self):
        gone_after = last_uses(self.graph)
        for node in self.graph.nodes:
            text = self._statement(node)
            if text is None:
                continue
            gone = [] if node.op == "output" else gone_after.get(node, [])
            if node.op not in ("placeholder", "output") and not node.users:
                gone = gone + [node]
            if gone:
                text += f";  {' = '.join(repr(n) for n in gone)} = None"
            self.lines.append(text)
        body = "".join(f"\n    {line}" for line in self.starred + self.lines) or "\n    pass"
        signature = ", ".join([self.root] + self.parameters)
        wraps = "\n".join(f'torch.fx._symbolic_trace.wrap("{name}")' for name in self.wrapped)
        return PythonCode(f"\n{wraps}\n\ndef forward({signature}):{body}\n    ", self.globals)

    def _global(self, function):
        """The expression that names a function."""
        name = qualified_name(function)
        if name.startswith("torch."):
            return name
        if name.startswith("builtins."):
            return function.__name__
        spelled = name.replace(".", "_")
        self.globals[spelled] = function
        return spelled

    def _value(self, argument):
        if isinstance(argument, Node):
            return repr(argument)
        if isinstance(argument, tuple):
            if hasattr(argument, "_fields"):
                return f"{self._global(type(argument))}({', '.join(self._value(item) for item in argument)})"
            inner = ", ".join(self._value(item) for item in argument)
            return f"({inner},)" if len(argument) == 1 else f"({inner})"
        if isinstance(argument, list):
            return f"[{', '.join(self._value(item) for item in argument)}]"
        if isinstance(argument, dict):
            return "{" + ", ".join(f"{key!r}: {self._value(item)}" for key, item in argument.items()) + "}"
        if isinstance(argument, slice):
            parts = ", ".join(self._value(item) for item in (argument.start, argument.stop, argument.step))
            return f"slice({parts})"
        return repr(argument)

    def _arguments(self, args, kwargs):
        parts = [self._value(item) for item in args]
        return ", ".join(parts + [f"{key} = {self._value(item)}" for key, item in kwargs.items()])

    def _type(self, kind):
        if kind is None:
            return ""
        text = type_text(kind)
        if kind.__module__ not in ("builtins", "typing") and not text.startswith("torch."):
            text = text.replace(".", "_")
            self.globals[text] = kind
        return f" : {text}"

    def _attribute(self, target):
        text = "self"
        for part in target.split("."):
            text = f"{text}.{part}" if part.isidentifier() else f'getattr({text}, "{part}")'
        return text

    def _statement(self, node):
        kind = self._type(node.type) if node.op != "output" else ""
        if node.op == "placeholder":
            default = f" = {self._value(node.args[0])}" if node.args else ""
            self.parameters.append(f"{node.target}{kind}{default}")
            raw = node.target.replace("*", "")
            if raw != repr(node):
                self.starred.append(f"{node!r} = {raw}")
            return None
        if node.op == "output":
            return f"return {self._value(node.args[0])}"
        if node.op == "call_method":
            target = self._value(node.args[0])
            return f"{node!r}{kind} = {target}.{node.target}({self._arguments(node.args[1:], node.kwargs)})"
        if node.op == "call_module":
            return f"{node!r}{kind} = {self._attribute(node.target)}({self._arguments(node.args, node.kwargs)})"
        if node.op == "get_attr":
            return f"{node!r}{kind} = {self._attribute(node.target)}"
        return self._call(node, kind)

    def _call(self, node, kind):
        name, where = node.target.__name__, qualified_name(node.target).rpartition(".")[0]
        args = node.args
        if where == "_operator" and not node.kwargs:
            values = [self._value(item) for item in args]
            if name in _OPERATORS:
                return f"{node!r}{kind} = {values[0]} {_OPERATORS[name]} {values[1]}"
            if name in _INPLACE:
                return f"{values[0]} {_INPLACE[name]} {values[1]};  {node!r}{kind} = {values[0]}"
            if name in _UNARY:
                return f"{node!r}{kind} = {_UNARY[name]}{values[0]}"
            if name == "getitem":
                return f"{node!r}{kind} = {values[0]}[{values[1]}]"
        if where == "builtins" and name == "getattr" and len(args) == 2 and isinstance(args[1], str):
            return f"{node!r}{kind} = {self._value(args[0])}.{args[1]}"
        name = self._global(node.target)
        if node.meta.get("is_wrapped"):
            self.wrapped[name] = None
        return f"{node!r}{kind} = {name}({self._arguments(args, node.kwargs)})"
