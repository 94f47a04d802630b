# dir() lists what a module or a class of torch can give, not only what has been used.
import torch
import torch.nn as nn
import torch.nn.functional as F


def public(thing):
    return [name for name in dir(thing) if not name.startswith("_")]


print(len(public(torch.Tensor)), len(public(torch.linalg)), len(public(torch.fft)), len(public(torch.special)))
print([name for name in dir(torch) if name.startswith("rand")])
print([name for name in dir(torch.Tensor) if name.startswith("masked")])
print([name for name in dir(torch.ones(1)) if name.startswith("cum")])
print([name for name in dir(nn) if name.startswith("Conv")])
print([name for name in dir(F) if name.endswith("entropy")])
print(all(hasattr(nn, name) for name in ("Linear", "GRU")), "Linear" in dir(nn), "Liner" in dir(nn))


class Mine(torch.Tensor):
    def twice(self):
        return self + self


print("twice" in dir(Mine), "relu_" in dir(Mine), "twice" in dir(torch.Tensor))
try:
    nn.functional.rell
except AttributeError as error:
    print(error)
