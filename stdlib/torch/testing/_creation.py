"""torch.testing.make_tensor: random tensors whose values suit their dtype."""

import math

import torch

_INTEGRAL = (torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64)
_DEFAULTS = {torch.bool: (0, 2), torch.uint8: (0, 10)}


def _bounds(low, high, lowest, highest, default, dtype):
    """The range to draw from, cut to what the dtype holds."""
    low, high = default[0] if low is None else low, default[1] if high is None else high
    for name, value in (("low", low), ("high", high)):
        if isinstance(value, float) and math.isnan(value):
            raise ValueError(f"Found {name}={value}, but `{name}` cannot be NaN.")
    if low == high and dtype.is_floating_point:
        import warnings
        warnings.warn("Passing `low==high` to `torch.testing.make_tensor` for floating or complex types is deprecated "
                      "since 2.1 and will be removed in 2.3. Use `torch.full(...)` instead.", FutureWarning,
                      stacklevel=4)
    elif low >= high:
        raise ValueError(f"`low` must be less than `high`, but got {low} >= {high}")
    elif high < lowest or low >= highest:
        raise ValueError(f"The value interval specified by `low` and `high` is [{low}, {high}), but {dtype} only "
                         f"supports [{lowest}, {highest})")
    low, high = max(min(low, highest), lowest), max(min(high, highest), lowest)
    return (low, high) if dtype.is_floating_point or dtype.is_complex else (math.ceil(low), math.ceil(high))


def _drawn(shape, device, dtype, low, high):
    if dtype in _INTEGRAL:
        default = _DEFAULTS.get(dtype, (-9, 10))
        limits = (0, 2) if dtype is torch.bool else (torch.iinfo(dtype).min, torch.iinfo(dtype).max)
        # The largest int64 itself cannot be a bound of randint.
        highest = limits[1] + (dtype not in (torch.bool, torch.int64))
        low, high = _bounds(low, high, limits[0], highest, default, dtype)
        return torch.randint(low, high, shape, device=device, dtype=dtype)
    most = torch.finfo(dtype).max
    low, high = _bounds(low, high, -most, most, (-9, 9), dtype)
    result = torch.empty(shape, device=device, dtype=dtype)
    (torch.view_as_real(result) if dtype.is_complex else result).uniform_(low, high)
    return result


def make_tensor(*shape, dtype, device, low=None, high=None, requires_grad=False, noncontiguous=False,
                exclude_zero=False, memory_format=None):
    """Returns a tensor of random values from low up to high."""
    if noncontiguous and memory_format is not None:
        raise ValueError("The parameters `noncontiguous` and `memory_format` are mutually exclusive, but got "
                         f"noncontiguous={noncontiguous!r} and memory_format={memory_format!r}")
    if requires_grad and dtype in _INTEGRAL:
        raise ValueError("`requires_grad=True` is not supported for boolean and integral dtypes, but got "
                         f"dtype={dtype!r}")
    if len(shape) == 1 and isinstance(shape[0], (tuple, list)):
        shape = shape[0]
    shape = tuple(shape)
    if noncontiguous and math.prod(shape) > 1:
        result = _drawn(shape[:-1] + (2 * shape[-1],), device, dtype, low, high)[..., 1::2]
    else:
        result = _drawn(shape, device, dtype, low, high)
    if memory_format is not None:
        result = result.clone(memory_format=memory_format)
    if exclude_zero:
        result[result == 0] = 1 if dtype in _INTEGRAL else torch.finfo(dtype).tiny
    return result.requires_grad_() if requires_grad else result
