# Transforms of parts of tensors, of matrices and by cumulative functions.
import torch
from torch.distributions import *
from torch.distributions.transforms import *

torch.manual_seed(0)
pair = CatTransform([ExpTransform(), TanhTransform()], dim=0, lengths=[2, 3])
nested = CatTransform([pair, identity_transform, pair], dim=0, lengths=[5, 1, 5])
x = torch.linspace(-1, 1, 11)
y = nested(x)
print(y, nested.inv(y), nested.log_abs_det_jacobian(x, y))
columns = StackTransform([AffineTransform(1., 3.), identity_transform, ExpTransform()], dim=1)
x = torch.linspace(0, 2, 6).reshape(2, 3)
y = columns(x)
print(y, columns.inv(y), columns.log_abs_det_jacobian(x, y))
t = CumulativeDistributionTransform(Normal(0., 1.))
print(t(torch.tensor([0., 1.])), t.inv(torch.tensor([0.5])), t.log_abs_det_jacobian(torch.tensor([0.]), 0))
c = CorrCholeskyTransform()
v = torch.tensor([0.5, -0.2, 0.3])
m = c(v)
print(m, c.inv(m), c.log_abs_det_jacobian(v, m), c.forward_shape((3,)), c.inverse_shape((3, 3)))
p = PositiveDefiniteTransform()
print(p(torch.tensor([[1., 2.], [0.5, 1.]])))
print(LKJCholesky(3).support.check(LKJCholesky(3).sample()))
