"""Blocks in which products run in a smaller type."""

import functools
import warnings

import torch
from torch import _C

_enabled = {"cpu": False, "cuda": False}
_dtypes = {"cpu": torch.bfloat16, "cuda": torch.float16}


def _check_name(device_type):
    if not isinstance(device_type, str):
        raise ValueError(f"Expected `device_type` of type `str`, got: `{type(device_type)}`")


def _known(device_type):
    kind = torch.device(device_type).type
    if kind not in _enabled:
        raise RuntimeError(f"User specified an unsupported autocast device_type '{device_type}'")
    return kind


def is_autocast_enabled(device_type=None):
    """Whether products of the device run in a smaller type; without a device, those of a GPU."""
    return _enabled["cuda" if device_type is None else _known(device_type)]


def is_autocast_cpu_enabled():
    return _enabled["cpu"]


def get_autocast_dtype(device_type):
    """The smaller type of a device."""
    return _dtypes[_known(device_type)]


def get_autocast_cpu_dtype():
    return _dtypes["cpu"]


def get_autocast_gpu_dtype():
    return _dtypes["cuda"]


def set_autocast_enabled(device_type, enabled):
    _enabled[_known(device_type)] = enabled
    _C._set_autocast(_dtypes["cpu"] if _enabled["cpu"] else None)


def set_autocast_dtype(device_type, dtype):
    _dtypes[_known(device_type)] = dtype
    _C._set_autocast(_dtypes["cpu"] if _enabled["cpu"] else None)


def is_autocast_cache_enabled():
    return True


def clear_autocast_cache():
    """Nothing is kept."""


def is_autocast_available(device_type):
    return _known(device_type) is not None


class autocast:
    """A block in which products run in a smaller type. Without a GPU, "cuda" changes nothing."""

    def __init__(self, device_type, dtype=None, enabled=True, cache_enabled=None):
        _check_name(device_type)
        self.device = _known(device_type)
        self.fast_dtype = _dtypes[self.device] if dtype is None else dtype
        if self.device == "cuda" and enabled:
            warnings.warn("User provided device_type of 'cuda', but CUDA is not available. Disabling")
            enabled = False
        if self.device == "cpu" and enabled and self.fast_dtype not in (torch.bfloat16, torch.float16):
            warnings.warn("In CPU autocast, but the target dtype is not supported. Disabling autocast.\n"
                          "CPU Autocast only supports dtype of torch.bfloat16, torch.float16 currently.")
            enabled = False
        self._enabled = enabled

    def __enter__(self):
        self._before = _enabled[self.device], _dtypes[self.device]
        set_autocast_dtype(self.device, self.fast_dtype)
        set_autocast_enabled(self.device, self._enabled)
        return self

    def __exit__(self, *error):
        enabled, dtype = self._before
        set_autocast_dtype(self.device, dtype)
        set_autocast_enabled(self.device, enabled)
        return False

    def __call__(self, func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            with self:
                return func(*args, **kwargs)

        return wrapper


def custom_fwd(fwd=None, *, device_type, cast_inputs=None):
    """Decorates forward() of a Function: its mixed precision is remembered for backward(). With cast_inputs the
    arguments are of that type, and mixed precision is off inside."""
    _check_name(device_type)
    if fwd is None:
        return functools.partial(custom_fwd, device_type=device_type, cast_inputs=cast_inputs)

    @functools.wraps(fwd)
    def forward(*args, **kwargs):
        context = args[0]
        context._dtype = get_autocast_dtype(device_type)
        enabled = is_autocast_enabled(device_type)
        context._fwd_used_autocast = enabled and cast_inputs is None
        if not enabled or cast_inputs is None:
            return fwd(*args, **kwargs)
        with autocast(device_type=device_type, enabled=False):
            return fwd(*_cast(args, device_type, cast_inputs), **_cast(kwargs, device_type, cast_inputs))
    return forward


def custom_bwd(bwd=None, *, device_type):
    """Decorates backward() of a Function: it runs in the mixed precision that forward() ran in."""
    _check_name(device_type)
    if bwd is None:
        return functools.partial(custom_bwd, device_type=device_type)

    @functools.wraps(bwd)
    def backward(*args, **kwargs):
        context = args[0]
        with autocast(device_type=device_type, enabled=context._fwd_used_autocast, dtype=context._dtype):
            return bwd(*args, **kwargs)
    return backward


def _cast(value, device_type, dtype):
    """The value, with the device's floating tensors that it holds (double ones excepted) in another type."""
    if isinstance(value, torch.Tensor):
        suits = value.is_floating_point() and value.device.type == device_type and value.dtype is not torch.float64
        return value.to(dtype) if suits else value
    if isinstance(value, dict):
        return {_cast(key, device_type, dtype): _cast(item, device_type, dtype) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_cast(item, device_type, dtype) for item in value)
    return value
