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
    "von_mises": "VonMises",
    "continuous_bernoulli": "ContinuousBernoulli",
    "lowrank_multivariate_normal": "LowRankMultivariateNormal",
    "lkj_cholesky": "LKJCholesky",
    "wishart": "Wishart",
    "exp_family": "ExponentialFamily",
    "transforms": "AbsTransform AffineTransform CatTransform ComposeTransform CorrCholeskyTransform "
                  "CumulativeDistributionTransform ExpTransform IndependentTransform LowerCholeskyTransform "
                  "PositiveDefiniteTransform PowerTransform ReshapeTransform SigmoidTransform SoftmaxTransform "
                  "SoftplusTransform StackTransform StickBreakingTransform TanhTransform Transform identity_transform",
    "transformed_distribution": "TransformedDistribution",
    "powers": "Weibull Pareto Kumaraswamy InverseGamma FisherSnedecor LogisticNormal",
    "relaxed": "RelaxedBernoulli RelaxedOneHotCategorical",
    "mixture": "MixtureSameFamily NegativeBinomial",
    "constraint_registry": "biject_to transform_to",
    "kl": "kl_divergence register_kl",
}
_home = {name: module for module, names in _places.items() for name in names.split()}
__all__ = sorted(_home)


# Modules of one class: their names are the class's in small letters, but for these.
_modules = {"StudentT": "studentT", "FisherSnedecor": "fishersnedecor", "LKJCholesky": "lkj_cholesky",
            "RelaxedOneHotCategorical": "relaxed_categorical", "ExponentialFamily": "exp_family",
            "OneHotCategoricalStraightThrough": "one_hot_categorical", "kl_divergence": "kl", "register_kl": "kl",
            "LowRankMultivariateNormal": "lowrank_multivariate_normal", "identity_transform": "transforms",
            "biject_to": "constraint_registry", "transform_to": "constraint_registry"}


def _module_of(name):
    if name in _modules or name.endswith("Transform"):
        return _modules.get(name, "transforms")
    import re
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def __getattr__(name):
    if name in _home:
        found = getattr(_C._import("torch.distributions." + _home[name]), name)
        if isinstance(found, type) and found.__module__ == "torch.distributions." + _home[name]:
            found.__module__ = "torch.distributions." + _module_of(name)
        globals()[name] = found
        return found
    if name in ("constraints", "utils") or name in _places or name in map(_module_of, _home):
        return _C._import("torch.distributions." + name)
    raise _C._missing("torch.distributions", name)
