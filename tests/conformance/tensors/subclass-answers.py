# What a subclass's own __torch_function__ answers about Tensor's special methods is checked.
import torch


class Silent(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return NotImplemented


class Loud(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return "loud"


def assign(tensor):
    tensor[0] = 5


def show(name, run):
    try:
        print(name, repr(run()))
    except Exception as error:
        print(name, type(error).__name__, error)


for kind in (Silent, Loud):
    a = torch.tensor([3.]).as_subclass(kind)
    i = torch.tensor(3).as_subclass(kind)
    show("item", lambda: a[0])
    show("assign", lambda: assign(a))
    show("bool", lambda: bool(a))
    show("not", lambda: not a)
    show("len", lambda: len(a))
    show("repr", lambda: repr(a))
    show("float", lambda: float(a))
    show("int", lambda: int(a))
    show("complex", lambda: complex(a))
    show("index", lambda: [1, 2, 3, 4][i])
    show("contains", lambda: 3 in a)
    show("format", lambda: f"{a}")
    show("reversed", lambda: reversed(a))
