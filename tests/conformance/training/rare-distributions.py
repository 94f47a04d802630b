import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
from torch.distributions import *
for d in (VonMises(torch.tensor([1., 0.]), torch.tensor([1., 5.])), ContinuousBernoulli(torch.tensor([0.3, 0.5, 0.9])), LKJCholesky(3, 0.5), LowRankMultivariateNormal(torch.zeros(2), torch.tensor([[1.], [0.]]), torch.ones(2)), Wishart(torch.tensor([2.]), covariance_matrix=torch.eye(2))):
    torch.manual_seed(1)
    x = d.sample(); print(type(d).__name__, x); print(d.sample((2,)).shape)
    T(lambda: d.log_prob(x)); T(lambda: d.mean); T(lambda: d.variance); T(lambda: d.entropy()); T(lambda: d.batch_shape); T(lambda: d.event_shape); print(d)
