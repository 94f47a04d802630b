"""Attributes that nothing in PyTorch has."""
import torch
from torch import nn


class Net(nn.Module):
    pass


for thing in [nn.Module(), Net(), nn.Linear(1, 1), torch.Generator(), nn.Sequential(), torch.distributions.transforms,
              torch.optim.SGD(nn.Linear(1, 1).parameters(), lr=1.0), torch.utils.data.DataLoader([1]), nn.functional,
              torch.autograd.Function, torch.nn.utils.rnn, torch.functional]:
    print(hasattr(thing, "no_such_thing"), getattr(thing, "no_such_thing", None))
    try:
        thing.no_such_thing
    except AttributeError as error:
        print(error)
