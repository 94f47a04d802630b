# Hooks, packed values and contexts that lead back to their own tensors: nothing of them may outlive the program.
import torch


class Keeps(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = x * 2
        ctx.y = y
        return y

    @staticmethod
    def backward(ctx, grad):
        return grad * 2


def hook_of_its_own_tensor():
    y = torch.ones(2, requires_grad=True) * 2
    y.register_hook(lambda grad: print("hook", y.shape))
    y.sum().backward()


def hook_of_its_own_node():
    node = (torch.ones(2, requires_grad=True) * 2).grad_fn
    node.register_hook(lambda inputs, outputs: print(node.name()))
    print(node.name())


def hook_of_its_own_leaf():
    x = torch.ones(2, requires_grad=True)
    x.register_post_accumulate_grad_hook(lambda leaf: print("after", x.grad))
    (x * 3).sum().backward()


def context_of_its_own_result():
    x = torch.ones(2, requires_grad=True)
    y = Keeps.apply(x)
    y.sum().backward()
    y.grad_fn.result = y
    print(x.grad)


def packed_with_its_own_result():
    x = torch.ones(2, requires_grad=True)
    box = []
    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: (box, tensor), lambda packed: packed[1]):
        y = x.exp()
    box.append(y)
    print(len(box))


def gradient_of_its_own_tensor():
    x = torch.ones(2, requires_grad=True)
    x.grad = x * 2
    print(x.grad)


hook_of_its_own_tensor()
hook_of_its_own_node()
hook_of_its_own_leaf()
context_of_its_own_result()
packed_with_its_own_result()
gradient_of_its_own_tensor()
