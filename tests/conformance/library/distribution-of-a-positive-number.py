"""Distributions of a positive number."""
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
    (LogNormal(a, b), torch.tensor([0.3, 0.6, 0.9])),
    (HalfNormal(b), torch.tensor([0.3, 0.6, 0.9])),
    (HalfCauchy(b), torch.tensor([0.3, 0.6, 0.9])),
    (Exponential(a), torch.tensor([0.3, 0.6, 0.9])),
    (Gamma(a, b), torch.tensor([0.3, 0.6, 0.9])),
    (Chi2(a), torch.tensor([0.3, 0.6, 0.9])),
    (Weibull(a, b), torch.tensor([0.3, 0.6, 0.9])),
    (Pareto(torch.tensor([0.1, 0.2, 0.3]), b), torch.tensor([0.3, 0.6, 0.9])),
    (InverseGamma(a, b), torch.tensor([0.3, 0.6, 0.9])),
    (FisherSnedecor(a, b * 3), torch.tensor([0.3, 0.6, 0.9])),
):
    for question in QUESTIONS:
        show(question)
