"""Small functions of torch that are written in Python."""

import torch
from torch import _C


def is_tensor(obj, /):
    """Tells whether the object is a tensor."""
    return isinstance(obj, _C.Tensor)


def _assert(condition, message):
    """An assertion as a function."""
    assert condition, message


_assert.__module__ = "torch"


def set_default_dtype(d, /):
    """Sets the dtype of new floating-point tensors."""
    _C.set_default_dtype(d)


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None):
    """Says how tensors are printed."""
    _C.set_printoptions(precision, threshold, edgeitems, linewidth, profile, sci_mode)


def typename(obj):
    """Returns the full name of an object's type."""
    if isinstance(obj, torch.Tensor):
        return obj.type()
    if getattr(obj, "__module__", None) and getattr(obj, "__qualname__", None):
        module, name = obj.__module__, obj.__qualname__
    else:
        module = type(obj).__module__ or ""
        name = type(obj).__qualname__
    return name if module in ("", "builtins") else f"{module}.{name}"


def is_storage(obj):
    """Tells whether the object is the memory behind tensors."""
    from torch.storage import TypedStorage, UntypedStorage
    return isinstance(obj, (TypedStorage, UntypedStorage))


def compile(model=None, *, fullgraph=False, dynamic=None, backend="inductor", mode=None, options=None, disable=False):
    """Returns a module or function that does what the given one does: compiling would change nothing but the time."""
    if model is None:
        return lambda model: compile(model, fullgraph=fullgraph, dynamic=dynamic, backend=backend, mode=mode,
                                     options=options, disable=disable)
    if mode is not None and options is not None:
        raise RuntimeError("Either mode or options can be specified, but both can't be specified at the same time.")
    if isinstance(model, torch.nn.Module):
        from torch._dynamo.eval_frame import OptimizedModule
        return OptimizedModule(model)
    assert callable(model)
    import functools

    @functools.wraps(model)
    def compiled(*args, **kwargs):
        return model(*args, **kwargs)

    return compiled


_deterministic = [False, False]


def use_deterministic_algorithms(mode, *, warn_only=False):
    """Every algorithm is deterministic here; the choice is only kept."""
    for place, (name, value) in enumerate((("mode", mode), ("warn_only", warn_only))):
        if not isinstance(value, bool):
            position = "" if place else " (position 1)"
            raise TypeError(f"_set_deterministic_algorithms(): argument '{name}'{position} must be bool, not "
                            f"{type(value).__name__}")
    _deterministic[:] = [mode, warn_only]


def are_deterministic_algorithms_enabled():
    return _deterministic[0]


def is_deterministic_algorithms_warn_only_enabled():
    return _deterministic[1]


def get_deterministic_debug_mode():
    return (1 if _deterministic[1] else 2) if _deterministic[0] else 0


def set_deterministic_debug_mode(debug_mode):
    debug_mode = {"default": 0, "warn": 1, "error": 2}.get(debug_mode, debug_mode)
    if debug_mode not in (0, 1, 2):
        raise RuntimeError(f"invalid value of debug_mode, expected 0, 1, or 2, but got {debug_mode}")
    _deterministic[:] = [debug_mode > 0, debug_mode == 1]


_precision = ["highest"]


def set_float32_matmul_precision(precision):
    """Products keep the full precision; the choice is only kept."""
    if precision not in ("highest", "high", "medium"):
        raise RuntimeError(f"{precision} is not one of the allowed precisions: 'highest', 'high', 'medium'")
    _precision[0] = precision


def get_float32_matmul_precision():
    return _precision[0]


def set_default_tensor_type(t):
    """Sets the default dtype by an old class of tensors or its name."""
    torch._C._warn("DEFAULT_TENSOR_TYPE")
    name = t if isinstance(t, str) else None
    for candidate in ("FloatTensor", "DoubleTensor", "HalfTensor", "BFloat16Tensor"):
        cls = getattr(torch, candidate)
        if t is cls or name == "torch." + candidate:
            torch.set_default_dtype(cls.dtype)
            return
    raise TypeError("only floating-point types are supported as the default type")


def set_default_device(device):
    """Says where tensors are made that name no device."""
    if device is not None and torch.device(device).type not in ("cpu", "meta"):
        torch.empty(0, device=device)
    _C._set_default_device(device)


def get_default_device():
    """Where tensors are made that name no device."""
    return torch.device(_C._default_device())


_warn_always = [False]


def set_warn_always(b):
    _warn_always[0] = b


def is_warn_always_enabled():
    return _warn_always[0]


def sym_int(a):
    return int(a)


def sym_float(a):
    return float(a)


def sym_max(a, b):
    return max(a, b)


def sym_min(a, b):
    return min(a, b)


def sym_not(a):
    return not a


def get_device_module(device=None):
    return torch.cpu
