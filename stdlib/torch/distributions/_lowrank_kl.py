"""Divergences of normal vectors of low rank."""

import torch
from torch.distributions.kl import register_kl
from torch.distributions.lowrank_multivariate_normal import LowRankMultivariateNormal
from torch.distributions.multivariate_normal import MultivariateNormal, _half_mahalanobis


def _square_sum(matrix):
    return matrix.pow(2).sum((-2, -1))


def _check_events(p, q):
    if p.event_shape != q.event_shape:
        raise ValueError("KL-divergence between two (Low Rank) Multivariate Normals with "
                         + "different event shapes cannot be computed")


def _solved(q):
    return torch.linalg.solve_triangular(q._inner_tril, q._weighed(), upper=False)


@register_kl(LowRankMultivariateNormal, LowRankMultivariateNormal)
def _low_low(p, q):
    _check_events(p, q)
    solved = _solved(q)
    trace = ((p._diagonal / q._diagonal).sum(-1) + _square_sum(p._factor * q._diagonal.rsqrt().unsqueeze(-1))
             - _square_sum(solved * p._diagonal.sqrt().unsqueeze(-2)) - _square_sum(solved.matmul(p._factor)))
    return 0.5 * (q._log_det() - p._log_det() + q._mahalanobis(q.loc - p.loc) + trace - p.event_shape[0])


@register_kl(MultivariateNormal, LowRankMultivariateNormal)
def _full_low(p, q):
    _check_events(p, q)
    lower = p._unbroadcasted_scale_tril
    trace = _square_sum(lower * q._diagonal.rsqrt().unsqueeze(-1)) - _square_sum(_solved(q).matmul(lower))
    return 0.5 * (q._log_det() - 2 * p._half_log_det() + q._mahalanobis(q.loc - p.loc) + trace - p.event_shape[0])


@register_kl(LowRankMultivariateNormal, MultivariateNormal)
def _low_full(p, q):
    _check_events(p, q)
    lower = q._unbroadcasted_scale_tril

    def solve(matrix):
        shape = torch.broadcast_shapes(lower.shape[:-2], matrix.shape[:-2])
        return torch.linalg.solve_triangular(lower.expand(shape + lower.shape[-2:]),
                                             matrix.expand(shape + matrix.shape[-2:]), upper=False)
    trace = _square_sum(solve(p._factor)) + _square_sum(solve(torch.diag_embed(p._diagonal.sqrt())))
    distance = _half_mahalanobis(lower, q.loc - p.loc)
    return 0.5 * (2 * q._half_log_det() - p._log_det() + distance + trace - p.event_shape[0])
