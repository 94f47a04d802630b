"""Polynomials by their coefficients, the highest power first."""

import numpy
from numpy._array import asarray
from numpy._linear import polyval

__all__ = ["poly", "poly1d", "polyadd", "polyder", "polydiv", "polyint", "polymul", "polysub", "roots"]


def _coefficients(p):
    return p.coeffs if isinstance(p, poly1d) else numpy.atleast_1d(asarray(p))


def _like(made, *given):
    return poly1d(made) if any(isinstance(p, poly1d) for p in given) else made


def _add(a, b, sign):
    left, right = _coefficients(a), _coefficients(b)
    size = max(len(left), len(right))
    left = numpy.concatenate([numpy.zeros(size - len(left), left.dtype), left])
    right = numpy.concatenate([numpy.zeros(size - len(right), right.dtype), right])
    return _like(left + right if sign > 0 else left - right, a, b)


def polyadd(a1, a2):
    """The sum of two polynomials."""
    return _add(a1, a2, 1)


def polysub(a1, a2):
    """The difference of two polynomials."""
    return _add(a1, a2, -1)


def polymul(a1, a2):
    """The product of two polynomials."""
    return _like(numpy.convolve(_coefficients(a1), _coefficients(a2)), a1, a2)


def polydiv(u, v):
    """The quotient and the remainder of two polynomials."""
    rest, by = _coefficients(u) + 0.0, _coefficients(v) + 0.0
    count = max(len(rest) - len(by) + 1, 1)
    quotient, scale = numpy.zeros(count, rest.dtype), 1.0 / by[0]
    rest = rest.copy()
    for k in range(len(rest) - len(by) + 1):
        quotient[k] = scale * rest[k]
        rest[k:k + len(by)] = rest[k:k + len(by)] - quotient[k] * by
    while len(rest) > 1 and numpy.allclose(rest[0], 0, rtol=1e-14):
        rest = rest[1:]
    return _like(quotient, u, v), _like(rest, u, v)


def polyder(p, m=1):
    """The derivative."""
    made = _coefficients(p)
    if m < 0:
        raise ValueError("Order of derivative must be positive (see polyint)")
    for _ in range(m):
        made = made[:-1] * numpy.arange(len(made) - 1, 0, -1)
    return _like(made, p)


def polyint(p, m=1, k=None):
    """The integral."""
    made = _coefficients(p)
    if m < 0:
        raise ValueError("Order of integral must be positive (see polyder)")
    constants = [0] * m if k is None else list(numpy.atleast_1d(asarray(k)).tolist())
    constants = constants * m if len(constants) == 1 and m > 1 else constants
    for constant in constants[:m]:
        made = numpy.concatenate([made / numpy.arange(len(made), 0, -1), [constant]])
    return _like(made, p)


def roots(p):
    """The zeros: the eigenvalues of the companion matrix."""
    p = _coefficients(p)
    if p.ndim != 1:
        raise ValueError("Input must be a rank-1 array.")
    places = numpy.nonzero(p)[0]
    if len(places) == 0:
        return numpy.array([])
    trailing = len(p) - int(places[-1]) - 1
    p = p[int(places[0]):int(places[-1]) + 1]
    p = p if p.dtype.kind in "fc" else p.astype(float)
    count = len(p)
    if count > 1:
        companion = numpy.diag(numpy.ones(count - 2, p.dtype), -1)
        companion[0, :] = -p[1:] / p[0]
        found = numpy.linalg.eigvals(companion)
    else:
        found = numpy.array([])
    return numpy.concatenate([found, numpy.zeros(trailing, found.dtype)])


def poly(seq_of_zeros):
    """The polynomial with given zeros; of a matrix, the characteristic one."""
    zeros = numpy.atleast_1d(asarray(seq_of_zeros))
    if zeros.ndim == 2:
        zeros = numpy.linalg.eigvals(zeros)
    made = numpy.ones(1, zeros.dtype if zeros.dtype.kind in "fc" else float)
    for zero in zeros:
        made = numpy.convolve(made, numpy.array([1, -zero]))
    if made.dtype.kind == "c" and not numpy.any(made.imag):
        made = made.real.copy()
    return made


class poly1d:
    """A polynomial of one variable."""

    def __init__(self, c_or_r, r=False, variable=None):
        if isinstance(c_or_r, poly1d):
            self.coeffs, self.variable = c_or_r.coeffs, variable or c_or_r.variable
            return
        given = poly(c_or_r) if r else numpy.atleast_1d(asarray(c_or_r))
        if given.ndim > 1:
            raise ValueError("Polynomial must be 1d only.")
        given = numpy.trim_zeros(given, "f")
        self.coeffs = given if len(given) else numpy.array([0], given.dtype)
        self.variable = variable or "x"

    order = o = property(lambda self: len(self.coeffs) - 1)
    roots = r = property(lambda self: roots(self.coeffs))
    c = coef = coefficients = property(lambda self: self.coeffs)

    def __array__(self, dtype=None, copy=None):
        return self.coeffs if dtype is None else self.coeffs.astype(dtype)

    def __repr__(self):
        return f"poly1d({repr(self.coeffs)[6:-1]})"

    def __len__(self):
        return self.order

    def __iter__(self):
        return iter(self.coeffs)

    def __str__(self):
        """Two lines: the powers, above the place behind their letters, and the terms."""
        powers, terms, pending = " ", "", ""
        for power, value in zip(range(self.order, -1, -1), self.coeffs.tolist()):
            number = "%.4g" % abs(value)
            if number == "0" and (power or terms or pending):
                continue
            term = f"{number} {self.variable}" if power else number
            negative = not isinstance(value, complex) and value < 0
            pending += (" - " if negative else " + ") + term if terms or pending else ("-" if negative else "") + term
            if power > 1:
                powers += " " * (len(pending) - 1) + str(power)
                terms += pending + " " * (len(str(power)) - 1)
                pending = ""
        return powers + "\n" + terms + pending

    def __call__(self, val):
        return polyval(self.coeffs, val)

    def __getitem__(self, power):
        return self.coeffs[self.order - power] if 0 <= power <= self.order else self.coeffs.dtype.type(0)

    def __neg__(self):
        return poly1d(-self.coeffs)

    def __pos__(self):
        return self

    def __add__(self, other):
        return polyadd(self, poly1d(other))

    def __sub__(self, other):
        return polysub(self, poly1d(other))

    def __rsub__(self, other):
        return polysub(poly1d(other), self)

    def __mul__(self, other):
        return poly1d(self.coeffs * other) if numpy.isscalar(other) else polymul(self, poly1d(other))

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other):
        return poly1d(self.coeffs / other) if numpy.isscalar(other) else polydiv(self, poly1d(other))

    def __pow__(self, exponent):
        if not numpy.isscalar(exponent) or int(exponent) != exponent or exponent < 0:
            raise ValueError("Power to non-negative integers only.")
        made = numpy.array([1])
        for _ in range(exponent):
            made = polymul(self.coeffs, made)
        return poly1d(made)

    def __eq__(self, other):
        return (isinstance(other, poly1d) and self.coeffs.shape == other.coeffs.shape
                and bool((self.coeffs == other.coeffs).all()))

    def deriv(self, m=1):
        """The derivative."""
        return poly1d(polyder(self.coeffs, m))

    def integ(self, m=1, k=0):
        """The integral."""
        return poly1d(polyint(self.coeffs, m, k))
