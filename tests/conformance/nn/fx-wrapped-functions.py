# Functions that stand in a graph as one call: the code says which were wrapped.
import math
from math import sqrt

import torch
import torch.fx


def plain(x):
    return x + 1


@torch.fx.wrap
def shifted(x):
    return x + 2


torch.fx.wrap("len")


def traced(x):
    return torch.relu(shifted(x)) + math.floor(len(x)) + sqrt(x) + shifted(x)


module = torch.fx.symbolic_trace(traced)
print(module.code)
print([node.meta for node in module.graph.nodes])
graph = torch.fx.Graph()
x = graph.placeholder("x")
graph.output((torch.fx.Proxy(graph.call_function(shifted, (graph.call_function(plain, (x,)),))) * 2).node)
module = torch.fx.GraphModule(torch.nn.Module(), graph)
print(module.code, module(torch.ones(1)))
