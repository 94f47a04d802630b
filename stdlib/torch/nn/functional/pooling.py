"""Pooling as functions."""

import torch
from torch.nn.modules.utils import _ntuple, _pair, _triple

_nn = torch._C._nn


def _dispatch(name, place, with_indices, plain):
    """A function that calls one of two, as `return_indices` says, which stands at `place`."""
    def dispatch(*args, **kwargs):
        wanted = kwargs.get("return_indices", args[place] if place < len(args) else False)
        return (with_indices if wanted else plain)(*args, **kwargs)

    dispatch.__name__ = name
    dispatch.__doc__ = plain.__doc__
    return dispatch


def max_pool1d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,
                            return_indices=False):
    """Maxima and where they were."""
    stride = [] if stride is None else stride
    return torch.max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)


def _max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The maximum of each window."""
    if return_indices:
        return max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)
    stride = [] if stride is None else stride
    return torch.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode)


max_pool1d = _dispatch("max_pool1d", 6, max_pool1d_with_indices, _max_pool1d)


def max_pool2d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,
                            return_indices=False):
    """Maxima and where they were."""
    stride = [] if stride is None else stride
    return _nn.max_pool2d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)


def _max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The maximum of each window."""
    if return_indices:
        return max_pool2d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)
    stride = [] if stride is None else stride
    return torch.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode)


max_pool2d = _dispatch("max_pool2d", 6, max_pool2d_with_indices, _max_pool2d)


def max_pool3d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,
                            return_indices=False):
    """Maxima and where they were."""
    stride = [] if stride is None else stride
    return _nn.max_pool3d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)


def _max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The maximum of each window."""
    if return_indices:
        return max_pool3d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)
    stride = [] if stride is None else stride
    return torch.max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode)


max_pool3d = _dispatch("max_pool3d", 6, max_pool3d_with_indices, _max_pool3d)


def _fractional(count, operator, input, kernel_size, output_size, output_ratio, random_samples):
    name = f"fractional_max_pool{count}d"
    if output_size is None and output_ratio is None:
        raise ValueError(f"{name} requires specifying either an output_size or an output_ratio")
    if output_size is None:
        ratios = (output_ratio,) * count if isinstance(output_ratio, (int, float)) else output_ratio
        if len(ratios) > count:
            raise ValueError(f"{name} requires output_ratio to either be a single Int or tuple of Ints.")
        output_size = [int(input.size(i - count) * ratios[i]) for i in range(count)]
    if random_samples is None:
        batch = 1 if input.dim() == count + 1 else input.size(0)
        random_samples = torch.rand(batch, input.size(-count - 1), count, dtype=input.dtype, device=input.device)
    return operator(input, kernel_size, output_size, random_samples)


def fractional_max_pool2d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                                       _random_samples=None):
    """Maxima of windows of random size, and where they were."""
    return _fractional(2, _nn.fractional_max_pool2d, input, kernel_size, output_size, output_ratio, _random_samples)


def _fractional_max_pool2d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                           _random_samples=None):
    """Maxima of windows of random size."""
    result = fractional_max_pool2d_with_indices(input, kernel_size, output_size, output_ratio, True, _random_samples)
    return result if return_indices else result[0]


fractional_max_pool2d = _dispatch("fractional_max_pool2d", 4, fractional_max_pool2d_with_indices,
                                  _fractional_max_pool2d)


def fractional_max_pool3d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                                       _random_samples=None):
    """Maxima of windows of random size, and where they were."""
    return _fractional(3, _nn.fractional_max_pool3d, input, kernel_size, output_size, output_ratio, _random_samples)


def _fractional_max_pool3d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                           _random_samples=None):
    """Maxima of windows of random size."""
    result = fractional_max_pool3d_with_indices(input, kernel_size, output_size, output_ratio, True, _random_samples)
    return result if return_indices else result[0]


fractional_max_pool3d = _dispatch("fractional_max_pool3d", 4, fractional_max_pool3d_with_indices,
                                  _fractional_max_pool3d)


def _unpool_output_size(input, kernel_size, stride, padding, output_size):
    spatial = input.size()[-len(kernel_size):]
    default = [(spatial[d] - 1) * stride[d] + kernel_size[d] - 2 * padding[d] for d in range(len(kernel_size))]
    if output_size is None:
        return default
    if len(output_size) == len(kernel_size) + 2:
        output_size = output_size[2:]
    if len(output_size) != len(kernel_size):
        raise ValueError(f"output_size should be a sequence containing {len(kernel_size)} or {len(kernel_size) + 2} "
                         f"elements, but it has a length of '{len(output_size)}'")
    for d in range(len(kernel_size)):
        low, high = default[d] - stride[d], default[d] + stride[d]
        if not low < output_size[d] < high:
            raise ValueError(f'invalid output_size "{output_size}" (dim {d} must be between {low} and {high})')
    return output_size


def _unpool(count, input, kernel_size, stride, padding, output_size):
    repeat = _ntuple(count)
    kernel_size = repeat(kernel_size)
    stride = kernel_size if stride is None else repeat(stride)
    padding = repeat(padding)
    return _unpool_output_size(input, kernel_size, stride, padding, output_size), stride, padding


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Puts maxima back where they were, zero elsewhere."""
    size, _, _ = _unpool(1, input, kernel_size, stride, padding, output_size)
    size = list(size) + [1]
    return _nn.max_unpool2d(input.unsqueeze(-1), indices.unsqueeze(-1), size).squeeze(-1)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Puts maxima back where they were, zero elsewhere."""
    size, _, _ = _unpool(2, input, kernel_size, stride, padding, output_size)
    return _nn.max_unpool2d(input, indices, size)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Puts maxima back where they were, zero elsewhere."""
    size, stride, padding = _unpool(3, input, kernel_size, stride, padding, output_size)
    return _nn.max_unpool3d(input, indices, size, stride, padding)


def _lp(average, norm_type, input, kernel_size, stride, ceil_mode, sides):
    pooled = average(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    area = sides[0]
    for side in sides[1:]:
        area = area * side
    return (torch.sign(pooled) * torch.relu(torch.abs(pooled))).mul(area).pow(1.0 / norm_type)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of each window."""
    if stride is None:
        stride = kernel_size
    return _lp(torch.avg_pool1d, norm_type, input, kernel_size, stride, ceil_mode, [kernel_size])


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of each window."""
    height, width = _pair(kernel_size)
    if stride is None:
        stride = kernel_size
    return _lp(_nn.avg_pool2d, norm_type, input, kernel_size, stride, ceil_mode, (height, width))


def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of each window."""
    depth, height, width = _triple(kernel_size)
    if stride is None:
        stride = kernel_size
    return _lp(_nn.avg_pool3d, norm_type, input, kernel_size, stride, ceil_mode, (depth, height, width))


def _with_defaults(output_size, sizes):
    """Replaces None in an output size by the input's size there."""
    if isinstance(output_size, int):
        return output_size
    if len(sizes) <= len(output_size):
        raise ValueError(f"Input dimension should be at least {len(output_size) + 1}")
    return [size if wanted is None else wanted for wanted, size in zip(output_size, sizes[-len(output_size):])]


def adaptive_max_pool1d_with_indices(input, output_size, return_indices=False):
    """Maxima of as many windows as asked for, and where they were."""
    return torch.adaptive_max_pool1d(input, output_size)


def _adaptive_max_pool1d(input, output_size, return_indices=False):
    """Maxima of as many windows as asked for."""
    result = torch.adaptive_max_pool1d(input, output_size)
    return result if return_indices else result[0]


adaptive_max_pool1d = _dispatch("adaptive_max_pool1d", 2, adaptive_max_pool1d_with_indices, _adaptive_max_pool1d)


def adaptive_max_pool2d_with_indices(input, output_size, return_indices=False):
    """Maxima of as many windows as asked for, and where they were."""
    return _nn.adaptive_max_pool2d(input, _with_defaults(output_size, input.size()))


def _adaptive_max_pool2d(input, output_size, return_indices=False):
    """Maxima of as many windows as asked for."""
    result = adaptive_max_pool2d_with_indices(input, output_size)
    return result if return_indices else result[0]


adaptive_max_pool2d = _dispatch("adaptive_max_pool2d", 2, adaptive_max_pool2d_with_indices, _adaptive_max_pool2d)


def adaptive_max_pool3d_with_indices(input, output_size, return_indices=False):
    """Maxima of as many windows as asked for, and where they were."""
    return _nn.adaptive_max_pool3d(input, _with_defaults(output_size, input.size()))


def _adaptive_max_pool3d(input, output_size, return_indices=False):
    """Maxima of as many windows as asked for."""
    result = adaptive_max_pool3d_with_indices(input, output_size)
    return result if return_indices else result[0]


adaptive_max_pool3d = _dispatch("adaptive_max_pool3d", 2, adaptive_max_pool3d_with_indices, _adaptive_max_pool3d)


def adaptive_avg_pool2d(input, output_size):
    """Means of as many windows as asked for."""
    return _nn.adaptive_avg_pool2d(input, _with_defaults(output_size, input.size()))


def adaptive_avg_pool3d(input, output_size):
    """Means of as many windows as asked for."""
    return _nn.adaptive_avg_pool3d(input, _with_defaults(output_size, input.size()))
