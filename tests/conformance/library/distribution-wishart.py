"""Random covariance matrices."""
import torch
from torch.distributions import *


def show(question):
    torch.manual_seed(0)
    try:
        print(question, "->", eval(question))
    except Exception as error:
        print(question, "->", type(error).__name__, error)


S = torch.tensor([[2.0, 0.3], [0.3, 1.0]])
QUESTIONS = """
d
d.mean
d.mode
d.variance
d.sample()
d.rsample((2,))
d.log_prob(torch.eye(2))
d.entropy()
d.covariance_matrix
d.precision_matrix
d.scale_tril
d.batch_shape
d.event_shape
d.expand((3,) + tuple(d.batch_shape)).mean.shape
d.support
d.df
""".split("\n")[1:-1]
for d in (
    Wishart(torch.tensor(3.0), S),
    Wishart(4, scale_tril=torch.linalg.cholesky(S)),
    Wishart(torch.tensor([2.0, 5.0]), precision_matrix=S),
    Wishart(torch.tensor([2.5]), covariance_matrix=torch.eye(2)),
):
    for question in QUESTIONS:
        show(question)
for question in """
Wishart(torch.tensor(0.5), S)
Wishart(torch.tensor(3.0))
Wishart(torch.tensor(3.0), S, S)
Wishart(torch.tensor(3.0), torch.ones(2))
kl_divergence(Wishart(torch.tensor(3.0), S), Wishart(torch.tensor(4.0), torch.eye(2)))
Wishart(torch.tensor(3.0), S).log_prob(-torch.eye(2))
""".split("\n")[1:-1]:
    show(question)
