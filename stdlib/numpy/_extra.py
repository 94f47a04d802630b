"""Rarely used functions: windows, bits, unwrapping, sums that carry on, unique values with what belongs to them."""

import math
from collections import namedtuple

import numpy
import torch
from _types import refuse
from numpy._array import asarray, cast, result, wrap_axis
from numpy._dtypes import float_for, int32, uint8

typecodes = {"Character": "c", "Integer": "bhilqnp", "UnsignedInteger": "BHILQNP", "Float": "efdg", "Complex": "FDG",
             "AllInteger": "bBhHiIlLqQnNpP", "AllFloat": "efdgFDG", "Datetime": "Mm",
             "All": "?bhilqnpBHILQNPefdgFDGSUVOMm"}


# ---- Windows ----

def _window(M, formula):
    if M < 1:
        return numpy.array([], dtype=float)
    if M == 1:
        return numpy.ones(1, dtype=float)
    return formula(numpy.arange(1 - M, M, 2, dtype=float))


def hamming(M):
    """The Hamming window."""
    return _window(M, lambda n: 0.54 + 0.46 * numpy.cos(math.pi * n / (M - 1)))


def hanning(M):
    """The Hann window."""
    return _window(M, lambda n: 0.5 + 0.5 * numpy.cos(math.pi * n / (M - 1)))


def blackman(M):
    """The Blackman window."""
    return _window(M, lambda n: 0.42 + 0.5 * numpy.cos(math.pi * n / (M - 1))
                   + 0.08 * numpy.cos(2 * math.pi * n / (M - 1)))


def bartlett(M):
    """The triangular window."""
    return _window(M, lambda n: numpy.where(n <= 0, 1 + n / (M - 1), 1 - n / (M - 1)))


def kaiser(M, beta):
    """The Kaiser window."""
    if M == 1:
        return numpy.ones(1, dtype=float)
    alpha = (M - 1) / 2.0
    n = numpy.arange(0, M, dtype=float)
    return numpy.i0(beta * numpy.sqrt(1 - ((n - alpha) / alpha) ** 2.0)) / numpy.i0(float(beta))


# ---- Sums ----

def _carried(function, start):
    def run(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
        a = asarray(x)
        if axis is None:
            if a.ndim > 1:
                raise ValueError("For arrays which have more than one dimension ``axis`` argument is required.")
            axis = 0
        axis = wrap_axis(axis, a.ndim)
        made = getattr(numpy, function)(a, axis=axis, dtype=dtype, out=out)
        if include_initial:
            first = numpy.full(made.shape[:axis] + (1,) + made.shape[axis + 1:], start, dtype=made.dtype)
            made = numpy.concatenate([first, made], axis=axis)
        return made
    return run


cumulative_sum, cumulative_prod = _carried("cumsum", 0), _carried("cumprod", 1)


def nancumprod(a, axis=None, dtype=None, out=None):
    """Products that carry on; nan counts as 1."""
    a = asarray(a)
    return numpy.cumprod(numpy.where(numpy.isnan(a), 1, a), axis, dtype, out)


def apply_over_axes(func, a, axes):
    """Applies a reduction to one axis after another, keeping the rank."""
    a = asarray(a)
    rank = a.ndim
    for axis in ([axes] if isinstance(axes, int) else axes):
        axis = axis + rank if axis < 0 else axis
        made = func(a, axis)
        if made.ndim != rank:
            made = numpy.expand_dims(made, axis)
            if made.ndim != rank:
                raise ValueError("function is not returning an array of the correct shape")
        a = made
    return a


def vecdot(x1, x2, /, *, axis=-1):
    """The dot products of vectors."""
    a, b = asarray(x1), asarray(x2)
    return (numpy.conj(a) * b if a.dtype.kind == "c" else a * b).sum(axis=axis)


def matvec(x1, x2, /):
    """The products of matrices and vectors."""
    return numpy.matmul(asarray(x1), asarray(x2)[..., None])[..., 0]


def vecmat(x1, x2, /):
    """The products of vectors and matrices."""
    return numpy.matmul(numpy.conj(asarray(x1))[..., None, :], asarray(x2))[..., 0, :]


def unwrap(p, discont=None, axis=-1, *, period=2 * math.pi):
    """Takes the jumps of whole periods out."""
    p = asarray(p)
    axis = wrap_axis(axis, p.ndim)
    steps = numpy.diff(p, axis=axis)
    discont = period / 2 if discont is None else discont
    whole = p.dtype.kind in "iu" and isinstance(period, int)
    high = period // 2 if whole else period / 2
    inside = numpy.mod(steps + high, period) - high
    if not whole or period % 2 == 0:
        inside = numpy.where((inside == -high) & (steps > 0), high, inside)
    correction = numpy.where(numpy.abs(steps) < discont, 0, inside - steps)
    rest = tuple(slice(1, None) if i == axis else slice(None) for i in range(p.ndim))
    made = p.astype(numpy.result_type(p, correction))
    made[rest] = p[rest] + correction.cumsum(axis)
    return made


# ---- Numbers ----

def _floats(x):
    a = asarray(x)
    return cast(a, float_for(a.dtype))


def frexp(x):
    """Mantissas from 0.5 to 1, and exponents of 2."""
    a = _floats(x)
    mantissa, exponent = torch.frexp(a._t)
    return result(mantissa, a.dtype), result(exponent, int32)


def ldexp(x1, x2):
    """x1 * 2**x2."""
    a = _floats(x1)
    return result(torch.ldexp(a._t, asarray(x2)._t).to(a._t.dtype), a.dtype)


def spacing(x):
    """The distance to the next number away from 0."""
    a = _floats(x)
    away = torch.where(a._t < 0, -math.inf, math.inf).to(a._t.dtype)
    return result(torch.nextafter(a._t, away) - a._t, a.dtype)


def real_if_close(a, tol=100):
    """The real parts, where the imaginary ones are next to nothing."""
    a = asarray(a)
    if a.dtype.kind != "c":
        return a
    if tol > 1:
        tol = numpy.finfo(a.dtype).eps * tol
    return a.real if bool(numpy.all(numpy.absolute(a.imag) < tol)) else a


def bitwise_count(x, /):
    """How many bits of the absolute values are set."""
    a = asarray(x)
    if a.dtype.kind not in "iu":
        raise TypeError("ufunc 'bitwise_count' not supported for the input types, and the inputs could not be safely "
                        "coerced to any supported types according to the casting rule ''safe''")
    counts = [abs(value).bit_count() for value in a._t.reshape(-1).tolist()]
    return result(torch.tensor(counts, dtype=torch.uint8).reshape(a._t.shape), uint8)


def sort_complex(a):
    """Sorts by the real part, then by the imaginary one."""
    values = sorted(asarray(a).reshape(-1).tolist(), key=lambda value: (complex(value).real, complex(value).imag))
    return numpy.array(values, dtype=complex)


def base_repr(number, base=2, padding=0):
    """A number in another base."""
    if not 2 <= base <= 36:
        raise ValueError("Bases greater than 36 not handled in base_repr." if base > 36 else
                         "Bases less than 2 not handled in base_repr.")
    rest, digits = abs(int(number)), ""
    while rest:
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % base] + digits
        rest //= base
    digits = "0" * padding + digits if digits or padding else digits
    return ("-" if number < 0 else "") + (digits or "0")


def binary_repr(num, width=None):
    """A number in base 2; a width gives the two's complement of a negative one."""
    num = int(num)
    if num >= 0:
        text = bin(num)[2:]
        if width is not None and width < len(text):
            raise ValueError(f"Insufficient bit width={width} provided for binwidth={len(text)}")
        return text.zfill(width or 0)
    if width is None:
        return bin(num)[:1] + bin(num)[3:]
    needed = len(bin(-num - 1)[2:]) + 1 if num != -1 else 1
    if width < needed:
        raise ValueError(f"Insufficient bit width={width} provided for binwidth={needed}")
    return bin(num & (1 << width) - 1)[2:].zfill(width)


def packbits(a, /, axis=None, bitorder="big"):
    """Packs zeros and others into the bits of bytes."""
    if axis is not None:
        refuse("numpy.packbits(axis=...)")
    if bitorder[:1] not in ("b", "l"):
        raise ValueError("'order' must be either 'little' or 'big'")
    bits = [1 if value else 0 for value in asarray(a).reshape(-1).tolist()]
    bits += [0] * (-len(bits) % 8)
    rows = [bits[i:i + 8] if bitorder[0] == "b" else bits[i:i + 8][::-1] for i in range(0, len(bits), 8)]
    return numpy.array([sum(bit << 7 - i for i, bit in enumerate(row)) for row in rows], dtype=numpy.uint8)


def unpackbits(a, /, axis=None, count=None, bitorder="big"):
    """The bits of bytes."""
    a = asarray(a)
    if a.dtype is not uint8:
        raise TypeError("Expected an input array of unsigned byte data type")
    if axis is not None:
        refuse("numpy.unpackbits(axis=...)")
    if bitorder[:1] not in ("b", "l"):
        raise ValueError("'order' must begin with 'l' or 'b'")
    places = range(7, -1, -1) if bitorder[0] == "b" else range(8)
    bits = [value >> i & 1 for value in a.reshape(-1).tolist() for i in places]
    return numpy.array(bits if count is None else bits[:count], dtype=numpy.uint8)


# ---- Arrays ----

def resize(a, new_shape):
    """Repeats the elements until they fill a shape."""
    a = asarray(a).reshape(-1)
    shape = (new_shape,) if isinstance(new_shape, int) else tuple(new_shape)
    size = math.prod(shape)
    if any(each < 0 for each in shape):
        raise ValueError("all elements of `new_shape` must be non-negative")
    if len(a) == 0 or size == 0:
        return numpy.zeros(shape, dtype=a.dtype)
    return numpy.concatenate([a] * -(-size // len(a)))[:size].reshape(shape)


def mask_indices(n, mask_func, k=0):
    """The places that a function such as np.triu leaves."""
    return numpy.nonzero(asarray(mask_func(numpy.ones((n, n), dtype=int), k)) != 0)


def isfortran(a):
    """Whether an array lies in memory column by column."""
    a = asarray(a)
    return a._t.t().is_contiguous() and not a._t.is_contiguous() if a.ndim == 2 else False


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    """How many points fall into each cell."""
    if density or weights is not None:
        refuse("numpy.histogram2d with density or weights")
    both = list(bins) if isinstance(bins, (list, tuple)) and len(bins) == 2 else [bins, bins]
    ranges = [None, None] if range is None else range
    edges = [numpy.histogram_bin_edges(asarray(values), each, span)
             for values, each, span in zip((x, y), both, ranges)]
    places = [numpy.digitize(values, edge) - 1 - (asarray(values) == edge[-1])
              for values, edge in zip((x, y), edges)]
    counts = numpy.zeros((len(edges[0]) - 1, len(edges[1]) - 1))
    for i, j in zip(places[0].tolist(), places[1].tolist()):
        if 0 <= i < counts.shape[0] and 0 <= j < counts.shape[1]:
            counts[i, j] += 1
    return counts, edges[0], edges[1]


class broadcast:
    """What several arrays broadcast to."""

    def __init__(self, *args):
        self._arrays = numpy.broadcast_arrays(*args)
        self.shape = self._arrays[0].shape if args else ()
        self.ndim = self.nd = len(self.shape)
        self.size = math.prod(self.shape)
        self.numiter = len(args)
        self.index = 0

    @property
    def iters(self):
        return tuple(each.flat for each in self._arrays)

    def __iter__(self):
        return zip(*[each.reshape(-1) for each in self._arrays])


# ---- Unique values ----

UniqueAllResult = namedtuple("UniqueAllResult", ["values", "indices", "inverse_indices", "counts"])
UniqueCountsResult = namedtuple("UniqueCountsResult", ["values", "counts"])
UniqueInverseResult = namedtuple("UniqueInverseResult", ["values", "inverse_indices"])


def unique_all(x):
    """The different elements, where each is first, which each element is, and how often each is there."""
    return UniqueAllResult(*numpy.unique(x, return_index=True, return_inverse=True, return_counts=True))


def unique_counts(x):
    """The different elements, and how often each is there."""
    return UniqueCountsResult(*numpy.unique(x, return_counts=True))


def unique_inverse(x):
    """The different elements, and which of them each element is."""
    return UniqueInverseResult(*numpy.unique(x, return_inverse=True))


def trapz(y, x=None, dx=1.0, axis=-1):
    """The old name of trapezoid."""
    import warnings
    warnings.warn("`trapz` is deprecated. Use `trapezoid` instead, or one of the numerical integration functions in "
                  "`scipy.integrate`.", DeprecationWarning, stacklevel=2)
    return numpy.trapezoid(y, x, dx, axis)
