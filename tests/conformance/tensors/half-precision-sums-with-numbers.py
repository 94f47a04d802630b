# A Python number is rounded to half precision before it is added, but not before it is multiplied.
import torch

torch.manual_seed(0)
for dtype in (torch.float16, torch.bfloat16):
    x = torch.randn(9).to(dtype)
    print(x + 1.3, x - 0.7, 1.3 - x)
    print(x * 1.3, x / 1.3)
