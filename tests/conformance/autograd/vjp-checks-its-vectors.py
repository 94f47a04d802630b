import torch
from torch.func import vjp


def ask(function, cotangent):
    try:
        print(vjp(function, torch.ones(2))[1](cotangent))
    except RuntimeError as error:
        print(error)


ask(lambda x: x.sin(), torch.ones(2))
ask(lambda x: (x, 2 * x), (torch.ones(2), torch.ones(2)))
ask(lambda x: {"first": x.sin(), "second": x.cos()}, torch.ones(2))
ask(lambda x: (x, x), torch.ones(2))
ask(lambda x: x, (torch.ones(2),))
ask(lambda x: x, torch.ones(3))
