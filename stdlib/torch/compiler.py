"""torch.compiler: nothing is compiled, so most of it has nothing to do."""

from torch import _C


def compile(*args, **kwargs):
    """torch.compile"""
    import torch
    return torch.compile(*args, **kwargs)


def is_compiling():
    return False


def is_dynamo_compiling():
    return False


def reset():
    """There is no cache to be emptied."""


def disable(fn=None, recursive=True):
    """Returns the function in a wrapper; a module as it is."""
    if fn is None:
        return disable
    import functools
    import torch
    if isinstance(fn, torch.nn.Module):
        return fn

    @functools.wraps(fn)
    def run(*args, **kwargs):
        return fn(*args, **kwargs)

    return run


def allow_in_graph(fn):
    """Marks functions that are not looked into."""
    return fn


def wrap_numpy(fn):
    """A function of arrays as one of tensors."""
    import functools
    import numpy
    import torch
    from torch.utils._pytree import tree_map

    @functools.wraps(fn)
    def run(*args, **kwargs):
        args, kwargs = tree_map(lambda leaf: leaf.numpy() if isinstance(leaf, torch.Tensor) else leaf, (args, kwargs))
        return tree_map(lambda leaf: torch.as_tensor(leaf) if isinstance(leaf, numpy.ndarray) else leaf,
                        fn(*args, **kwargs))

    return run


def assume_constant_result(fn):
    """Marks a function that always returns the same."""
    return fn


def cudagraph_mark_step_begin():
    """There are no CUDA graphs."""


class set_stance:
    """Says when to compile: a function call, a block or a decorator. Nothing is compiled in any stance."""

    _stances = ("default", "fail_on_recompile", "force_eager", "eager_on_recompile")

    def __init__(self, stance="default", *, skip_guard_eval_unsafe=False, force_backend=None):
        if stance not in self._stances:
            raise RuntimeError(f"invalid torch.compile stance '{stance}'")
        if force_backend is not None and stance != "default":
            raise RuntimeError("non-default stance cannot have force_backend set")

    def __call__(self, fn):
        return fn

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


set_stance.__module__ = "torch._dynamo.decorators"


def __getattr__(name):
    raise _C._missing("torch.compiler", name)
