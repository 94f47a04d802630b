"""Running a graph node by node."""

from torch.fx.graph import Graph, last_uses
from torch.fx.graph_module import GraphModule
from torch.fx.node import map_aggregate, map_arg
from torch.fx.proxy import Proxy, TracerBase


class Interpreter:
    """Runs a graph; subclasses change what a node does."""

    def __init__(self, module, garbage_collect_values=True, graph=None):
        self.module = module
        self.graph = module.graph if graph is None else graph
        self.submodules = dict(module.named_modules())
        self.env = {}
        self.garbage_collect_values = garbage_collect_values
        self.args_iter = iter(())

    def run(self, *args, initial_env=None, enable_io_processing=True):
        """Runs the whole graph; returns its output."""
        self.env = dict(initial_env or {})
        self.args_iter = iter(args)
        gone_after = last_uses(self.graph) if self.garbage_collect_values else {}
        for node in self.graph.nodes:
            if node in self.env:
                continue
            try:
                self.env[node] = self.run_node(node)
            except Exception as error:
                note = f"While executing {node.format_node()}"
                error.args = (f"{error.args[0]}\n\n{note}\nOriginal traceback:\nNone", *error.args[1:]) if (
                    error.args and isinstance(error.args[0], str)) else error.args
                raise
            for gone in gone_after.get(node, ()):
                self.env.pop(gone, None)
            if node.op == "output":
                return self.env[node]

    def run_node(self, n):
        """Runs one node."""
        args, kwargs = self.fetch_args_kwargs_from_env(n)
        return getattr(self, n.op)(n.target, args, kwargs)

    def placeholder(self, target, args, kwargs):
        if target.startswith("*"):
            return list(self.args_iter)
        for value in self.args_iter:
            return value
        if args:
            return args[0]
        raise RuntimeError(f"Expected positional argument for parameter {target}, but one was not passed in!")

    def get_attr(self, target, args, kwargs):
        return self.fetch_attr(target)

    def call_function(self, target, args, kwargs):
        return target(*args, **kwargs)

    def call_method(self, target, args, kwargs):
        return getattr(args[0], target)(*args[1:], **kwargs)

    def call_module(self, target, args, kwargs):
        return self.fetch_attr(target)(*args, **kwargs)

    def output(self, target, args, kwargs):
        return args[0]

    def fetch_attr(self, target):
        value = self.module
        for part in target.split("."):
            value = getattr(value, part)
        return value

    def fetch_args_kwargs_from_env(self, n):
        return self.map_nodes_to_values(n.args, n), self.map_nodes_to_values(n.kwargs, n)

    def map_nodes_to_values(self, args, n):
        def value_of(node):
            if node not in self.env:
                raise RuntimeError(f"Node {n} referenced nonexistent value {node}! Run Graph.lint() to diagnose such "
                                   "issues")
            return self.env[node]
        return map_arg(args, value_of)


class _TransformerTracer(TracerBase):
    def __init__(self, graph):
        self.graph = graph

    def call_module(self, path, args, kwargs):
        return self.create_proxy("call_module", path, args, kwargs)


class Transformer(Interpreter):
    """Runs a graph on proxies: makes a new graph of it."""

    def __init__(self, module):
        super().__init__(module)
        self.new_graph = Graph()
        self.tracer = _TransformerTracer(self.new_graph)
        self.tracer.root = module

    def placeholder(self, target, args, kwargs):
        default = args[:1]
        return Proxy(self.new_graph.placeholder(target, None, *default), self.tracer)

    def get_attr(self, target, args, kwargs):
        return self.tracer.create_proxy("get_attr", target, args, kwargs)

    def call_module(self, target, args, kwargs):
        return self.tracer.call_module(target, args, kwargs)

    def call_function(self, target, args, kwargs):
        return self.tracer.create_proxy("call_function", target, args, kwargs)

    def transform(self):
        """Returns the module of the new graph."""
        result = super().run()
        if result is not None:
            self.new_graph.output(map_proxies(result))
        return GraphModule(self.module, self.new_graph)


def map_proxies(value):
    """The nest with nodes in place of proxies."""
    return map_aggregate(value, lambda leaf: leaf.node if isinstance(leaf, Proxy) else leaf)


Interpreter.__module__ = Transformer.__module__ = "torch.fx.interpreter"
