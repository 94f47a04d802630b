"""Distributions of a vector."""
import torch
from torch.distributions import *


def show(question):
    torch.manual_seed(0)
    try:
        print(question, "->", eval(question))
    except Exception as error:
        print(question, "->", type(error).__name__, error)


a = torch.tensor([0.7, 1.5, 3.0])
b = torch.tensor([1.2, 0.6, 2.5])
p = torch.tensor([0.2, 0.5, 0.9])
QUESTIONS = """
d
d.batch_shape
d.event_shape
d.support
d.has_rsample
d.mean
d.mode
d.variance
d.stddev
d.sample()
d.sample((2,))
d.rsample((2,))
d.entropy()
d.perplexity()
d.log_prob(value)
d.log_prob(value - 100)
d.log_prob(torch.ones(7))
d.cdf(value)
d.icdf(torch.full((3,), 0.3))
d.expand((2, 3)).batch_shape
d.expand((2, 3)).sample().shape
""".split("\n")[1:-1]
for d, value in (
    (Dirichlet(a), torch.tensor([0.2, 0.3, 0.5])),
    (OneHotCategorical(p), torch.tensor([0.0, 1.0, 0.0])),
    (OneHotCategoricalStraightThrough(p), torch.tensor([0.0, 1.0, 0.0])),
    (Multinomial(4, p), torch.tensor([1.0, 2.0, 1.0])),
    (MultivariateNormal(a, torch.diag(b)), torch.tensor([0.3, 0.6, 0.9])),
    (Independent(Normal(a, b), 1), torch.tensor([0.3, 0.6, 0.9])),
    (LogisticNormal(a[:2], b[:2]), torch.tensor([0.2, 0.3, 0.5])),
    (RelaxedOneHotCategorical(torch.tensor(0.5), p), torch.tensor([0.2, 0.3, 0.5])),
    (MixtureSameFamily(Categorical(torch.ones(2)), Independent(Normal(torch.zeros(2, 3), torch.ones(2, 3)), 1)), torch.tensor([0.3, 0.6, 0.9])),
):
    for question in QUESTIONS:
        show(question)
