# Old names and habits: what they say, and where.
import pickle
import warnings

import torch
from torch import nn


def told(call):
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        try:
            call()
        except Exception as error:
            print(type(error).__name__, error)
    for warning in given:
        print(warning.category.__name__, warning.message)


told(lambda: torch.cuda.amp.autocast(enabled=False))
told(lambda: torch.cuda.amp.GradScaler(enabled=False))
told(lambda: torch.ones(2).storage())
told(lambda: torch.ones(2).storage())
told(lambda: nn.functional.softmax(torch.ones(2)))
x = torch.zeros(3)
told(lambda: x[torch.tensor([True, False, True])].fill_(1))


class Headless(nn.Module):
    def __init__(self):
        self.width = 1


told(lambda: Headless()(1))
print(pickle.PicklingError.__module__)
