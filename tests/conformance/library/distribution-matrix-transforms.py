"""Transforms of matrices and of the parts of a tensor."""
import torch
from torch.distributions import *
from torch.distributions import constraints, transforms as T


def show(question):
    torch.manual_seed(0)
    try:
        print(question, "->", eval(question))
    except Exception as error:
        print(question, "->", type(error).__name__, error)


x = torch.tensor([0.3, -0.2, 1.0])
QUESTIONS = """
t
t.inv
t(v)
t.inv(t(v))
t.log_abs_det_jacobian(v, t(v))
t.domain
t.codomain
t.bijective
t.sign
t.forward_shape(v.shape)
t.inverse_shape(t(v).shape)
t.event_dim
t == t
t.with_cache(1)
""".split("\n")[1:-1]
for t, v in (
    (T.CorrCholeskyTransform(), x),
    (T.PositiveDefiniteTransform(), torch.tensor([[0.1, 0.0], [0.4, -0.3]])),
    (T.CumulativeDistributionTransform(Normal(0.0, 1.0)), x),
    (T.StackTransform([T.ExpTransform(), T.AffineTransform(1.0, 2.0), T.SigmoidTransform()]), x),
    (T.CatTransform([T.ExpTransform(), T.AffineTransform(1.0, 2.0)], lengths=[1, 2]), x),
):
    for question in QUESTIONS:
        show(question)
for question in """
transform_to(constraints.corr_cholesky)
transform_to(constraints.positive_definite)
biject_to(constraints.positive_definite)
transform_to(constraints.positive_semidefinite)
biject_to(constraints.cat([constraints.positive, constraints.real], lengths=[1, 2]))(x)
biject_to(constraints.stack([constraints.positive, constraints.real, constraints.unit_interval]))(x)
constraints.corr_cholesky.check(torch.eye(2))
constraints.square.check(torch.ones(2, 3))
constraints.symmetric.check(torch.eye(2))
constraints.positive_semidefinite.check(torch.ones(2, 2))
constraints.one_hot.check(torch.tensor([0., 1.]))
ExponentialFamily
issubclass(Normal, ExponentialFamily)
issubclass(Cauchy, ExponentialFamily)
T.CatTransform([1])
T.StackTransform([T.ExpTransform()], dim=1)
constraints.multinomial(3)
constraints.cat([constraints.positive, constraints.real])
constraints.independent(constraints.real, 1)
constraints.stack([constraints.positive]).check(torch.ones(1))
""".split("\n")[1:-1]:
    show(question)
