# Values of make_tensor in each kind of dtype.
import torch
from torch.testing import make_tensor


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


torch.manual_seed(0)
print(make_tensor((3,), device="cpu", dtype=torch.float32, low=-1, high=1))
print(make_tensor((2, 2), dtype=torch.int64, device="cpu", low=0, high=5),
      make_tensor(3, dtype=torch.bool, device="cpu"), make_tensor((2,), dtype=torch.complex64, device="cpu"),
      make_tensor(2, 2, dtype=torch.float64, device="cpu", requires_grad=True),
      make_tensor((2, 3), dtype=torch.float32, device="cpu", noncontiguous=True).is_contiguous(),
      make_tensor((5,), dtype=torch.float32, device="cpu", exclude_zero=True),
      make_tensor((), dtype=torch.uint8, device="cpu"), make_tensor((2,), dtype=torch.bfloat16, device="cpu"))
attempt(make_tensor, (2,), dtype=torch.float32, device="cpu", low=3, high=1)
attempt(make_tensor, (2,), dtype=torch.int64, device="cpu", requires_grad=True)
