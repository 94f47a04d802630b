# A view made under no_grad still requires a gradient with its base, but may not be changed in place outside.
import torch

weight = torch.ones(3, requires_grad=True)
computed = weight * 1
with torch.no_grad():
    view, item, product, part = weight.view(3, 1), weight[0], weight * 2, computed[:2]
for tensor in (view, item, product, part, weight.detach()):
    print(tensor.requires_grad, tensor.is_leaf, tensor.grad_fn)
print(item, part)
for change in (lambda: view.mul_(2), lambda: part.add_(1), lambda: part[0].zero_()):
    try:
        change()
    except RuntimeError as error:
        print(error)
with torch.no_grad():
    view.mul_(2)
    part.mul_(3)
    print(view.reshape(-1).tolist(), computed)
print(part, weight)
try:
    part * 2
except RuntimeError as error:
    print(error)
with torch.inference_mode():
    seen = weight.view(3)
try:
    seen.mul_(2)
except RuntimeError as error:
    print(error)
late = torch.zeros(2)
alias = late.view(2)
late.requires_grad_()
print(alias.requires_grad)
