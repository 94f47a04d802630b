# __torch_function__ gets the very functions that the program knows by name.
import torch

handled = {}


def implements(function):
    def register(implementation):
        handled[function] = implementation
        return implementation
    return register


class Diagonal:
    def __init__(self, size, value):
        self.size, self.value = size, value

    def __repr__(self):
        return f"Diagonal({self.size}, {self.value})"

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func not in handled or not all(issubclass(kind, (torch.Tensor, Diagonal)) for kind in types):
            return NotImplemented
        return handled[func](*args, **(kwargs or {}))


@implements(torch.mean)
def mean(input):
    return input.value / input.size


@implements(torch.linalg.inv)
def inv(input):
    return Diagonal(input.size, 1 / input.value)


@implements(torch.nn.functional.linear)
def linear(input, weight, bias=None):
    return "linear", input, tuple(weight.shape)


@implements(torch.Tensor.add)
def add(left, right):
    return "added", right


diagonal = Diagonal(4, 2.0)
print(torch.mean(diagonal), torch.linalg.inv(diagonal))
print(torch.nn.functional.linear(diagonal, torch.ones(2, 3)))
print(torch.ones(1) + diagonal, torch.ones(1).add(diagonal))
try:
    torch.sum(diagonal)
except TypeError as error:
    print(error)
print(torch.relu is torch.relu, torch.Tensor.add is torch.Tensor.add, torch.nn.functional.linear is torch._C._nn.linear)
