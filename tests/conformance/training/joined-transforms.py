import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
from torch.distributions import *
from torch.distributions.transforms import *
x0 = torch.cat([torch.range(1, 10), torch.range(1, 10)], dim=0); x = torch.cat([x0, x0], dim=0)
t0 = CatTransform([ExpTransform(), identity_transform], dim=0, lengths=[10, 10]); t = CatTransform([t0, t0], dim=0, lengths=[20, 20])
y = t(x); print(y[:3], y[20:22], t.inv(y)[:3], t.log_abs_det_jacobian(x, y)[:3])
x = torch.stack([torch.range(1, 10), torch.range(1, 10)], dim=1); t = StackTransform([ExpTransform(), identity_transform], dim=1); y = t(x); print(y[:2], t.inv(y)[:2])
b = Normal(0., 1.); t = CumulativeDistributionTransform(b); print(t(torch.tensor([0., 1.])), t.inv(torch.tensor([0.5])), t.log_abs_det_jacobian(torch.tensor([0.]), 0))
c = CorrCholeskyTransform(); v = torch.tensor([0.5, -0.2, 0.3]); m = c(v); print(m, c.inv(m), c.log_abs_det_jacobian(v, m), c.forward_shape((3,)), c.inverse_shape((3, 3)))
p = PositiveDefiniteTransform(); print(p(torch.tensor([[1., 2.], [0.5, 1.]])))
print(LKJCholesky(3).support.check(LKJCholesky(3).sample()))
