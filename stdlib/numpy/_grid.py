"""np.r_, np.c_ and np.s_: arrays and slices that are written as indices."""

import numpy
from _types import refuse
from numpy._array import asarray, ndarray

__all__ = ["c_", "index_exp", "r_", "s_"]


class _IndexExpression:
    """Gives back what it is indexed with."""

    def __init__(self, maketuple):
        self.maketuple = maketuple

    def __getitem__(self, item):
        return (item,) if self.maketuple and not isinstance(item, tuple) else item


s_ = _IndexExpression(False)
index_exp = _IndexExpression(True)


def _range(key):
    """The numbers of a slice; an imaginary step counts them."""
    start, step = 0 if key.start is None else key.start, 1 if key.step is None else key.step
    if isinstance(step, complex):
        return numpy.linspace(start, key.stop, int(abs(step)))
    return numpy.arange(start, key.stop, step)


class _Joiner:
    """Joins its indices along an axis."""

    def __init__(self, axis, ndmin, trans1d):
        self.axis, self.ndmin, self.trans1d = axis, ndmin, trans1d

    def __len__(self):
        return 0

    def _raised(self, part, trans1d, ndmin):
        """A part with leading axes of size 1; trans1d says where the old ones stand."""
        missing = ndmin - part.ndim
        if missing <= 0:
            return part
        rank = part.ndim
        part = part.reshape((1,) * missing + part.shape)
        if trans1d != -1:
            start = trans1d if trans1d >= 0 else ndmin + trans1d + 1 - rank
            order = list(range(missing))
            order[start:start] = range(missing, ndmin)
            part = part.transpose(order)
        return part

    def __getitem__(self, key):
        axis, ndmin, trans1d, parts = self.axis, self.ndmin, self.trans1d, []
        for place, item in enumerate(key if isinstance(key, tuple) else (key,)):
            if isinstance(item, str):
                if place or item in ("r", "c"):
                    refuse("numpy.r_ that makes a matrix")
                numbers = [int(word) for word in item.split(",")]
                axis, ndmin, trans1d = (numbers + [ndmin, trans1d][len(numbers) - 1:])[:3]
                continue
            part = _range(item) if isinstance(item, slice) else item
            if isinstance(part, ndarray) or not isinstance(part, (bool, int, float, complex)):
                part = asarray(part)
                part = part.reshape(1) if part.ndim == 0 else part
                parts.append(self._raised(part, trans1d, ndmin))
            else:
                parts.append(self._raised(asarray([part]), -1, ndmin))
        return numpy.concatenate(parts, axis)


r_ = _Joiner(0, 1, -1)
c_ = _Joiner(-1, 2, 0)
