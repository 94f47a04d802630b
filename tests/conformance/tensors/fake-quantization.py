import torch
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
def T(f,*a,**k):
    try: print(f(*a,**k))
    except Exception as e: print(type(e).__name__,e)
torch.manual_seed(0)
x = torch.tensor([1.5, -0.3, 0.24, 0.6, 30.], requires_grad=True)
y = torch.fake_quantize_per_tensor_affine(x, 0.1, 0, 0, 255); print(y); y.sum().backward(); print(x.grad)
print(torch.fake_quantize_per_tensor_affine(x, torch.tensor(0.1), torch.tensor(0), 0, 255))
torch.manual_seed(0)
a = torch.randn(2, 2, 2); s = (torch.randn(2) + 1) * 0.05; z = torch.zeros(2).to(torch.int32)
print(a, s, z, torch.fake_quantize_per_channel_affine(a, s, z, 1, 0, 255))
T(torch.fake_quantize_per_tensor_affine, x, 0.1, 300, 0, 255); T(torch.fake_quantize_per_tensor_affine, x, 0.1, 0, 5, 1)
T(torch.fake_quantize_per_channel_affine, a, torch.ones(3), torch.zeros(3).int(), 1, 0, 255)
