"""Continuous Bernoulli distributions."""
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
d.probs
d.logits
d.mean
d.variance
d.stddev
d.sample()
d.rsample((2,))
d.log_prob(torch.tensor([0.1, 0.5, 1.0]))
d.cdf(torch.tensor([0.1, 0.5, 1.0]))
d.icdf(torch.tensor([0.1, 0.5, 0.7]))
d.entropy()
d.expand((2, 3)).mean
d.param_shape
d.support
d.mode
d.batch_shape
""".split("\n")[1:-1]
for d in (
    ContinuousBernoulli(torch.tensor([0.1, 0.4995, 0.9])),
    ContinuousBernoulli(logits=torch.tensor([-1.0, 0.0, 2.0])),
    ContinuousBernoulli(0.3),
):
    for question in QUESTIONS:
        show(question)
for question in """
ContinuousBernoulli()
ContinuousBernoulli(2.0)
ContinuousBernoulli(probs=0.2, logits=0.1)
kl_divergence(ContinuousBernoulli(torch.tensor([0.2, 0.6])), ContinuousBernoulli(torch.tensor([0.4, 0.5])))
kl_divergence(ContinuousBernoulli(0.2), Normal(0.0, 1.0))
kl_divergence(ContinuousBernoulli(0.2), Exponential(1.0))
kl_divergence(ContinuousBernoulli(0.2), Uniform(-1.0, 1.0))
kl_divergence(ContinuousBernoulli(0.2), Pareto(0.1, 1.0))
kl_divergence(Uniform(0.0, 1.0), ContinuousBernoulli(0.2))
kl_divergence(Beta(1.0, 2.0), ContinuousBernoulli(0.2))
ContinuousBernoulli(0.2).log_prob(torch.tensor(2.0))
""".split("\n")[1:-1]:
    show(question)
x = torch.tensor([0.3, 0.7], requires_grad=True)
ContinuousBernoulli(x).log_prob(torch.tensor([0.2, 0.9])).sum().backward()
print(x.grad)
