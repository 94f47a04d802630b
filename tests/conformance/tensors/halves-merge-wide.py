# Halves that are written to one place are merged as floats and rounded once; a wider input of a reduction with a half
# dtype= is rounded before.
import torch
import torch.nn.functional as F

for dtype in (torch.bfloat16, torch.float16):
    source = (torch.arange(40).float() * 0.0371 + 0.31).to(dtype)
    index = torch.zeros(40, dtype=torch.int64)
    start = torch.full((2,), 1.01, dtype=dtype)
    for reduce in ("sum", "prod", "mean", "amax", "amin"):
        for include_self in (True, False):
            print(reduce, include_self, start.scatter_reduce(0, index, source, reduce, include_self=include_self))
    print(start.index_reduce(0, index, source, "mean"))
    print(start.scatter(0, index, 1.013, reduce="add"), start.scatter(0, index, 1.013, reduce="multiply"))
    wide = torch.full((40,), 1.01)
    print(wide.prod(dtype=dtype), wide.nansum(dtype=dtype), wide.nanmean(dtype=dtype))
    print(wide.cumsum(0, dtype=dtype)[-2:], wide.cumprod(0, dtype=dtype)[-2:])
    print(torch.arange(200, 300).nansum(dtype=dtype))

try:
    wide.nansum(dtype=torch.int8)
except RuntimeError as error:
    print(error)

print(F.fold(torch.tensor([True, False, True, False]).repeat(9).view(1, 4, 9), (4, 4), (2, 2)))
