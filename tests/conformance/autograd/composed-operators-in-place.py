# In-place forms of operators that are made of others: the gradient needs the value before, and the node has its name.
import torch
import torch.nn.functional as F

x = torch.tensor([-1.5, 2.5, 7.0], requires_grad=True)
floor = torch.tensor([1.0, 3.0, 2.0])
changes = {
    "relu6": lambda v: F.relu6(v, inplace=True),
    "square": lambda v: v.square_(),
    "deg2rad": lambda v: v.deg2rad_(),
    "fmod": lambda v: v.fmod_(2),
    "remainder": lambda v: v.remainder_(2),
    "clamp_min": lambda v: v.clamp_min_(floor),
    "clamp_max": lambda v: v.clamp_max_(floor),
    "multiply": lambda v: v.multiply_(3),
    "true_divide": lambda v: v.true_divide_(2),
}
for name, change in changes.items():
    value = x.clone()
    result = change(value)
    result.sum().backward()
    print(name, result.grad_fn.name(), result is value, value._version, result.detach(), x.grad)
    x.grad = None

kept = x * 2
kept.retain_grad()
kept.square_()
kept.sum().backward()
print(kept.grad, x.grad)
part = (x * 1)[:2]
part.square_()
part.sum().backward()
print(part)
try:
    x.square_()
except RuntimeError as error:
    print(error)
