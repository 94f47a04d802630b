"""Who takes part in __torch_function__."""

import functools

from torch import _C

__all__ = ["has_torch_function", "handle_torch_function", "is_tensor_like", "wrap_torch_function"]


def __getattr__(name):
    raise _C._missing("torch.overrides", name)


def has_torch_function(relevant_args):
    """Tells whether one of the arguments takes part."""
    return _C._has_torch_function(tuple(relevant_args))


def has_torch_function_unary(argument):
    return _C._has_torch_function((argument,))


def has_torch_function_variadic(*arguments):
    return _C._has_torch_function(arguments)


def _overloaded(args):
    found = []
    for arg in args:
        if not _C._has_torch_function((arg,)) or any(type(arg) is type(other) for other in found):
            continue
        place = next((i for i, other in enumerate(found) if issubclass(type(arg), type(other))), len(found))
        found.insert(place, arg)
    return found


def handle_torch_function(public_api, relevant_args, *args, **kwargs):
    """Calls the __torch_function__ of the arguments that take part."""
    overloaded = _overloaded(relevant_args)
    types = tuple(type(arg) for arg in overloaded)
    for arg in overloaded:
        result = type(arg).__torch_function__(public_api, types, args, kwargs)
        if result is not NotImplemented:
            return result
    name = f"{public_api.__module__}.{public_api.__name__}"
    raise TypeError(f"no implementation found for '{name}' on types that implement __torch_function__: "
                    f"{[type(arg) for arg in overloaded]}")


def wrap_torch_function(dispatcher):
    """Lets a function's arguments take part: `dispatcher` returns those that may."""
    def decorate(function):
        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            relevant = dispatcher(*args, **kwargs)
            if has_torch_function(relevant):
                return handle_torch_function(wrapped, relevant, *args, **kwargs)
            return function(*args, **kwargs)
        return wrapped
    return decorate


def is_tensor_like(inp):
    """Tells whether the object is a tensor or takes part."""
    return type(inp) is _C.Tensor or hasattr(inp, "__torch_function__")
