import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
from torch.func import functional_call, stack_module_state, vmap
m = nn.Linear(2, 2)
p = {k: torch.ones_like(v) for k, v in m.named_parameters()}
print(functional_call(m, (p, {}), (torch.tensor([[1., 2.]]),)))
T(functional_call, m, {"foo": torch.ones(1)}, torch.ones(1, 2), strict=True)
T(stack_module_state, [])
