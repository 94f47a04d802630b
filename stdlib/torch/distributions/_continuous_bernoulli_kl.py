"""Divergences of continuous Bernoulli distributions: the negative entropy of p and the mean of -log q under p."""

import math

import torch
from torch.distributions.continuous_bernoulli import ContinuousBernoulli
from torch.distributions.gamma import Beta
from torch.distributions.kl import register_kl
from torch.distributions.normal import Exponential, Normal, Uniform
from torch.distributions.powers import Pareto


@register_kl(ContinuousBernoulli, ContinuousBernoulli)
def _same(p, q):
    shift = p.mean * (p.logits - q.logits)
    return (shift + (p._cont_bern_log_norm() + torch.log1p(-p.probs))
            + (-q._cont_bern_log_norm() - torch.log1p(-q.probs)))


@register_kl(ContinuousBernoulli, Pareto)
def _to_pareto(p, q):
    shape = torch.broadcast_shapes(p.probs.shape, q.alpha.shape)
    return torch.full(shape, math.inf)


@register_kl(ContinuousBernoulli, Exponential)
def _to_exponential(p, q):
    return -p.entropy() - torch.log(q.rate) + q.rate * p.mean


@register_kl(ContinuousBernoulli, Normal)
def _to_normal(p, q):
    constant = 0.5 * (math.log(2.0 * math.pi) + torch.square(q.loc / q.scale)) + torch.log(q.scale)
    moments = (p.variance + torch.square(p.mean) - 2.0 * q.loc * p.mean) / (2.0 * torch.square(q.scale))
    return -p.entropy() + constant + moments


@register_kl(ContinuousBernoulli, Uniform)
def _to_uniform(p, q):
    outside = torch.max(torch.ge(q.low, 0.0), torch.le(q.high, 1.0))
    return torch.where(outside, math.inf, -p.entropy() + (q.high - q.low).log())


def _from_other(p, q):
    return -p.entropy() - p.mean * q.logits - torch.log1p(-q.probs) - q._cont_bern_log_norm()


register_kl(Beta, ContinuousBernoulli)(_from_other)


@register_kl(Uniform, ContinuousBernoulli)
def _from_uniform(p, q):
    outside = torch.max(torch.ge(p.high, 1.0), torch.le(p.low, 0.0))
    return torch.where(outside, math.inf, _from_other(p, q))
