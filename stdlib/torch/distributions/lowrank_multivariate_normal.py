"""Normal vectors whose covariance is a thin matrix's square and a diagonal."""

import math

import torch
from torch.distributions import constraints
from torch.distributions.distribution import Distribution
from torch.distributions.multivariate_normal import _half_mahalanobis
from torch.distributions.utils import lazy_property

__all__ = ["LowRankMultivariateNormal"]


def _root_beside_identity(matrix):
    """The Cholesky factor of a matrix with the identity added to it."""
    matrix = matrix.contiguous()
    size = matrix.shape[-1]
    matrix.view(-1, size ** 2)[:, ::size + 1] += 1
    return torch.linalg.cholesky(matrix)


class LowRankMultivariateNormal(Distribution):
    """The covariance is `cov_factor @ cov_factor.T + diag(cov_diag)`."""

    arg_constraints = {"loc": constraints.real_vector, "cov_factor": constraints.independent(constraints.real, 2),
                       "cov_diag": constraints.independent(constraints.positive, 1)}
    support = constraints.real_vector
    has_rsample = True

    def __init__(self, loc, cov_factor, cov_diag, validate_args=None):
        if loc.dim() < 1:
            raise ValueError("loc must be at least one-dimensional.")
        event = loc.shape[-1:]
        if cov_factor.dim() < 2:
            raise ValueError("cov_factor must be at least two-dimensional, with optional leading batch dimensions")
        if cov_factor.shape[-2:-1] != event:
            raise ValueError(f"cov_factor must be a batch of matrices with shape {event[0]} x m")
        if cov_diag.shape[-1:] != event:
            raise ValueError(f"cov_diag must be a batch of vectors with shape {event}")
        try:
            batch = torch.broadcast_shapes(loc.shape[:-1], cov_factor.shape[:-2], cov_diag.shape[:-1])
        except RuntimeError as error:
            raise ValueError(f"Incompatible batch shapes: loc {loc.shape}, cov_factor {cov_factor.shape}, "
                             f"cov_diag {cov_diag.shape}") from error
        self._factor, self._diagonal = cov_factor, cov_diag
        self._inner_tril = self._capacitance()
        self.loc = loc.expand(batch + event)
        self.cov_factor = cov_factor.expand(batch + cov_factor.shape[-2:])
        self.cov_diag = cov_diag.expand(batch + event)
        super().__init__(batch, event, validate_args=validate_args)

    def _capacitance(self):
        """The Cholesky factor of the small matrix that stands for the inverse: I + W' D^-1 W."""
        return _root_beside_identity(torch.matmul(self._weighed(), self._factor))

    def _weighed(self):
        """The factor, transposed, over the diagonal: W' D^-1."""
        return self._factor.mT / self._diagonal.unsqueeze(-2)

    def expand(self, batch_shape, _instance=None):
        shape = torch.Size(batch_shape) + self._event_shape
        factor = self.cov_factor.expand(shape + self.cov_factor.shape[-1:])
        return LowRankMultivariateNormal(self.loc.expand(shape), factor, self.cov_diag.expand(shape),
                                         validate_args=False)

    @property
    def mean(self):
        return self.loc

    @property
    def mode(self):
        return self.loc

    @lazy_property
    def variance(self):
        return (self._factor.pow(2).sum(-1) + self._diagonal).expand(self._batch_shape + self._event_shape)

    def _whole(self, matrix):
        return matrix.expand(self._batch_shape + self._event_shape + self._event_shape)

    @lazy_property
    def scale_tril(self):
        root = self._diagonal.sqrt().unsqueeze(-1)
        scaled = self._factor / root
        return self._whole(root * _root_beside_identity(torch.matmul(scaled, scaled.mT)))

    @lazy_property
    def covariance_matrix(self):
        return self._whole(torch.matmul(self._factor, self._factor.mT) + torch.diag_embed(self._diagonal))

    @lazy_property
    def precision_matrix(self):
        solved = torch.linalg.solve_triangular(self._inner_tril, self._weighed(), upper=False)
        return self._whole(torch.diag_embed(self._diagonal.reciprocal()) - torch.matmul(solved.mT, solved))

    def rsample(self, sample_shape=torch.Size()):
        shape = self._extended_shape(sample_shape)
        common = torch.randn(shape[:-1] + self.cov_factor.shape[-1:], dtype=self.loc.dtype)
        own = torch.randn(shape, dtype=self.loc.dtype)
        return self.loc + torch.matmul(self._factor, common.unsqueeze(-1)).squeeze(-1) + self._diagonal.sqrt() * own

    def _mahalanobis(self, difference):
        inner = torch.matmul(self._weighed(), difference.unsqueeze(-1)).squeeze(-1)
        return (difference.pow(2) / self._diagonal).sum(-1) - _half_mahalanobis(self._inner_tril, inner)

    def _log_det(self):
        return 2 * self._inner_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1) + self._diagonal.log().sum(-1)

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        distance = self._mahalanobis(value - self.loc)
        return -0.5 * (self._event_shape[0] * math.log(2 * math.pi) + self._log_det() + distance)

    def entropy(self):
        result = 0.5 * (self._event_shape[0] * (1.0 + math.log(2 * math.pi)) + self._log_det())
        return result if len(self._batch_shape) == 0 else result.expand(self._batch_shape)
