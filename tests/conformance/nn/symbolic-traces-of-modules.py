# torch.fx: a module as a graph, its code, and changes of it.
import operator
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import fx


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2))
        self.body = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
        self.register_buffer("shift", torch.tensor([1.0, 2.0, 3.0]))

    def forward(self, x, scale: float = 2.0):
        y = F.dropout(self.body(x * self.weight), p=0.5, training=False) - self.shift
        z = torch.cat([y, -y], dim=1)[:, 1:4] ** 2
        return {"out": z.sum(dim=-1) * scale, "rows": x.shape[0]}


torch.manual_seed(0)
module = Small()
traced = fx.symbolic_trace(module)
print(traced.graph)
print(traced.code)
print(type(traced).__name__, isinstance(traced, fx.GraphModule), [name for name, _ in traced.named_parameters()])
sample = torch.arange(4.0).reshape(2, 2)
print(torch.equal(traced(sample)["out"], module(sample)["out"]), traced(sample)["rows"])
for node in traced.graph.nodes:
    print(node.op, node.name, node.args, node.kwargs, list(node.users))


def formula(a, b):
    return torch.relu(a + b) @ b.t()


graph_module = fx.symbolic_trace(formula)
for node in graph_module.graph.nodes:
    if node.target is torch.relu:
        with graph_module.graph.inserting_after(node):
            other = graph_module.graph.call_function(torch.sigmoid, node.args)
        node.replace_all_uses_with(other)
        graph_module.graph.erase_node(node)
        break
graph_module.graph.lint()
graph_module.recompile()
print(graph_module)
print(graph_module(torch.zeros(2, 2), torch.eye(2)))


class Named(fx.Interpreter):
    def run_node(self, node):
        result = super().run_node(node)
        print(node.op, node.name, tuple(result.shape))
        return result


print(Named(graph_module).run(torch.ones(1, 2), torch.ones(2, 2)))


class Doubling(fx.Transformer):
    def call_function(self, target, args, kwargs):
        result = super().call_function(target, args, kwargs)
        return result * 2 if target is operator.add else result


print(Doubling(graph_module).transform().code)
print(fx.replace_pattern(graph_module, lambda a, b: a + b, lambda a, b: torch.sub(a, b)))
print(graph_module.code)

graph = fx.Graph()
entry = graph.placeholder("x")
graph.output(graph.call_method("neg", (entry,)))
print(graph)
print(fx.GraphModule({}, graph)(torch.ones(2)))
try:
    graph.erase_node(entry)
except RuntimeError as error:
    print(error)


def choosing(x):
    return x if x.sum() > 0 else -x


for function in (choosing, lambda x: len(x)):
    try:
        fx.symbolic_trace(function)
    except Exception as error:
        print(type(error).__name__, error)
