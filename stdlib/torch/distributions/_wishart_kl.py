"""The divergence of Wishart distributions, as Bregman's divergence of their normalisers."""

import math

import torch
from torch.distributions.independent import sum_rightmost
from torch.distributions.kl import register_kl
from torch.distributions.wishart import Wishart


def _natural(distribution):
    n = distribution.event_shape[-1]
    return -distribution.precision_matrix / 2, (distribution.df - n - 1) / 2


def _log_normaliser(matrix, degrees):
    n = matrix.shape[-1]
    half = degrees + (n + 1) / 2
    return half * (-torch.linalg.slogdet(-2 * matrix).logabsdet + math.log(2) * n) + torch.mvlgamma(half, p=n)


@register_kl(Wishart, Wishart)
def _wishart(p, q):
    of_p = [parameter.detach().requires_grad_() for parameter in _natural(p)]
    normaliser = _log_normaliser(*of_p)
    gradients = torch.autograd.grad(normaliser.sum(), of_p, create_graph=True)
    result = _log_normaliser(*_natural(q)) - normaliser
    for a, b, gradient in zip(of_p, _natural(q), gradients):
        result -= sum_rightmost((b - a) * gradient, len(q.event_shape))
    return result
