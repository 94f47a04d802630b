import torch
from torch import masked

x = torch.tensor([[-3., -2., -1.], [0., 1., 2.]])
mask = torch.tensor([[True, False, True], [False, False, False]])
for name in ("sum", "prod", "amax", "amin", "argmax", "argmin", "mean", "median", "var", "std", "logsumexp", "norm"):
    reduce = getattr(masked, name)
    print(name, reduce(x, dim=1, mask=mask), reduce(x, dim=0, mask=mask, keepdim=True), reduce(x, dim=1))
for name in ("softmax", "log_softmax", "softmin", "cumsum", "cumprod"):
    print(name, getattr(masked, name)(x, 1, mask=mask))
print(masked.normalize(x, 2.0, 1, mask=mask))
print(masked.logaddexp(x, x + 1, input_mask=mask, other_mask=~mask))
print(masked.sum(x.int(), mask=mask), masked.mean(x.int(), mask=mask), masked.amax(x.int(), 1, mask=mask))
try:
    masked.median(x.int(), 1, mask=mask)
except ValueError as error:
    print(error)
