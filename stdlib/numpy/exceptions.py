"""numpy's exceptions and warnings."""

from numpy._array import AxisError  # noqa


class ComplexWarning(RuntimeWarning):
    """An imaginary part was dropped."""


class VisibleDeprecationWarning(UserWarning):
    """A use that will stop working, shown to everyone."""


class DTypePromotionError(TypeError):
    """Dtypes that have no common one."""


class TooHardError(RuntimeError):
    """A question that takes too long to answer."""
