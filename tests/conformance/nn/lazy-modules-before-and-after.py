import torch
from torch import nn
m = nn.LazyBatchNorm1d(); print(m)
try: print(m.weight)
except Exception as e: print(type(e), e)
try: print(m.weight + 1)
except Exception as e: print(type(e), e)
try: print(m.weight.shape)
except Exception as e: print(type(e), e)
try: print(m.weight.detach())
except Exception as e: print(type(e), e)
print(m.state_dict(), list(m.parameters()))
o = torch.optim.SGD(m.parameters(), 0.1) 
print(m(torch.ones(2,3)).shape, m, m.state_dict())
m = nn.Sequential(nn.LazyLinear(3), nn.ReLU(), nn.LazyLinear(2)); print(m); m.to(torch.float64); print(m(torch.ones(2,3).double()).dtype, m)
m = nn.LazyConv2d(3, 2); m.load_state_dict(nn.Conv2d(5,3,2).state_dict()); print(m)
n = nn.LazyBatchNorm2d(); n.load_state_dict(nn.BatchNorm2d(3).state_dict()); print(n)
torch.Tensor.twice = lambda self: self * 2
print(torch.ones(2).twice(), nn.Parameter(torch.ones(1)).twice())
torch.Tensor.half_it = property(lambda self: self / 2)
print(torch.ones(2).half_it)
del torch.Tensor.twice
try: torch.ones(2).twice()
except AttributeError as e: print(e)
try: int.foo = 3
except TypeError as e: print(e)
