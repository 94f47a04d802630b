"""The functions of torch.masked.

A masked-out element counts as the neutral element of the reduction; where a mean, a variance or a median has no element
at all, the answer is nan.
"""

import torch


# What a masked-out element counts as: the end of the number line that an operation never chooses.
_LOWEST = ("amax", "argmax", "logaddexp", "logsumexp")
_HIGHEST = ("amin", "argmin")


def _neutral(name, input):
    """The value that changes nothing when the named operation meets it, as a tensor of the input's type."""
    dtype = input.dtype
    if dtype.is_floating_point and name in _LOWEST + _HIGHEST:
        value = float("inf" if name in _HIGHEST else "-inf")
    elif dtype.is_complex and name == "logsumexp":
        value = complex("-inf")
    elif dtype is torch.bool:
        raise NotImplementedError(f"identity of {name} on {dtype} input")
    else:
        value = torch.iinfo(dtype).max if name in _HIGHEST else torch.iinfo(dtype).min
    return torch.tensor(value, dtype=dtype, device=input.device)


def _spread(mask, input):
    """The mask, checked and stretched to the size of the input."""
    if mask.shape != input.shape:
        if mask.ndim > input.ndim:
            raise IndexError(
                "_input_mask expected broadcastable mask (got mask dimensionality higher than of the input)")
        mask = torch.broadcast_to(mask.clone(), input.shape)
    return mask.to(dtype=torch.bool)


def _fill(input, mask, neutral):
    """The input with its masked-out elements replaced, by a number or by what the named operation ignores."""
    if mask is None:
        return input
    mask = _spread(mask, input)
    if isinstance(neutral, str):
        neutral = _neutral(neutral, input)
    else:
        neutral = torch.tensor(neutral, dtype=input.dtype, device=input.device)
    return torch.where(mask, input, neutral)


def _dims(dim, rank):
    """The dimensions to reduce, counted from the front; () and None mean all."""
    if dim is None or dim == ():
        return tuple(range(rank))
    rank = max(rank, 1)
    found = []
    for each in (dim,) if isinstance(dim, int) else dim:
        if each in found:
            raise RuntimeError(f"dim={each} appears multiple times in the list of dims")
        if each >= rank or each < -rank:
            raise IndexError(
                f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {each})")
        found.append(each % rank)
    return tuple(sorted(found))


def _is_integral(dtype):
    return not (dtype.is_floating_point or dtype.is_complex)


def _grown(input, dtype):
    """The type in which sums and products of the input are kept."""
    if dtype is not None:
        return dtype
    return torch.int64 if input.layout is torch.strided and _is_integral(input.dtype) else input.dtype


def _count(input, dim, keepdim, mask):
    """How many elements of the input each sum takes in."""
    if mask is None:
        return sum(torch.ones(input.shape, dtype=torch.int64, device=input.device), dim, keepdim=keepdim)
    return mask.sum(dim=dim, keepdim=bool(keepdim))


def sum(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The sum of the elements that the mask lets through."""
    dtype = _grown(input, dtype)
    dims = _dims(dim, input.ndim)
    return torch.sum(_fill(input, mask, 0), dims, bool(keepdim), dtype=dtype)


def prod(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The product of the elements that the mask lets through."""
    dtype = _grown(input, dtype)
    dims = _dims(dim, input.ndim)
    result = _fill(input, mask, 1).to(dtype=dtype)
    for each in reversed(dims):
        result = result.prod(dim=each, keepdim=bool(keepdim))
    return result


def cumsum(input, dim, *, dtype=None, mask=None):
    """Running sums of the elements that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    place = _dims(dim, input.ndim)[0]
    return torch.cumsum(_fill(input, mask, 0), place, dtype=dtype).to(dtype=dtype)


def cumprod(input, dim, *, dtype=None, mask=None):
    """Running products of the elements that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    place = _dims(dim, input.ndim)[0]
    return torch.cumprod(_fill(input, mask, 1), place, dtype=dtype).to(dtype=dtype)


def amax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The largest element that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    input = _fill(input, mask, "amax")
    return torch.amax(input, _dims(dim, input.ndim), bool(keepdim)).to(dtype=dtype)


def amin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The smallest element that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    input = _fill(input, mask, "amin")
    return torch.amin(input, _dims(dim, input.ndim), bool(keepdim)).to(dtype=dtype)


def argmax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The place of the largest element that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    input = _fill(input, mask, "argmax")
    return torch.argmax(input, dim, bool(keepdim)).to(dtype=dtype)


def argmin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The place of the smallest element that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    input = _fill(input, mask, "argmin")
    return torch.argmin(input, dim, bool(keepdim)).to(dtype=dtype)


def mean(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The mean of the elements that the mask lets through; nan where there is none."""
    dtype = input.dtype if dtype is None else dtype
    mask = None if mask is None else _spread(mask, input)
    count = _count(input, dim, keepdim, mask)
    return sum(input, dim, keepdim=keepdim, dtype=dtype, mask=mask) / count


def median(input, dim=-1, *, keepdim=False, dtype=None, mask=None):
    """The lower median of the elements that the mask lets through; nan where there is none."""
    dtype = input.dtype if dtype is None else dtype
    place = _dims(dim, input.ndim)[0]
    floating = input.is_floating_point()
    if not floating:
        input = input.to(dtype=torch.float)
    result = torch.nanmedian(_fill(input, mask, float("nan")), place, keepdim).values
    if not floating and torch.isnan(result).any():
        raise ValueError("masked median expects no fully masked out rows if dtype is not floating point")
    return result if floating else result.to(dtype=dtype)


def logsumexp(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The logarithm of the sum of exponentials of the elements that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    dims = _dims(dim, input.ndim)
    return torch.logsumexp(_fill(input, mask, "logsumexp"), dims, keepdim=keepdim).to(dtype=dtype)


def logaddexp(input, other, *, dtype=None, input_mask=None, other_mask=None):
    """The logarithm of the sum of exponentials of two tensors; a masked-out element adds nothing."""
    dtype = input.dtype if dtype is None else dtype
    input = _fill(input, input_mask, "logaddexp")
    other = _fill(other, other_mask, "logaddexp")
    return torch.logaddexp(input, other).to(dtype=dtype)


def norm(input, ord=2.0, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The norm of the vectors that the mask leaves."""
    dtype = input.dtype if dtype is None else dtype
    if mask is not None and ord == float("-inf"):
        assert input.is_floating_point(), input.dtype
        input = _fill(input, mask, float("inf"))
    else:
        input = _fill(input, mask, 0)
    return torch.linalg.vector_norm(input, ord, _dims(dim, input.ndim), bool(keepdim), dtype=dtype)


def _lost(unbiased, correction):
    """The degrees of freedom that the mean has taken from the sample."""
    assert unbiased is None or correction is None, "Only one of unbiased and correction may be given"
    if correction is not None:
        return float(correction)
    return 0.0 if unbiased is not None and not unbiased else 1.0


def _spread_out(input, dim, unbiased, correction, keepdim, dtype, mask, root):
    """The mean square distance from the mean, or its root."""
    lost = _lost(unbiased, correction)
    if dtype is None:
        dtype = torch.float32 if _is_integral(input.dtype) else input.dtype
    inner = torch.float32 if _is_integral(dtype) else dtype
    mask = None if mask is None else _spread(mask, input)
    count = _count(input, dim, True, mask)
    away = torch.subtract(input, torch.divide(sum(input, dim, keepdim=True, dtype=dtype, mask=mask), count))
    total = sum(away * away.conj(), dim, keepdim=keepdim, dtype=inner, mask=mask)
    if not keepdim:
        count = count.reshape(total.shape)
    if lost != 0:
        count = torch.subtract(count.to(inner.to_real()), lost)
        count = torch.maximum(count, count.new_zeros([]))
    result = torch.divide(total, count).to(dtype=dtype)
    return torch.sqrt(result) if root else result


def var(input, dim=None, unbiased=None, *, correction=None, keepdim=False, dtype=None, mask=None):
    """The variance of the elements that the mask lets through."""
    return _spread_out(input, dim, unbiased, correction, keepdim, dtype, mask, False)


def std(input, dim=None, unbiased=None, *, correction=None, keepdim=False, dtype=None, mask=None):
    """The standard deviation of the elements that the mask lets through."""
    return _spread_out(input, dim, unbiased, correction, keepdim, dtype, mask, True)


def softmax(input, dim, *, dtype=None, mask=None):
    """softmax in which a masked-out element has the weight 0."""
    dtype = input.dtype if dtype is None else dtype
    place = _dims(dim, input.ndim)[0]
    return torch.nn.functional.softmax(_fill(input, mask, "amax"), place, dtype=dtype)


def log_softmax(input, dim, *, dtype=None, mask=None):
    """The logarithm of softmax."""
    dtype = input.dtype if dtype is None else dtype
    place = _dims(dim, input.ndim)[0]
    return torch.nn.functional.log_softmax(_fill(input, mask, "amax"), place, dtype=dtype)


def softmin(input, dim, *, dtype=None, mask=None):
    """softmax of the negative input."""
    dtype = input.dtype if dtype is None else dtype
    place = _dims(dim, input.ndim)[0]
    return torch.nn.functional.softmin(_fill(input, mask, "amin"), place, dtype=dtype)


def normalize(input, ord, dim, *, eps=1e-12, dtype=None, mask=None):
    """The input divided by the norm of what the mask leaves."""
    dtype = input.dtype if dtype is None else dtype
    kept = _fill(input, mask, 0)
    length = norm(input, ord, dim, keepdim=True, dtype=dtype, mask=mask)
    return torch.divide(kept, torch.maximum(length, length.new_full([], eps)))
