# What a GraphModule takes over from a module or a dictionary: whole modules, parts of them, buffers.
import torch
import torch.fx


class Counting(torch.nn.Linear):
    def __init__(self):
        super().__init__(2, 2)
        self.register_buffer("scale", torch.ones(2), persistent=False)


class Outer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.whole = Counting()
        self.part = torch.nn.Module()
        self.part.weight = torch.nn.Parameter(torch.ones(2))
        self.part.inner = torch.nn.Linear(2, 2)
        self.part.unused = torch.nn.Linear(2, 2)

    def forward(self, x):
        return self.whole(x) * self.whole.scale + self.part.weight + self.part.inner(x) + self.part.inner.weight.sum()


class LeafTracer(torch.fx.Tracer):
    def is_leaf_module(self, m, module_qualified_name):
        return isinstance(m, torch.nn.Linear)


root = Outer()
taken = torch.fx.GraphModule(root, LeafTracer().trace(root))
print(taken.code)
print(list(taken.state_dict()))
print(taken.whole is root.whole, taken.part is root.part, taken.part.inner is root.part.inner)

given = {"whole": Counting(), "whole.scale": torch.ones(2), "part.weight": torch.ones(2),
         "part.inner": torch.nn.Linear(2, 2), "part.inner.weight": torch.nn.Parameter(torch.ones(2, 2))}
made = torch.fx.GraphModule(given, taken.graph)
print(list(made.state_dict()))
print([name for name, _ in made.named_parameters()])
print(type(made.part.weight).__name__)
del given["part.weight"]
try:
    torch.fx.GraphModule(given, taken.graph)
except RuntimeError as error:
    print(error)
