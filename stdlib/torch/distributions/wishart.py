"""Covariance matrices of normal samples."""

import math
import warnings
from numbers import Number

import torch
from torch.distributions import constraints
from torch.distributions.exp_family import ExponentialFamily
from torch.distributions.gamma import Chi2
from torch.distributions.utils import lazy_property

__all__ = ["Wishart"]


class Wishart(ExponentialFamily):
    """The scatter of `df` normal vectors with a covariance."""

    arg_constraints = {"covariance_matrix": constraints.positive_definite,
                       "precision_matrix": constraints.positive_definite, "scale_tril": constraints.lower_cholesky,
                       "df": constraints.greater_than(0)}
    support = constraints.positive_definite
    has_rsample = True

    def __init__(self, df, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        given = {"scale_tril": scale_tril, "covariance_matrix": covariance_matrix, "precision_matrix": precision_matrix}
        given = {name: matrix for name, matrix in given.items() if matrix is not None}
        assert len(given) == 1, \
            "Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified."
        (name, matrix), = given.items()
        if matrix.dim() < 2:
            raise ValueError("scale_tril must be at least two-dimensional, with optional leading batch dimensions")
        batch, event = matrix.shape[:-2], matrix.shape[-2:]
        if not isinstance(df, Number):
            batch = torch.broadcast_shapes(batch, df.shape)
        self.df = (torch.tensor(df, dtype=matrix.dtype) if isinstance(df, Number) else df).expand(batch)
        n = event[-1]
        if self.df.le(n - 1).any():
            raise ValueError(f"Value of df={df} expected to be greater than ndim - 1 = {n - 1}.")
        setattr(self, name, matrix.expand(batch + event))
        super().__init__(batch, event, validate_args=validate_args)
        if self.df.lt(n).any():
            warnings.warn("Low df values detected. Singular samples are highly likely to occur for "
                          "ndim - 1 < df < ndim.")
        self._lower = self._factor(name, matrix)
        self._chi2 = Chi2(self.df.unsqueeze(-1) - torch.arange(n, dtype=matrix.dtype).expand(batch + (n,)))

    @staticmethod
    def _factor(name, matrix):
        if name == "scale_tril":
            return matrix
        if name == "covariance_matrix":
            return torch.linalg.cholesky(matrix)
        from torch.distributions.multivariate_normal import MultivariateNormal
        return MultivariateNormal._from_precision(matrix)

    def expand(self, batch_shape, _instance=None):
        batch_shape = torch.Size(batch_shape)
        return Wishart(self.df.expand(batch_shape), scale_tril=self.scale_tril.expand(batch_shape + self._event_shape),
                       validate_args=False)

    @lazy_property
    def scale_tril(self):
        return self._lower.expand(self._batch_shape + self._event_shape)

    @lazy_property
    def covariance_matrix(self):
        return (self._lower @ self._lower.mT).expand(self._batch_shape + self._event_shape)

    @lazy_property
    def precision_matrix(self):
        unit = torch.eye(self._event_shape[-1], dtype=self._lower.dtype)
        return torch.cholesky_solve(unit, self._lower).expand(self._batch_shape + self._event_shape)

    def _times(self, factor, matrix):
        return factor.view(self._batch_shape + (1, 1)) * matrix

    @property
    def mean(self):
        return self._times(self.df, self.covariance_matrix)

    @property
    def mode(self):
        factor = self.df - self.covariance_matrix.shape[-1] - 1
        return self._times(torch.where(factor <= 0, torch.nan, factor), self.covariance_matrix)

    @property
    def variance(self):
        diagonal = self.covariance_matrix.diagonal(dim1=-2, dim2=-1)
        return self._times(self.df, self.covariance_matrix.pow(2) + diagonal.unsqueeze(-1) * diagonal.unsqueeze(-2))

    def _bartlett(self, sample_shape):
        """Draws by Bartlett's decomposition."""
        n = self._event_shape[-1]
        noise = self._chi2.rsample(sample_shape).sqrt().diag_embed(dim1=-2, dim2=-1)
        i, j = torch.tril_indices(n, n, offset=-1)
        noise[..., i, j] = torch.randn(torch.Size(sample_shape) + self._batch_shape + (n * (n - 1) // 2,),
                                       dtype=noise.dtype)
        lower = self._lower @ noise
        return lower @ lower.mT

    def rsample(self, sample_shape=torch.Size(), max_try_correction=None):
        if max_try_correction is None:
            max_try_correction = 3 if self._event_shape[-1] > 3 else 10
        sample_shape = torch.Size(sample_shape)
        sample = self._bartlett(sample_shape)
        singular = self._for_batches(self.support.check(sample))  # PyTorch takes the good draws for the bad ones here
        if singular.any():
            warnings.warn("Singular sample detected.")
            for _ in range(max_try_correction):
                fresh = self._bartlett(singular[singular].shape)
                sample[singular] = fresh
                singular[singular.clone()] = self._for_batches(~self.support.check(fresh))
                if not singular.any():
                    break
        return sample

    def _for_batches(self, flags):
        """Whether any flag of a batch is set."""
        dims = [-1 - i for i in range(len(self._batch_shape))]
        return flags.amax(dims) if dims else flags

    def _half_log_det(self):
        return self._lower.diagonal(dim1=-2, dim2=-1).log().sum(-1)

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        df, n = self.df, self._event_shape[-1]
        return (-df * (n * math.log(2) / 2 + self._half_log_det()) - torch.mvlgamma(df / 2, p=n)
                + (df - n - 1) / 2 * torch.linalg.slogdet(value).logabsdet
                - torch.cholesky_solve(value, self._lower).diagonal(dim1=-2, dim2=-1).sum(dim=-1) / 2)

    def entropy(self):
        df, n = self.df, self._event_shape[-1]
        digammas = torch.digamma((df / 2).unsqueeze(-1) - torch.arange(n, dtype=df.dtype) * 0.5).sum(-1)
        return ((n + 1) * (n * math.log(2) / 2 + self._half_log_det()) + torch.mvlgamma(df / 2, p=n)
                - (df - n - 1) / 2 * digammas + df * n / 2)
