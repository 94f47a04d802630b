"""numpy.linalg: norms, inverses, decompositions."""

import math

import torch
from torch import linalg as _torch
from numpy import _dtypes
from numpy._array import asarray, cast, result, wrap, wrap_axis
from numpy._linear import cross, diagonal, matmul, outer, tensordot, trace  # noqa
from numpy._reduce import _add_up


class LinAlgError(ValueError):
    """A matrix that a function cannot work on."""


LinAlgError.__module__ = "numpy.linalg"


def _floats(a):
    a = asarray(a)
    kind = a.dtype if a.dtype.kind in "fc" and a.dtype is not _dtypes.float16 else _dtypes.float64
    return cast(a, kind)._t, kind


def _square(t):
    if t.dim() < 2:
        raise LinAlgError(f"{t.dim()}-dimensional array given. Array must be at least two-dimensional")
    if t.shape[-1] != t.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")


def norm(x, ord=None, axis=None, keepdims=False):
    """Norms of vectors and matrices."""
    t, kind = _floats(x)
    size = torch.abs(t) if kind.kind == "c" else t
    real = _dtypes.real_of(kind)
    if axis is None and (ord is None or (ord in ("f", "fro") and t.dim() == 2) or (ord == 2 and t.dim() == 1)):
        flat = size.reshape(-1)
        made = torch.sqrt(torch.dot(flat, flat))
        return result(made.reshape((1,) * t.dim()) if keepdims else made, real)
    axes = tuple(range(t.dim())) if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)
    axes = tuple([wrap_axis(each, t.dim()) for each in axes])
    if len(axes) == 1:
        made = _vector_norm(size, ord, axes)
        return result(made if keepdims else made.squeeze(axes[0]), real)
    if len(axes) != 2:
        raise ValueError("Improper number of dimensions to norm.")
    if ord is None or ord in ("fro", "f"):
        made = torch.sqrt(_add_up(size * size, axes, keepdims))
    elif ord in (1, -1, float("inf"), float("-inf")):
        rows = axes[0] if abs(ord) == 1 else axes[1]
        other = axes[1] if abs(ord) == 1 else axes[0]
        sums = _add_up(torch.abs(size), (rows,), True)
        made = (torch.amax if ord > 0 else torch.amin)(sums, other, True)
        made = made if keepdims else made.squeeze(axes)
    elif ord in (2, -2, "nuc"):
        values = _torch.svdvals(t.movedim(axes, (-2, -1)))
        made = values.amax(-1) if ord == 2 else values.amin(-1) if ord == -2 else values.sum(-1)
    elif isinstance(ord, str):
        raise ValueError("Invalid norm order for matrices.")
    else:
        raise ValueError("Invalid norm order for matrices.")
    return result(made, real)


def _vector_norm(size, ord, axes):
    """The p-norm along one axis, which is kept."""
    size = torch.abs(size)
    if ord is None or ord == 2:
        return torch.sqrt(_add_up(size * size, axes, True))
    if ord == float("inf"):
        return torch.amax(size, axes, True)
    if ord == float("-inf"):
        return torch.amin(size, axes, True)
    if ord == 0:
        return _add_up((size != 0).to(size.dtype), axes, True)
    if ord == 1:
        return _add_up(size, axes, True)
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    return _add_up(size ** ord, axes, True) ** (1.0 / ord)


def vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
    a = asarray(x)
    return norm(a.reshape(-1), ord) if axis is None else norm(a, ord, axis, keepdims)


def matrix_norm(x, /, *, keepdims=False, ord="fro"):
    return norm(x, ord, (-2, -1), keepdims)


def _solved(function, *tensors):
    try:
        return function(*tensors)
    except RuntimeError as error:
        if "singular" in str(error) or "not invertible" in str(error):
            raise LinAlgError("Singular matrix") from None
        if "positive-definite" in str(error):
            raise LinAlgError("Matrix is not positive definite") from None
        raise


def inv(a):
    t, kind = _floats(a)
    _square(t)
    return wrap(_solved(_torch.inv, t), kind)


def det(a):
    t, kind = _floats(a)
    _square(t)
    sign, size = _torch.slogdet(t.mT.contiguous().mT)  # numpy takes the way over logarithms too, which shows in the digits
    return result(sign * torch.exp(size), kind)


def slogdet(a):
    from collections import namedtuple
    t, kind = _floats(a)
    sign, logabsdet = _torch.slogdet(t.mT.contiguous().mT)
    return namedtuple("SlogdetResult", "sign logabsdet")(result(sign, kind), result(logabsdet, _dtypes.real_of(kind)))


def solve(a, b):
    t, first = _floats(a)
    u, second = _floats(b)
    _square(t)
    kind = _dtypes.promote(first, second)
    rows = u.shape[0] if u.dim() == 1 else u.shape[-2]
    if rows != t.shape[-1]:
        signature = "(m,m),(m)->(m)" if u.dim() == 1 else "(m,m),(m,n)->(m,n)"
        raise ValueError(f"solve{'1' if u.dim() == 1 else ''}: Input operand 1 has a mismatch in its core dimension 0, "
                         f"with gufunc signature {signature} (size {rows} is different from {t.shape[-1]})")
    t, u = t.to(kind._torch), u.to(kind._torch)
    if u.dim() == 1:
        return wrap(_solved(_torch.solve, t, u.unsqueeze(-1)).squeeze(-1), kind)
    return wrap(_solved(_torch.solve, t, u), kind)


def cholesky(a, /, *, upper=False):
    t, kind = _floats(a)
    _square(t)
    made = _solved(_torch.cholesky, t)
    return wrap(made.mT if upper else made, kind)


def qr(a, mode="reduced"):
    from collections import namedtuple
    t, kind = _floats(a)
    q, r = _torch.qr(t, mode)
    if mode == "r":
        return wrap(r, kind)
    return namedtuple("QRResult", "Q R")(wrap(q, kind), wrap(r, kind))


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    from collections import namedtuple
    t, kind = _floats(a)
    if not compute_uv:
        return wrap(_torch.svdvals(t), _dtypes.real_of(kind))
    u, s, vh = _torch.svd(t, full_matrices)
    return namedtuple("SVDResult", "U S Vh")(wrap(u, kind), wrap(s, _dtypes.real_of(kind)), wrap(vh, kind))


def svdvals(x, /):
    return svd(x, compute_uv=False)


def eigh(a, UPLO="L"):
    from collections import namedtuple
    t, kind = _floats(a)
    _square(t)
    values, vectors = _torch.eigh(t, UPLO)
    return namedtuple("EighResult", "eigenvalues eigenvectors")(wrap(values, _dtypes.real_of(kind)), wrap(vectors, kind))


def eigvalsh(a, UPLO="L"):
    return eigh(a, UPLO)[0]


def _plain(t, kind):
    """Complex results whose imaginary parts are all zero are given as real ones."""
    if kind.kind != "c" and not bool((t.imag != 0).any()):
        return wrap(t.real.clone(), kind)
    return wrap(t, _dtypes.FROM_TORCH[t.dtype])


def eig(a):
    from collections import namedtuple
    t, kind = _floats(a)
    _square(t)
    values, vectors = _torch.eig(t)
    real = kind if kind.kind != "c" and not bool((values.imag != 0).any()) else _dtypes.complex128
    return namedtuple("EigResult", "eigenvalues eigenvectors")(_plain(values, real), _plain(vectors, real))


def eigvals(a):
    return eig(a)[0]


def pinv(a, rcond=None, hermitian=False, *, rtol=None):
    if rcond is not None and rtol is not None:
        raise ValueError("`rtol` and `rcond` can't be both set.")
    t, kind = _floats(a)
    return wrap(_torch.pinv(t, rtol=rcond if rtol is None else rtol), kind)


def lstsq(a, b, rcond=None):
    t, first = _floats(a)
    u, kind = _floats(b)
    columns = u.unsqueeze(-1) if u.dim() == 1 else u
    left, size, right = _torch.svd(t, False)
    limit = (torch.finfo(t.dtype).eps * max(t.shape) if rcond is None else rcond) * (size[0] if size.numel() else 0)
    rank = int((size > limit).sum())
    found = right.mH[:, :rank] @ ((left.mH @ columns)[:rank] / size[:rank, None])
    rest = columns - t @ found
    residuals = (rest * rest).sum(0) if rank == t.shape[1] < t.shape[0] else torch.zeros(0, dtype=t.dtype)
    found = found.squeeze(-1) if u.dim() == 1 else found
    return wrap(found, kind), wrap(residuals, kind), _dtypes.int32.type(rank), wrap(size, _dtypes.real_of(kind))


def matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
    t, kind = _floats(A)
    if tol is not None and rtol is not None:
        raise ValueError("`tol` and `rtol` can't be both set.")
    if t.dim() < 2:
        return int(bool((t != 0).any()))
    size = _torch.svdvals(t)
    if tol is None:
        rtol = max(t.shape[-2:]) * torch.finfo(size.dtype).eps if rtol is None else rtol
        tol = size.amax(-1, keepdim=True) * rtol
    return result((size > tol).sum(-1), _dtypes.int64)


def matrix_power(a, n):
    a = asarray(a)
    _square(a._t)
    if n < 0:
        a, n = inv(a), -n
    made = wrap(torch.eye(a.shape[-1], dtype=a._t.dtype).expand(a._t.shape).clone(), a.dtype)
    for _ in range(n):
        made = matmul(made, a)
    return made


def cond(x, p=None):
    if p is None or p == 2:
        size = svd(x, compute_uv=False)
        return size[..., 0] / size[..., -1]
    return norm(x, p, (-2, -1)) * norm(inv(x), p, (-2, -1))


def multi_dot(arrays, *, out=None):
    made = asarray(arrays[0])
    for each in arrays[1:]:
        made = made @ asarray(each)
    if out is None:
        return made
    out[...] = made
    return out


def tensorsolve(a, b, axes=None):
    """Solves for a tensor: its products with the last axes of `a` are `b`."""
    a, b = asarray(a), asarray(b)
    if axes is not None:
        rest = [axis for axis in range(a.ndim) if axis not in axes]
        a = a.transpose(rest + list(axes))
    shape = a.shape[b.ndim:]
    count = math.prod(shape)
    if a.size != count ** 2:
        raise LinAlgError("Input arrays must satisfy the requirement             prod(a.shape[b.ndim:]) == "
                          "prod(a.shape[:b.ndim])")
    return solve(a.reshape(count, count), b.reshape(count)).reshape(shape)


def tensorinv(a, ind=2):
    """The inverse of a tensor as a map between its first `ind` axes and the others."""
    a = asarray(a)
    if ind <= 0:
        raise ValueError("Invalid ind argument.")
    return inv(a.reshape(math.prod(a.shape[ind:]), -1)).reshape(a.shape[ind:] + a.shape[:ind])


def __getattr__(name):
    if name in ("matrix_transpose", "vecdot"):
        import numpy
        return getattr(numpy, name)
    raise AttributeError(f"module 'numpy.linalg' has no attribute '{name}'")
