"""Transforms that lead from real numbers to what a constraint asks for."""
import torch
from torch.distributions import biject_to, constraints, transform_to


def show(question):
    torch.manual_seed(0)
    try:
        print(question, "->", eval(question))
    except Exception as error:
        print(question, "->", type(error).__name__, error)


x = torch.tensor([[0.5, 0.2], [0.1, -0.3]])
for c in (
    constraints.real,
    constraints.positive,
    constraints.unit_interval,
    constraints.greater_than(2.),
    constraints.less_than(3.),
    constraints.interval(1., 4.),
    constraints.simplex,
    constraints.real_vector,
    constraints.lower_cholesky,
    constraints.nonnegative,
):
    for question in ("c", "biject_to(c)", "biject_to(c)(x)", "transform_to(c)", "transform_to(c)(x)"):
        show(question)
