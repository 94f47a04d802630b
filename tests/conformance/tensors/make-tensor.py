import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
from torch.testing import make_tensor
print(make_tensor((3,), device="cpu", dtype=torch.float32, low=-1, high=1)); print(make_tensor((2, 2), dtype=torch.int64, device="cpu", low=0, high=5), make_tensor(3, dtype=torch.bool, device="cpu"), make_tensor((2,), dtype=torch.complex64, device="cpu"), make_tensor(2, 2, dtype=torch.float64, device="cpu", requires_grad=True), make_tensor((2, 3), dtype=torch.float32, device="cpu", noncontiguous=True).is_contiguous(), make_tensor((5,), dtype=torch.float32, device="cpu", exclude_zero=True), make_tensor((), dtype=torch.uint8, device="cpu"), make_tensor((2,), dtype=torch.bfloat16, device="cpu"))
T(make_tensor, (2,), dtype=torch.float32, device="cpu", low=3, high=1); T(make_tensor, (2,), dtype=torch.int64, device="cpu", requires_grad=True)
