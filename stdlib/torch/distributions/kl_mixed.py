"""Divergences that few programs use: of rarer distributions, and between different ones.

Most are the negative entropy of p and the mean of -log q under p.
"""

import math

import torch
from torch.distributions.discrete import Bernoulli, Binomial, Poisson
from torch.distributions.gamma import Beta, Gamma
from torch.distributions.kl import kl_divergence, register_kl
from torch.distributions.normal import Cauchy, Exponential, Gumbel, HalfNormal, Laplace, Normal, Uniform
from torch.distributions.powers import Pareto

_EULER = 0.57721566490153286060


@register_kl(HalfNormal, HalfNormal)
def _half_normal(p, q):
    return kl_divergence(p.base_dist, q.base_dist)


@register_kl(Gumbel, Gumbel)
def _gumbel(p, q):
    ratio, to, at = p.scale / q.scale, q.loc / q.scale, p.loc / q.scale
    return -ratio.log() - to + at + ratio * _EULER + torch.exp(to + (1 + ratio).lgamma() - at) - (1 + _EULER)


@register_kl(Pareto, Pareto)
def _pareto(p, q):
    ratio = q.alpha / p.alpha
    result = q.alpha * (p.scale / q.scale).log() - ratio.log() + ratio - 1
    result[p.support.lower_bound < q.support.lower_bound] = math.inf
    return result


@register_kl(Cauchy, Cauchy)
def _cauchy(p, q):
    return ((p.scale + q.scale).pow(2) + (p.loc - q.loc).pow(2)).log() - (4 * p.scale * q.scale).log()


@register_kl(Normal, Laplace)
def _normal_laplace(p, q):
    difference = p.loc - q.loc
    shift = difference / p.scale
    spread = math.sqrt(2 / math.pi) * p.scale * torch.exp(-0.5 * shift.pow(2))
    moved = difference * torch.erf(math.sqrt(0.5) * shift)
    return -torch.log(p.scale / q.scale) + (spread + moved) / q.scale - 0.5 * (1 + math.log(0.5 * math.pi))


@register_kl(Bernoulli, Poisson)
def _bernoulli_poisson(p, q):
    return -p.entropy() - (p.probs * q.rate.log() - q.rate)


# ---- to a normal variable: mean and variance tell all ----

def _to_normal(p, q):
    square = q.variance
    return -p.entropy() + 0.5 * (2 * math.pi * square).log() + 0.5 * (p.variance + (p.mean - q.loc).pow(2)) / square


for _type in (Beta, Exponential, Gamma, Gumbel, Laplace, Pareto, Uniform):
    register_kl(_type, Normal)(_to_normal)


# ---- to an exponential or gamma variable: means of x and log x ----

def _to_exponential(p, q):
    return -p.entropy() - q.rate.log() + q.rate * p.mean


def _mean_log(p):
    if isinstance(p, Beta):
        return p.concentration1.digamma() - (p.concentration1 + p.concentration0).digamma()
    if isinstance(p, Exponential):
        return -_EULER - p.rate.log()
    if isinstance(p, Pareto):
        return p.scale.log() + p.alpha.reciprocal()
    return (p.high * p.high.log() - p.low * p.low.log()) / (p.high - p.low) - 1


def _to_gamma(p, q):
    return (-p.entropy() + q.concentration.lgamma() - q.concentration * q.rate.log()
            - (q.concentration - 1) * _mean_log(p) + q.rate * p.mean)


for _type in (Beta, Gamma, Pareto):
    register_kl(_type, Exponential)(_to_exponential)
for _type in (Beta, Exponential, Pareto):
    register_kl(_type, Gamma)(_to_gamma)


@register_kl(Uniform, Exponential)
def _uniform_exponential(p, q):
    result = _to_exponential(p, q)
    result[p.low < q.support.lower_bound] = math.inf
    return result


@register_kl(Uniform, Gamma)
def _uniform_gamma(p, q):
    result = _to_gamma(p, q)
    result[p.low < q.support.lower_bound] = math.inf
    return result


# ---- to a Gumbel variable: the mean of exp(-x / scale) too ----

def _to_gumbel(p, q, shrunk):
    return -p.entropy() + q.scale.log() + (p.mean - q.loc) / q.scale + torch.exp(q.loc / q.scale) * shrunk


@register_kl(Normal, Gumbel)
def _normal_gumbel(p, q):
    return _to_gumbel(p, q, torch.exp(0.5 * (p.scale / q.scale).pow(2) - p.loc / q.scale))


@register_kl(Exponential, Gumbel)
def _exponential_gumbel(p, q):
    return _to_gumbel(p, q, p.rate / (p.rate + q.scale.reciprocal()))


@register_kl(Gamma, Gumbel)
def _gamma_gumbel(p, q):
    return _to_gumbel(p, q, (1 + 1 / (p.rate * q.scale)).pow(-p.concentration))


@register_kl(Uniform, Gumbel)
def _uniform_gumbel(p, q):
    return _to_gumbel(p, q, ((-p.low / q.scale).exp() - (-p.high / q.scale).exp()) * q.scale / (p.high - p.low))


# ---- shares ----

@register_kl(Beta, Uniform)
def _beta_uniform(p, q):
    result = -p.entropy() + (q.high - q.low).log()
    result[(q.low > p.support.lower_bound) | (q.high < p.support.upper_bound)] = math.inf
    return result


@register_kl(Uniform, Beta)
def _uniform_beta(p, q):
    length = p.high - p.low
    upside = (p.high * p.high.log() - p.low * p.low.log()) / length - 1
    downside = ((1 - p.low) * (1 - p.low).log() - (1 - p.high) * (1 - p.high).log()) / length - 1
    normalizer = (q.concentration1 + q.concentration0).lgamma() - q.concentration1.lgamma() - q.concentration0.lgamma()
    result = (-length.log() - normalizer - (q.concentration1 - 1) * upside - (q.concentration0 - 1) * downside)
    result[(p.high > q.support.upper_bound) | (p.low < q.support.lower_bound)] = math.inf
    return result


# ---- p has values that q never has ----

def _infinite(p, q):
    return torch.full_like(getattr(p, next(iter(p.arg_constraints))), math.inf)


for _type, _others in {Beta: (Pareto,), Exponential: (Beta, Pareto, Uniform), Gamma: (Beta, Pareto, Uniform),
                       Gumbel: (Beta, Exponential, Gamma, Pareto, Uniform),
                       Laplace: (Beta, Exponential, Gamma, Pareto, Uniform),
                       Normal: (Beta, Exponential, Gamma, Pareto, Uniform), Pareto: (Beta, Uniform),
                       Poisson: (Bernoulli, Binomial)}.items():
    for _other in _others:
        register_kl(_type, _other)(_infinite)
