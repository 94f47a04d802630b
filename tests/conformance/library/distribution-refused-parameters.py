"""Parameters and values that are refused."""
import torch
import math
from torch.distributions import *


def show(question):
    torch.manual_seed(0)
    try:
        print(question, "->", eval(question))
    except Exception as error:
        print(question, "->", type(error).__name__, error)


for question in """
Normal(0., -1.)
Normal(torch.zeros(2), torch.tensor([1., -1.]))
Bernoulli(2.)
Categorical(torch.tensor([-1., 1.]))
Bernoulli()
Beta(-1., 1.)
Dirichlet(torch.tensor(1.))
Poisson(-1.)
TransformedDistribution(Normal(0., 1.), 3)
Weibull(-1., 1.)
NegativeBinomial(3)
MixtureSameFamily(3, Normal(0., 1.))
Normal("a", 1)
Normal(0, 1).log_prob(3)
Independent(Normal(0., 1.), 1)
kl_divergence(Normal(0., 1.), Poisson(1.))
MultivariateNormal(torch.zeros(2), torch.tensor([[1., 2.], [2., 1.]]))
Normal(0., 1., validate_args=False).log_prob(torch.tensor(math.nan))
AffineTransform(1., 2.)(torch.ones(2))
""".split("\n")[1:-1]:
    show(question)
