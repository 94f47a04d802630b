"""From constraints to transforms: real numbers in, values that satisfy the constraint out."""

from torch.distributions import constraints, transforms

__all__ = ["ConstraintRegistry", "biject_to", "transform_to"]


class ConstraintRegistry:
    """Which factory makes the transform for a class of constraints."""

    def __init__(self):
        self._factories = {}
        super().__init__()

    def register(self, constraint, factory=None):
        """Adds a factory; without one, decorates it."""
        if factory is None:
            return lambda factory: self.register(constraint, factory)
        if isinstance(constraint, constraints.Constraint):
            constraint = type(constraint)
        if not isinstance(constraint, type) or not issubclass(constraint, constraints.Constraint):
            raise TypeError("Expected constraint to be either a Constraint subclass or instance, but got "
                            f"{constraint}")
        self._factories[constraint] = factory
        return factory

    def __call__(self, constraint):
        factory = self._factories.get(type(constraint))
        if factory is None:
            raise NotImplementedError(f"Cannot transform {type(constraint).__name__} constraints")
        return factory(constraint)


biject_to = ConstraintRegistry()
transform_to = ConstraintRegistry()


def _both(constraint):
    def decorator(factory):
        biject_to.register(constraint, factory)
        transform_to.register(constraint, factory)
        return factory
    return decorator


@_both(constraints.real)
def _real(constraint):
    return transforms.identity_transform


@_both(constraints.positive)
def _above(constraint):
    return transforms.ComposeTransform([transforms.ExpTransform(),
                                        transforms.AffineTransform(constraint.lower_bound, 1)])


@_both(constraints.nonnegative)
def _not_below(constraint):
    return _above(constraint)


@_both(constraints.less_than)
def _below(constraint):
    return transforms.ComposeTransform([transforms.ExpTransform(),
                                        transforms.AffineTransform(constraint.upper_bound, -1)])


@_both(constraints.interval)
def _between(constraint):
    low, high = constraint.lower_bound, constraint.upper_bound
    if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low == 0 and high == 1:
        return transforms.SigmoidTransform()
    return transforms.ComposeTransform([transforms.SigmoidTransform(), transforms.AffineTransform(low, high - low)])


_both(constraints.half_open_interval)(_between)


@biject_to.register(constraints.simplex)
def _shares(constraint):
    return transforms.StickBreakingTransform()


@transform_to.register(constraints.simplex)
def _weights(constraint):
    return transforms.SoftmaxTransform()


@transform_to.register(constraints.lower_cholesky)
def _lower_cholesky(constraint):
    return transforms.LowerCholeskyTransform()


@biject_to.register(constraints.independent)
def _independent(constraint):
    return transforms.IndependentTransform(biject_to(constraint.base_constraint), constraint.reinterpreted_batch_ndims)


@transform_to.register(constraints.independent)
def _independent_to(constraint):
    return transforms.IndependentTransform(transform_to(constraint.base_constraint),
                                           constraint.reinterpreted_batch_ndims)


biject_to.register(type(constraints.real_vector), _independent)
transform_to.register(type(constraints.real_vector), _independent_to)


@transform_to.register(constraints.positive_definite)
def _positive_definite(constraint):
    return transforms.PositiveDefiniteTransform()


transform_to.register(constraints.positive_semidefinite, _positive_definite)


@_both(constraints.corr_cholesky)
def _corr_cholesky(constraint):
    return transforms.CorrCholeskyTransform()


def _of_parts(registry):
    registry.register(constraints.cat, lambda constraint: transforms.CatTransform(
        [registry(c) for c in constraint.cseq], constraint.dim, constraint.lengths))
    registry.register(constraints.stack, lambda constraint: transforms.StackTransform(
        [registry(c) for c in constraint.cseq], constraint.dim))


_of_parts(biject_to)
_of_parts(transform_to)
