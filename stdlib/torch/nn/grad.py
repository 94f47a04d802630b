"""Gradients of convolutions, each by itself."""

import torch
from torch.nn import functional


def _functions(rank):
    """The gradients of a convolution with regard to its input, and to its weight."""
    convolve = getattr(functional, f"conv{rank}d")

    def conv_input(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
        input = grad_output.new_empty(1).expand(input_size)
        return _gradient(convolve, input, weight.detach(), 0, grad_output, (stride, padding, dilation, groups))

    def conv_weight(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
        weight = grad_output.new_empty(1).expand(weight_size)
        return _gradient(convolve, input.detach(), weight, 1, grad_output, (stride, padding, dilation, groups))

    for function, name in ((conv_input, f"conv{rank}d_input"), (conv_weight, f"conv{rank}d_weight")):
        function.__name__ = function.__qualname__ = name
    return conv_input, conv_weight


def _gradient(convolve, input, weight, wanted, grad_output, options):
    with torch.enable_grad():
        pair = [input, weight]
        pair[wanted] = pair[wanted].detach().requires_grad_()
        output = convolve(*pair, None, *options)
        return torch.autograd.grad(output, pair[wanted], grad_output)[0]


conv1d_input, conv1d_weight = _functions(1)
conv2d_input, conv2d_weight = _functions(2)
conv3d_input, conv3d_weight = _functions(3)
