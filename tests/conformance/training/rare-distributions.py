# Samples, densities and moments of the rare distributions.
import torch
from torch.distributions import *


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


for d in (
    VonMises(torch.tensor([1., 0.]), torch.tensor([1., 5.])),
    ContinuousBernoulli(torch.tensor([0.3, 0.5, 0.9])),
    LKJCholesky(3, 0.5),
    LowRankMultivariateNormal(torch.zeros(2), torch.tensor([[1.], [0.]]), torch.ones(2)),
    Wishart(torch.tensor([2.]), covariance_matrix=torch.eye(2)),
):
    torch.manual_seed(1)
    x = d.sample()
    print(type(d).__name__, x)
    print(d.sample((2,)).shape)
    attempt(lambda: d.log_prob(x))
    attempt(lambda: d.mean)
    attempt(lambda: d.variance)
    attempt(lambda: d.entropy())
    attempt(lambda: d.batch_shape)
    attempt(lambda: d.event_shape)
    print(d)
