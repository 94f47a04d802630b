"""Random correlation matrices."""
import torch
from torch.distributions import *


def show(question):
    torch.manual_seed(0)
    try:
        print(question, "->", eval(question))
    except Exception as error:
        print(question, "->", type(error).__name__, error)


QUESTIONS = """
d
d.sample()
d.sample((2,))
d.log_prob(d.sample())
d.batch_shape
d.event_shape
d.expand((3, 2)).batch_shape
d.expand((2, 2)).sample().shape
d.support
d.mean
d.dim
d.concentration
d.entropy()
""".split("\n")[1:-1]
for d in (
    LKJCholesky(3, 0.5),
    LKJCholesky(2),
    LKJCholesky(4, torch.tensor([1.0, 3.0])),
):
    for question in QUESTIONS:
        show(question)
for question in """
LKJCholesky(1)
LKJCholesky(3, -1.0)
LKJCholesky(2).log_prob(torch.ones(2, 2))
""".split("\n")[1:-1]:
    show(question)
