"""Distributions of a whole number."""
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
    (Bernoulli(p), torch.tensor([0.0, 1.0, 0.0])),
    (Bernoulli(logits=a), torch.tensor([0.0, 1.0, 0.0])),
    (Binomial(5, p), torch.tensor([1.0, 2.0, 1.0])),
    (Geometric(p), torch.tensor([1.0, 2.0, 1.0])),
    (Poisson(a), torch.tensor([1.0, 2.0, 1.0])),
    (NegativeBinomial(4, p), torch.tensor([1.0, 2.0, 1.0])),
    (NegativeBinomial(torch.tensor(4.0), logits=a), torch.tensor([1.0, 2.0, 1.0])),
    (Categorical(p), torch.tensor([0.0, 1.0, 2.0])),
    (Categorical(logits=a), torch.tensor([0.0, 1.0, 2.0])),
):
    for question in QUESTIONS:
        show(question)
for d in (Bernoulli(p), Binomial(3, p), Categorical(p), OneHotCategorical(p)):
    show("d.enumerate_support()")
    show("d.enumerate_support(expand=False)")
