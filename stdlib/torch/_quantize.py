"""Rounding that imitates quantized numbers, with the gradient of what was not cut off."""

import torch
from torch import _C


def _applied(input, scale, zero_point, quant_min, quant_max, name):
    """The rounded values; a difference of nothing carries the gradient of those within the range."""
    with torch.no_grad():
        steps = torch.round(input * (1.0 / scale) + zero_point)
        kept = (steps >= quant_min) & (steps <= quant_max)
        rounded = (steps.clamp(quant_min, quant_max) - zero_point) * scale
    if not (torch.is_grad_enabled() and input.requires_grad):
        return rounded
    carrier = torch.where(kept, input, 0.0)
    return _C._name_node(rounded + (carrier - carrier.detach()), name)


def _check_range(quant_min, quant_max):
    if quant_min > quant_max:
        raise RuntimeError("`quant_min` should be less than or         equal to `quant_max`.")


def fake_quantize_per_tensor_affine(input, scale, zero_point, quant_min, quant_max):
    """Rounds to multiples of one scale, within a range."""
    _check_range(quant_min, quant_max)
    if isinstance(scale, torch.Tensor):
        return _applied(input, scale, zero_point, quant_min, quant_max,
                        "FakeQuantizePerTensorAffineCachemaskTensorQparamsBackward0")
    if not quant_min <= zero_point <= quant_max:
        raise RuntimeError("`zero_point` must be between `quant_min` and `quant_max`.")
    step = torch.tensor(scale, dtype=torch.float32)
    return _applied(input, step, zero_point, quant_min, quant_max, "FakeQuantizePerTensorAffineCachemaskBackward0")


def fake_quantize_per_channel_affine(input, scale, zero_point, axis, quant_min, quant_max):
    """Rounds to multiples of a scale for each place of a dimension, within a range."""
    if not -input.dim() <= axis < input.dim():
        raise RuntimeError("`axis` must be between 0 and number of dimensions of input")
    if scale.dim() != 1 or zero_point.dim() != 1:
        raise RuntimeError(f"{'scale' if scale.dim() != 1 else 'zero point'} should be a 1-D tensor")
    if scale.numel() != zero_point.numel():
        raise RuntimeError("scale and zero-point need to have the same dimensions")
    if scale.numel() != input.size(axis):
        raise RuntimeError("dimensions of scale and zero-point are not consistent with input tensor")
    _check_range(quant_min, quant_max)
    shape = [1] * input.dim()
    shape[axis] = -1
    return _applied(input, scale.view(shape), zero_point.view(shape), quant_min, quant_max,
                    "FakeQuantizePerChannelAffineCachemaskBackward0")
