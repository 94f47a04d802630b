"""Folding batch normalisation into the layer before it."""

import copy

import torch
from torch.nn.parameter import Parameter


def _fold(weight, bias, mean, variance, eps, scale, shift, rank):
    if bias is None:
        bias = torch.zeros_like(mean)
    if scale is None:
        scale = torch.ones_like(mean)
    if shift is None:
        shift = torch.zeros_like(mean)
    factor = scale * torch.rsqrt(variance + eps)
    return weight * factor.reshape([-1] + [1] * (rank - 1)), (bias - mean) * factor + shift


def fuse_conv_bn_weights(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, transpose=False):
    """The weight and bias of a convolution followed by its normalisation."""
    if transpose:
        weight, bias = _fold(conv_w.transpose(0, 1), conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, conv_w.dim())
        weight = weight.transpose(0, 1)
    else:
        weight, bias = _fold(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, conv_w.dim())
    return Parameter(weight, conv_w.requires_grad), Parameter(bias, conv_w.requires_grad)


def fuse_linear_bn_weights(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b):
    """The weight and bias of a linear layer followed by its normalisation."""
    weight, bias = _fold(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, 2)
    return Parameter(weight, linear_w.requires_grad), Parameter(bias, linear_w.requires_grad)


def fuse_conv_bn_eval(conv, bn, transpose=False):
    """One convolution for a convolution and its normalisation, both in evaluation."""
    assert not (conv.training or bn.training), "Fusion only for eval!"
    fused = copy.deepcopy(conv)
    fused.weight, fused.bias = fuse_conv_bn_weights(fused.weight, fused.bias, bn.running_mean, bn.running_var, bn.eps,
                                                    bn.weight, bn.bias, transpose)
    return fused


def fuse_linear_bn_eval(linear, bn):
    """One linear layer for a linear layer and its normalisation, both in evaluation."""
    assert not (linear.training or bn.training), "Fusion only for eval!"
    fused = copy.deepcopy(linear)
    fused.weight, fused.bias = fuse_linear_bn_weights(fused.weight, fused.bias, bn.running_mean, bn.running_var,
                                                      bn.eps, bn.weight, bn.bias)
    return fused
