"""Products of matrices and vectors."""

import torch
from _types import refuse
from numpy import _dtypes, _errors
from numpy._array import _function, asarray, cast, result, wrap
from numpy._dtypes import promote
from numpy._ufuncs import check_broadcast, fit_together, shape_text


def _pair(a, b):
    a, b = asarray(a), asarray(b)
    kind = promote(a.dtype, b.dtype)
    if kind.kind in "UO":
        raise TypeError(f"ufunc 'matmul' did not contain a loop with signature matching types ({a.dtype!r}, "
                        f"{b.dtype!r}) -> None")
    return cast(a, kind)._t, cast(b, kind)._t, kind


def _product(a, b, kind):
    """The matrix product; torch multiplies masks and half floats as other types."""
    if kind.kind == "b":
        return torch.matmul(a.to(torch.int64), b.to(torch.int64)) != 0
    return torch.matmul(a, b)


def matmul(x1, x2, /, out=None, **keywords):
    if keywords:
        refuse("options of numpy.matmul")
    a, b, kind = _pair(x1, x2)
    for i, each in enumerate((a, b)):
        if each.dim() == 0:
            raise ValueError(f"matmul: Input operand {i} does not have enough dimensions (has 0, gufunc core with "
                             f"signature (n?,k),(k,m?)->(n?,m?) requires 1)")
    inner, other, at = a.shape[-1], b.shape[-2 if b.dim() > 1 else 0], 0
    if inner != other:
        raise ValueError(f"matmul: Input operand 1 has a mismatch in its core dimension {at}, with gufunc signature "
                         f"(n?,k),(k,m?)->(n?,m?) (size {other} is different from {inner})")
    if a.dim() > 2 or b.dim() > 2:
        one = torch.Size(a.shape[:-2]) if a.dim() > 2 else torch.Size(())
        two = torch.Size(b.shape[:-2]) if b.dim() > 2 else torch.Size(())
        if not fit_together((one, two)):
            raise ValueError("operands could not be broadcast together with remapped shapes [original->remapped]: "
                             f"{shape_text(a.shape)}->({','.join([str(s) for s in one])},newaxis,newaxis) "
                             f"{shape_text(b.shape)}->({','.join([str(s) for s in two])},newaxis,newaxis)  and requested "
                             f"shape ({a.shape[-2]},{b.shape[-1]})")
    made = _product(a, b, kind)
    _errors.check("matmul", (a, b), made)
    if out is not None:
        out._t.copy_(made)
        return out
    if isinstance(x1, torch.Tensor) or isinstance(x2, torch.Tensor):
        return made
    return result(made, kind)


def dot(a, b, out=None):
    x, y, kind = _pair(a, b)
    if x.dim() == 0 or y.dim() == 0:
        made = x * y
    elif y.dim() == 1 or x.dim() == 1:
        axis = y.dim() - 2 if y.dim() > 1 else 0
        if x.shape[-1] != y.shape[axis]:
            raise _not_aligned(x, y, x.dim() - 1, axis)
        made = _product(x, y, kind)
    else:
        if x.shape[-1] != y.shape[-2]:
            raise _not_aligned(x, y, x.dim() - 1, y.dim() - 2)
        made = _product(x, y, kind) if x.dim() == y.dim() == 2 else torch.tensordot(x, y, ([x.dim() - 1],
                                                                                             [y.dim() - 2]))
    if out is not None:
        out._t.copy_(made)
        return out
    return result(made, kind)


def _not_aligned(x, y, i, j):
    return ValueError(f"shapes {shape_text(x.shape)} and {shape_text(y.shape)} not aligned: {x.shape[i]} (dim {i}) != "
                      f"{y.shape[j]} (dim {j})")


def vdot(a, b, /):
    x, y, kind = _pair(a, b)
    x, y = x.reshape(-1), y.reshape(-1)
    return result(_product(x.conj() if kind.kind == "c" else x, y, kind), kind)


def inner(a, b, /):
    x, y, kind = _pair(a, b)
    if x.dim() == 0 or y.dim() == 0:
        return result(x * y, kind)
    if x.shape[-1] != y.shape[-1]:
        raise _not_aligned(x, y, x.dim() - 1, y.dim() - 1)
    return result(torch.tensordot(x, y, ([-1], [-1])) if x.dim() + y.dim() > 2 else _product(x, y, kind), kind)


def outer(a, b, out=None):
    if out is not None:
        refuse("numpy.outer(out=...)")
    x, y, kind = _pair(a, b)
    return wrap(x.reshape(-1, 1) * y.reshape(1, -1), kind)


def tensordot(a, b, axes=2):
    x, y, kind = _pair(a, b)
    if isinstance(axes, int):
        pairs = (list(range(x.dim() - axes, x.dim())), list(range(axes)))
    else:
        pairs = tuple([[each] if isinstance(each, int) else list(each) for each in axes])
    for i, j in zip(*pairs):
        if x.shape[i] != y.shape[j]:
            raise ValueError("shape-mismatch for sum")
    return result(torch.tensordot(x, y, pairs), kind)


def einsum(*operands, out=None, optimize=False, **keywords):
    if out is not None or keywords:
        refuse("numpy.einsum(out=...)")
    subscripts, arrays = operands[0], [asarray(each) for each in operands[1:]]
    kind = arrays[0].dtype
    for each in arrays:
        kind = promote(kind, each.dtype)
    _check_labels(subscripts, arrays)
    return result(torch.einsum(subscripts, *[cast(each, kind)._t for each in arrays]), kind)


def _check_labels(subscripts, arrays):
    """Raises numpy's ValueError where a label has two sizes: it shows where the axes stand among all labels."""
    terms, _, output = subscripts.replace(" ", "").partition("->")
    terms = terms.split(",")
    if "." in subscripts or len(terms) != len(arrays) or any(len(t) != a.ndim for t, a in zip(terms, arrays)):
        return
    used = "".join(terms)
    if "->" not in subscripts:
        output = "".join(sorted(label for label in set(used) if used.count(label) == 1))
    labels = output + "".join(sorted(set(used) - set(output), key=used.index))
    sizes = {}
    for term, array in zip(terms, arrays):
        for label, size in zip(term, array.shape):
            sizes.setdefault(label, set()).add(size)
    if all(len(found - {1}) <= 1 for found in sizes.values()):
        return
    shown = []
    for term, array in zip(terms, arrays):
        axes = [str(array.shape[term.index(label)]) if label in term else "newaxis" for label in labels]
        while axes and axes[0] == "newaxis":
            axes.pop(0)
        shown.append(f"({','.join(map(str, array.shape))})->({','.join(axes)}) ")
    raise ValueError("operands could not be broadcast together with remapped shapes [original->remapped]: "
                     + "".join(shown))


def kron(a, b):
    x, y, kind = _pair(a, b)
    return result(torch.kron(x, y), kind)


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    if axisa != -1 or axisb != -1 or axisc != -1 or axis is not None:
        refuse("numpy.cross(axisa=..., axisb=..., axisc=..., axis=...)")
    x, y, kind = _pair(a, b)
    check_broadcast((x[..., :1], y[..., :1]))
    if x.shape[-1] not in (2, 3) or y.shape[-1] not in (2, 3):
        raise ValueError("incompatible dimensions for cross product\n(dimension must be 2 or 3)")
    if x.shape[-1] == 2 and y.shape[-1] == 2:
        return result(x[..., 0] * y[..., 1] - x[..., 1] * y[..., 0], kind)
    parts = [x[..., 1] * y[..., 2] - x[..., 2] * y[..., 1], x[..., 2] * y[..., 0] - x[..., 0] * y[..., 2],
             x[..., 0] * y[..., 1] - x[..., 1] * y[..., 0]]
    return wrap(torch.stack(parts, -1), kind)


def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    if dtype is not None or out is not None:
        refuse("numpy.trace(dtype=..., out=...)")
    from numpy import _reduce
    return _reduce.sum(asarray(a).diagonal(offset, axis1, axis2), axis=-1)


def diagonal(a, offset=0, axis1=0, axis2=1):
    return asarray(a).diagonal(offset, axis1, axis2)


# ---- Polynomials ----

def polyval(p, x):
    if not hasattr(x, "dtype"):
        x = asarray(x)
    made = x * 0
    for each in asarray(p):
        made = made * x + each
    return made


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    if rcond is not None or full is not False or w is not None or cov is not False:
        refuse("numpy.polyfit(rcond=..., full=..., w=..., cov=...)")
    from numpy._create import vander
    from numpy.linalg import lstsq
    xs = cast(asarray(x), _dtypes.float64)
    columns = vander(xs, deg + 1)
    scale = _function("sqrt")((columns * columns).sum(axis=0))
    found = lstsq(columns / scale, cast(asarray(y), _dtypes.float64))[0]
    return (found.T / scale).T
