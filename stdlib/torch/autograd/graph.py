"""The graph that backward passes walk."""

import contextlib
from collections import namedtuple

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
        if _disabled:
            raise RuntimeError(_disabled[-1])
        _C._push_saved_hooks(self.pack_hook, self.unpack_hook)

    def __exit__(self, *error):
        _C._pop_saved_hooks()


class disable_saved_tensors_hooks(contextlib.ContextDecorator):
    """A block in which saved_tensors_hooks raises RuntimeError with a message of one's own."""

    def __init__(self, error_message):
        self.error_message = error_message

    def __enter__(self):
        _disabled.append(self.error_message)

    def __exit__(self, *error):
        _disabled.pop()


_disabled = []


class _Copy:
    """A saved tensor, and its elements as they were, for as long as the block allows."""

    def __init__(self, tensor):
        self.tensor, self.version, self.elements = tensor, tensor._version, tensor.detach().clone()

    def forget(self):
        self.tensor = self.elements = None


class _AllowMutationOnSavedContext:
    """The copies of the tensors that were saved in a block."""

    def __init__(self):
        import weakref
        self._copies = weakref.WeakValueDictionary()

    def _pack(self, tensor):
        key = id(tensor), tensor._version
        copy = self._copies.get(key)
        if copy is None:
            copy = self._copies[key] = _Copy(tensor)
        return copy

    @staticmethod
    def _unpack(copy):
        assert copy.tensor is not None, ("Trying to backward outside of the 'allow_mutation_on_saved_tensors' context"
                                         "in which the graph was originally recorded.")
        return copy.tensor if copy.tensor._version == copy.version else copy.elements

    def clear(self):
        """Forgets the tensors and their copies: a backward pass that needs them raises AssertionError."""
        for copy in list(self._copies.values()):
            copy.forget()
        self._copies.clear()


_allowing = False


@contextlib.contextmanager
def allow_mutation_on_saved_tensors():
    """A block in which tensors that a backward pass of the block needs may be changed in place."""
    global _allowing
    if _allowing:
        raise RuntimeError("allow_mutation_on_saved_tensors contexts cannot be nested")
    context = _AllowMutationOnSavedContext()
    with saved_tensors_hooks(context._pack, context._unpack):
        _allowing = True
        try:
            yield context
        finally:
            _allowing = False
            context.clear()


class _MultiHandle:
    """Removes the hooks that register_multi_grad_hook placed."""

    def __init__(self, handles):
        self.handles = tuple(handles)

    def remove(self):
        for handle in self.handles:
            handle.remove()


def register_multi_grad_hook(tensors, fn, *, mode="all"):
    """Runs fn(grad) at the first gradient of a backward pass, or fn(grads) when a backward pass has reached all of them."""
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    return _all_of(tensors, fn) if mode == "all" else _first_of(tensors, fn)


def _pass_number():
    number = _C._backward_pass()
    if not number:
        raise AssertionError("expected this hook to be called inside a backward call")
    return number


def _all_of(tensors, fn):
    nodes = [get_gradient_edge(tensor).node for tensor in tensors]
    passes = {}  # the number of a backward pass: how many gradients are to come, those that came

    def hook_for(place):
        def hook(grad):
            number = _pass_number()
            if number not in passes:
                passes[number] = [sum(map(_C._will_run, nodes)), [None] * len(nodes)]
            state = passes[number]
            state[0] -= 1
            state[1][place] = grad
            if state[0] == 0:
                fn(passes.pop(number)[1])
        return hook

    return _MultiHandle([tensor.register_hook(hook_for(place)) for place, tensor in enumerate(tensors)])


def _first_of(tensors, fn):
    passes = set()  # the numbers of the backward passes that had their gradient

    def hook(grad):
        number = _pass_number()
        if number not in passes:
            passes.add(number)
            fn(grad)
    return _MultiHandle(tensor.register_hook(hook) for tensor in tensors)


class save_on_cpu(saved_tensors_hooks):
    """Saved tensors stay where they are: on the CPU."""

    def __init__(self, pin_memory=False, device_type="cuda"):
        super().__init__(lambda tensor: tensor, lambda packed: packed)


def increment_version(tensor):
    """Counts a change of the tensor's elements."""
    _C._increment_version(tensor)


def get_gradient_edge(tensor):
    """Returns the node and the number of the result that the tensor's gradient reaches."""
    if not tensor.requires_grad:
        raise RuntimeError("It is not possible to get the gradient edge for a Tensor that does not require gradients")
    node = tensor.grad_fn if tensor.grad_fn is not None else tensor.view_as(tensor).grad_fn.next_functions[0][0]
    return GradientEdge(node, tensor.output_nr)


GradientEdge = namedtuple("GradientEdge", ["node", "output_nr"])
