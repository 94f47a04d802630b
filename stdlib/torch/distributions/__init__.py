"""Probability distributions."""

from torch import _C

_places = {
    "distribution": "Distribution",
    "normal": "Normal LogNormal HalfNormal HalfCauchy Cauchy Laplace Gumbel Uniform Exponential StudentT",
    "gamma": "Gamma Chi2 Beta Dirichlet",
    "discrete": "Bernoulli Binomial Geometric Poisson",
    "categorical": "Categorical OneHotCategorical OneHotCategoricalStraightThrough Multinomial",
    "multivariate_normal": "MultivariateNormal",
    "independent": "Independent",
    "kl": "kl_divergence register_kl",
}
_home = {name: module for module, names in _places.items() for name in names.split()}
__all__ = sorted(_home)


def __getattr__(name):
    if name in _home:
        found = getattr(_C._import("torch.distributions." + _home[name]), name)
        globals()[name] = found
        return found
    if name in ("constraints", "utils") or name in _places:
        return _C._import("torch.distributions." + name)
    raise _C._missing("torch.distributions", name)
