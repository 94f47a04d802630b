"""Angles."""
import torch
from torch.distributions import *


def show(question):
    torch.manual_seed(0)
    try:
        print(question, "->", eval(question))
    except Exception as error:
        print(question, "->", type(error).__name__, error)


d = VonMises(torch.tensor([0.5, -1.0]), torch.tensor([4.0, 0.3]))
for question in """
d
d.mean
d.mode
d.variance
d.stddev
d.sample()
d.sample((3,))
d.log_prob(torch.tensor([0.1, 2.0]))
d.expand((3, 2))
d.expand((3, 2)).sample()
d.support
d.has_rsample
d.rsample()
d.entropy()
d.batch_shape
VonMises(0.0, -1.0)
VonMises(1.0, 1.0).sample((4,))
VonMises(torch.tensor(0.), torch.tensor(1e-3, dtype=torch.float64))
d.arg_constraints
VonMises(torch.zeros(2, dtype=torch.float64), torch.ones(2, dtype=torch.float64)*1e3).sample()
""".split("\n")[1:-1]:
    show(question)
