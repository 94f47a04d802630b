# A view that was changed in place is used by others, then changed again: only its geometry was kept.
import torch

base = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], requires_grad=True)
for take in (lambda t: t[:, 0], lambda t: t[1:].squeeze(), lambda t: t.view(6)[::2], lambda t: t.unbind(1)[0]):
    copy = base.clone()
    part = take(copy)
    try:
        part *= 2
        total = part + 1
        part /= total
        part *= 3
        (part.sum() + copy.sum()).backward()
        print(part.grad_fn.name(), part, base.grad)
    except RuntimeError as error:
        print(error)
    base.grad = None
