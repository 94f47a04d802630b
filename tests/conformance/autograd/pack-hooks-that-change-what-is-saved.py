# A pack hook must leave what it is given as it is; operators with several results forget all of them.
import torch


def shrink(tensor):
    return tensor.resize_(0)


def show(call):
    try:
        with torch.autograd.graph.saved_tensors_hooks(shrink, lambda packed: packed):
            print(call())
    except Exception as error:
        print(type(error).__name__, error)


x = torch.arange(1.0, 5.0).reshape(2, 2)
x.requires_grad_()
show(lambda: torch.var_mean(x * 1, 1))
show(lambda: torch.linalg.det(x * 1))
show(lambda: torch.linalg.svd(x * 1))
show(lambda: (x * 1).max(0))
