"""The graph that backward passes walk."""

from torch import _C

Node = _C._Node


def __getattr__(name):
    raise _C._missing("torch.autograd.graph", name)


class saved_tensors_hooks:
    """A block in which saved tensors go through `pack_hook`, and through `unpack_hook` when they are needed."""

    def __init__(self, pack_hook, unpack_hook):
        self.pack_hook = pack_hook
        self.unpack_hook = unpack_hook

    def __enter__(self):
        _C._push_saved_hooks(self.pack_hook, self.unpack_hook)

    def __exit__(self, *error):
        _C._pop_saved_hooks()


class save_on_cpu(saved_tensors_hooks):
    """Saved tensors stay where they are: on the CPU."""

    def __init__(self, pin_memory=False, device_type="cuda"):
        super().__init__(lambda tensor: tensor, lambda packed: packed)


def increment_version(tensor):
    """Counts a change of the tensor's elements."""
    _C._increment_version(tensor)


def get_gradient_edge(tensor):
    """Returns the node and the number of the result that the tensor's gradient reaches."""
    from collections import namedtuple
    if not tensor.requires_grad:
        raise RuntimeError("It is not possible to get the gradient edge for a Tensor that does not require gradients")
    node = tensor.grad_fn if tensor.grad_fn is not None else tensor.view_as(tensor).grad_fn.next_functions[0][0]
    return GradientEdge(node, tensor.output_nr)


def _edge_class():
    from collections import namedtuple
    return namedtuple("GradientEdge", ["node", "output_nr"])


GradientEdge = _edge_class()
