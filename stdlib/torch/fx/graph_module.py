"""Modules whose forward() is written from a graph."""

import torch
from _types import UnsupportedError
from torch import _C


def _place_for(module, path):
    """The module below which a dotted name stands, and the last part of the name; empty modules are put on the way."""
    *outer, last = path.split(".")
    for name in outer:
        if not hasattr(module, name):
            module.add_module(name, torch.nn.Module())
        module = getattr(module, name)
    return module, last


def _copy_attribute(source, target, path):
    """Puts what `source` has under a dotted name into `target`."""
    for name in path.split(".")[:-1]:
        source = getattr(source, name)
    place, last = _place_for(target, path)
    if place is not source:  # else one of its modules was taken as a whole
        _assign(place, last, getattr(source, last))


def _assign(place, name, value):
    """Gives a module an attribute; a tensor that is no parameter becomes a buffer."""
    if isinstance(value, torch.Tensor) and not isinstance(value, torch.nn.Parameter):
        place.register_buffer(name, value)
    else:
        setattr(place, name, value)


class GraphModule(torch.nn.Module):
    """A graph that can be called; the modules and parameters that it names are the root's."""

    def __new__(cls, *args, **kwargs):
        for base in cls.__mro__:
            if "GraphModuleImpl" in base.__qualname__:
                return super().__new__(cls)

        class GraphModuleImpl(cls):  # forward() is set for each one by itself
            pass
        return super().__new__(GraphModuleImpl)

    def __init__(self, root, graph, class_name="GraphModule"):
        super().__init__()
        type(self).__name__ = class_name
        if isinstance(root, torch.nn.Module):
            self.training = root.training
        for node in graph.nodes:
            if node.op in ("get_attr", "call_module"):
                self._take(root, node)
        self.graph = graph

    def _take(self, root, node):
        if isinstance(root, torch.nn.Module):
            _copy_attribute(root, self, node.target)
        elif node.target not in root:
            raise RuntimeError(f"Node {node} referenced target {node.target} but that target was not provided in "
                               "``root``!")
        else:
            place, last = _place_for(self, node.target)
            _assign(place, last, root[node.target])

    @property
    def graph(self):
        return self._graph

    @graph.setter
    def graph(self, graph):
        if not hasattr(graph, "nodes"):
            raise AssertionError(f"Expected a Graph instance, but got {type(graph)}")
        self.__dict__["_graph"] = graph
        graph.owning_module = self
        self.recompile()

    @property
    def code(self):
        """The text of forward()."""
        return self._code

    def recompile(self):
        """Writes forward() again, after the graph was changed."""
        written = self._graph.python_code("self")
        self.__dict__["_code"] = written.src
        variables = dict(written.globals)
        exec(compile(written.src, "<eval_with_key>", "exec"), variables)
        type(self).forward = variables["forward"]
        return written

    def add_submodule(self, target, m):
        *outer, last = target.split(".")
        place = self
        for name in outer:
            following = getattr(place, name, None)
            if following is None:
                following = torch.nn.Module()
                setattr(place, name, following)
            if not isinstance(following, torch.nn.Module):
                return False
            place = following
        place.add_module(last, m)
        return True

    def delete_submodule(self, target):
        *outer, last = target.split(".")
        place = self
        for name in outer:
            place = getattr(place, name, None)
        if not isinstance(getattr(place, last, None), torch.nn.Module):
            return False
        delattr(place, last)
        return True

    def delete_all_unused_submodules(self):
        used = set()
        for node in self.graph.nodes:
            if node.op in ("call_module", "get_attr"):
                parts = node.target.split(".")
                used.update(".".join(parts[:count]) for count in range(1, len(parts) + 1))
        for name in [name for name, _ in self.named_modules() if name and name not in used]:
            self.delete_submodule(name)

    def __deepcopy__(self, memo):
        import copy
        holder = torch.nn.Module()
        state = {name: value for name, value in self.__dict__.items() if name != "_graph"}
        holder.__dict__ = copy.deepcopy(state, memo)
        copied = _copy_graph(self._graph)
        return GraphModule(holder, copied, type(self).__name__)

    def __str__(self):
        return "\n".join([super().__str__(), self._code,
                          "# To see more debug info, please use `graph_module.print_readable()`"])

    def __getattr__(self, name):
        _C._refuse_known("torch.fx.graph_module.GraphModule", name)
        return super().__getattr__(name)

    def print_readable(self, *args, **kwargs):
        raise UnsupportedError("torch.fx.GraphModule.print_readable is not supported by torchlet")


GraphModule.__module__ = "torch.fx.graph_module"


def _copy_graph(graph):
    from torch.fx.graph import Graph
    copied = Graph(tracer_cls=graph._tracer_cls)
    result, output = copied.graph_copy(graph, {}, return_output_node=True)
    copied.output(result, output.type)
    return copied
