# A window far larger than the picture takes no longer than the picture, and its size wraps where numbers end.
import torch
import torch.nn.functional as F

picture = torch.arange(16.0).reshape(1, 1, 4, 4)
print(F.avg_pool2d(picture, 2**40, stride=2**40, padding=2**39, divisor_override=4))
print(F.avg_pool2d(picture, 2**40, stride=2**40, padding=2**39, count_include_pad=False))
print(F.avg_pool2d(picture, 2**31, stride=2**31, padding=2**30))
print(F.avg_pool2d(picture, 2**62, stride=2**62, padding=2**61))
print(F.max_pool2d(picture, 2**29, stride=2**29, padding=2**28))
try:
    F.max_pool2d(picture, 2**62, stride=2**62, padding=2**61)
except RuntimeError as error:
    print(error)
