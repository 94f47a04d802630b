"""Transforms, there and back."""
import torch
from torch.distributions import transforms as T


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
t
t.inv
t.bijective
t.domain
t.codomain
t(x)
t.inv(t(x))
t.log_abs_det_jacobian(x, t(x))
t.forward_shape(torch.Size([3]))
t.event_dim
t.sign
""".split("\n")[1:-1]
for t, x in (
    (T.ExpTransform(), a),
    (T.SigmoidTransform(), a),
    (T.TanhTransform(), a),
    (T.SoftplusTransform(), a),
    (T.AffineTransform(a, b), p),
    (T.AffineTransform(1, -2., event_dim=1), p),
    (T.PowerTransform(2.), a),
    (T.AbsTransform(), -a),
    (T.SoftmaxTransform(), a),
    (T.StickBreakingTransform(), a),
    (T.ComposeTransform([T.ExpTransform(), T.AffineTransform(0, 3.), T.TanhTransform()]), p),
    (T.ReshapeTransform((3,), (1, 3)), a),
    (T.IndependentTransform(T.ExpTransform(), 1), a),
    (T.LowerCholeskyTransform(), torch.ones(2, 2)),
    (T.identity_transform, a),
):
    for question in QUESTIONS:
        show(question)
