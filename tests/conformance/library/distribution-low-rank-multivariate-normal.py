"""Normal vectors of low rank."""
import torch
from torch.distributions import *


def show(question):
    torch.manual_seed(0)
    try:
        print(question, "->", eval(question))
    except Exception as error:
        print(question, "->", type(error).__name__, error)


m = torch.tensor([1.0, -1.0, 0.0])
W = torch.tensor([[1.0, 0.2], [0.3, -1.0], [0.5, 0.5]])
D = torch.tensor([0.5, 1.0, 2.0])
d = LowRankMultivariateNormal(m, W, D)
for question in """
d
d.mean
d.mode
d.variance
d.stddev
d.covariance_matrix
d.precision_matrix
d.scale_tril
d.sample()
d.rsample((2,))
d.log_prob(torch.ones(3))
d.log_prob(torch.ones(2, 3))
d.entropy()
d.expand((4,))
d.expand((4,)).entropy()
d.event_shape
d.support
d.cov_factor
d.cov_diag
d.expand((2,)).sample()
LowRankMultivariateNormal(torch.tensor(1.0), W, D)
LowRankMultivariateNormal(m, torch.ones(3), D)
LowRankMultivariateNormal(m, W[:2], D)
LowRankMultivariateNormal(m, W, D[:2])
LowRankMultivariateNormal(m, W, -D)
LowRankMultivariateNormal(torch.zeros(2), torch.tensor([[1.0], [0.0]]), torch.ones(2))
kl_divergence(d, LowRankMultivariateNormal(torch.zeros(3), W * 2, D))
kl_divergence(d, MultivariateNormal(torch.zeros(3), torch.eye(3)))
kl_divergence(MultivariateNormal(torch.zeros(3), torch.eye(3)), d)
""".split("\n")[1:-1]:
    show(question)
