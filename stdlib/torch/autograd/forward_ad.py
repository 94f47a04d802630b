"""Forward-mode differentiation: tensors that carry a tangent with them.

A dual tensor is a leaf that records, and remembers its tangent. What is computed from it is a graph; the tangent of a
result is the product of the graph's Jacobian with the tangents of its leaves, found by differentiating the backward
pass, which is linear in the gradient that it starts from.
"""

from collections import namedtuple

import torch

__all__ = ["UnpackedDualTensor", "enter_dual_level", "exit_dual_level", "make_dual", "unpack_dual", "dual_level"]

UnpackedDualTensor = namedtuple("UnpackedDualTensor", ["primal", "tangent"])
_level = []  # one list, while a level is entered: the pairs of dual leaves and tangents

# What a dual tensor hides.
_grad_fn = torch.Tensor.grad_fn.__get__
_requires_grad = torch.Tensor.requires_grad.__get__


def _visible(tensor):
    """Whether the tensor depends on something that requires gradients besides the leaves that stand for primals."""
    if not _requires_grad(tensor):
        return False
    hidden = [leaf for leaf, _ in _pairs() if _grad_fn(leaf) is None]
    if _grad_fn(tensor) is None:
        return not any(leaf is tensor for leaf in hidden)
    seen, waiting = set(), [_grad_fn(tensor)]
    while waiting:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if hasattr(node, "variable") and not any(node.variable is leaf for leaf in hidden):
            return True
        waiting += [following for following, _ in node.next_functions]
    return False


class _Dual(torch.Tensor):
    """A tensor of a dual level: it hides that it records, where nothing but tangents asked for that."""

    requires_grad = property(_visible)

    @property
    def grad_fn(self):
        return _grad_fn(self) if _visible(self) else None

    @property
    def is_leaf(self):
        return not _visible(self)

    def __repr__(self, *, tensor_contents=None):
        primal, tangent = unpack_dual(self)
        text = repr(primal)
        return text if tangent is None else f"{text[:-1]}, tangent={tangent})"

    __str__ = __repr__


_Dual.__name__ = _Dual.__qualname__ = "Tensor"
_Dual.__module__ = "torch"


def _pairs():
    return _level[0] if _level else []


def enter_dual_level():
    """Opens a level and returns its number."""
    if _level:
        raise RuntimeError("Nested forward mode AD is not supported at the moment")
    _level.append([])
    return 0


def exit_dual_level(*, level=None):
    """Closes the level: its tensors lose their tangents."""
    if not _level:
        raise RuntimeError("Dual level must be a positive number.")
    if level not in (None, 0):
        raise RuntimeError("Trying to exit a forward AD level that was not the last one that was created. This is not "
                           "supported.")
    _level.clear()


def check_shapes(tensor, tangent):
    """A tangent has the shape of what it belongs to."""
    if tensor.shape != tangent.shape:
        raise RuntimeError("Trying to set a forward gradient that has a different size than that of the original "
                           f"Tensor, this is not supported. Tensor is of size {list(tensor.shape)} while the given "
                           f"forward gradient is of size {list(tangent.shape)}.")


def make_dual(tensor, tangent, *, level=None):
    """Returns a view of the tensor that carries a tangent."""
    if not _level:
        raise RuntimeError("Trying to create a dual Tensor for forward AD but no level exists, make sure to "
                           "enter_dual_level() first.")
    if not (tensor.is_floating_point() or tensor.is_complex()):
        raise ValueError(f"Expected primal to be floating point or complex, but got: {tensor.dtype}")
    if not (tangent.is_floating_point() or tangent.is_complex()):
        raise ValueError(f"Expected tangent to be floating point or complex, but got: {tangent.dtype}")
    check_shapes(tensor, tangent)
    with torch.enable_grad():
        dual = tensor.as_subclass(_Dual) if tensor.requires_grad else tensor.detach().as_subclass(_Dual)
        if not _requires_grad(dual):
            dual.requires_grad_()
    _level[0].append((dual, tangent))
    return dual


def _product(tensor):
    """The product of the Jacobian with the tangents; None where no dual leaf was used."""
    leaves = [leaf for leaf, _ in _level[0]]
    with torch.enable_grad():
        start = torch.zeros(tensor.shape, dtype=tensor.dtype, requires_grad=True)
        grads = torch.autograd.grad(tensor, leaves, start, create_graph=True, allow_unused=True)
        grads = [grad if grad is None else grad.as_subclass(torch.Tensor) for grad in grads]
        used = [(grad, tangent) for grad, (_, tangent) in zip(grads, _level[0]) if grad is not None]
        if not used:
            return None
        linear = [(grad, tangent) for grad, tangent in used if grad.requires_grad]
        if not linear:
            return torch.zeros(tensor.shape, dtype=tensor.dtype)
        return torch.autograd.grad([grad for grad, _ in linear], start, [tangent for _, tangent in linear],
                                   create_graph=True)[0]


def unpack_dual(tensor, *, level=None):
    """Returns the tensor without its tangent, and the tangent (None where it has none)."""
    if not _level or type(tensor) is not _Dual:
        return UnpackedDualTensor(tensor, None)
    visible = _visible(tensor)
    primal = (tensor if visible else tensor.detach()).as_subclass(torch.Tensor)
    for leaf, tangent in _level[0]:
        if leaf is tensor:
            return UnpackedDualTensor(primal, tangent)
    tangent = _product(tensor)
    return UnpackedDualTensor(primal, tangent if tangent is None or visible else tangent.detach())


def is_wanted(args):
    """Whether one of the arguments carries a tangent."""
    return bool(_level) and any(type(arg) is _Dual for arg in args)


def _context():
    """The ctx of a call in forward mode: its saved tensors are those of save_for_forward()."""
    from torch.autograd.function import FunctionCtx

    class ForwardContext(FunctionCtx):
        saved_for_forward = ()

        @property
        def saved_tensors(self):
            return self.saved_for_forward
    return ForwardContext()


def apply(function, args):
    """Calls a custom function that knows its own forward mode (`jvp`)."""
    parts = [unpack_dual(arg) if isinstance(arg, torch.Tensor) else UnpackedDualTensor(arg, None) for arg in args]
    context = _context()
    inputs = tuple(part.primal for part in parts)
    if function.setup_context is torch.autograd.Function.setup_context:
        outputs = function.forward(context, *inputs)
    else:
        outputs = function.forward(*inputs)
        function.setup_context(context, inputs, outputs)
    tangents = function.jvp(context, *(part.tangent for part in parts))
    if not isinstance(outputs, tuple):
        return make_dual(outputs, tangents)
    return tuple(make_dual(output, tangent) for output, tangent in zip(outputs, tangents))


class dual_level:
    """A block that is a level."""

    def __enter__(self):
        return enter_dual_level()

    def __exit__(self, type, value, traceback):
        exit_dual_level()
