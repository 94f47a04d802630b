import torch
from torch.autograd.graph import disable_saved_tensors_hooks, saved_tensors_hooks


def pack(tensor):
    print("pack", tensor)
    return tensor


def unpack(packed):
    print("unpack", packed)
    return packed


leaf = torch.ones(3, requires_grad=True)
inner = leaf * 2
with saved_tensors_hooks(pack, unpack):
    result = inner.exp().sum() + (inner ** 2).sum()
result.backward()
print(leaf.grad)

with disable_saved_tensors_hooks("no hooks here"):
    try:
        with saved_tensors_hooks(pack, unpack):
            print("not reached")
    except RuntimeError as error:
        print(error)

with torch.autograd.graph.allow_mutation_on_saved_tensors():
    a = torch.ones(2, 3, requires_grad=True)
    b = a.clone()
    squares = (b ** 2).sum()
    b.sin_()
    squares.backward()
print(a.grad)

with torch.inference_mode():
    try:
        print(torch.ones(2)._version)
    except RuntimeError as error:
        print(error)
