"""The functions of torch.masked.

A masked-out element counts as the neutral element of the reduction; where a mean, a variance or a median has no element
at all, the answer is nan.
"""

import torch


def _lowest(dtype):
    if dtype.is_floating_point:
        return float("-inf")
    return torch.iinfo(dtype).min if dtype is not torch.bool else False


def _highest(dtype):
    if dtype.is_floating_point:
        return float("inf")
    return torch.iinfo(dtype).max if dtype is not torch.bool else True


def _spread(mask, input):
    """The mask, checked and stretched to the size of the input."""
    if mask.dim() > input.dim():
        raise IndexError("_input_mask expected broadcastable mask (got mask dimensionality higher than of the input)")
    return torch.broadcast_to(mask.clone(), input.shape).to(dtype=torch.bool)


def _fill(input, mask, neutral):
    """The input with its masked-out elements replaced."""
    if mask is None:
        return input
    return torch.where(_spread(mask, input), input, torch.tensor(neutral, dtype=input.dtype))


def _dims(dim, rank):
    """The dimensions to reduce, counted from the front; () and None mean all."""
    if dim is None or dim == ():
        return tuple(range(rank)) if rank else (0,)
    given = (dim,) if isinstance(dim, int) else tuple(dim)
    found = []
    for each in given:
        place = each % rank if rank else 0
        if place in found:
            raise RuntimeError(f"dim={each} appears multiple times in the list of dims")
        if each >= rank or each < -rank:
            raise IndexError(f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {each})")
        found.append(place)
    return tuple(sorted(found))


def _grown(input, dtype):
    """The type in which sums and products of the input are kept."""
    if dtype is not None:
        return dtype
    integral = not (input.dtype.is_floating_point or input.dtype.is_complex)
    return torch.int64 if integral else input.dtype


def _real(input, dtype):
    """The type in which means and variances of the input are kept."""
    if dtype is not None:
        return dtype
    integral = not (input.dtype.is_floating_point or input.dtype.is_complex)
    return torch.float32 if integral else input.dtype


def _count(input, mask, dims, keepdim):
    mask = torch.ones(input.shape, dtype=torch.bool) if mask is None else _spread(mask, input)
    return torch.sum(mask.to(torch.int64), dims, keepdim=keepdim)


def sum(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The sum of the elements that the mask lets through."""
    input = _fill(input, mask, 0)
    return torch.sum(input, _dims(dim, input.ndim), bool(keepdim), dtype=_grown(input, dtype))


def prod(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The product of the elements that the mask lets through."""
    result = _fill(input, mask, 1)
    for each in reversed(_dims(dim, input.ndim)):
        result = result.prod(dim=each, keepdim=bool(keepdim))
    return result.to(dtype=_grown(input, dtype))


def cumsum(input, dim, *, dtype=None, mask=None):
    """Running sums of the elements that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    return torch.cumsum(_fill(input.to(dtype=dtype), mask, 0), _dims(dim, input.ndim)[0], dtype=dtype).to(dtype=dtype)


def cumprod(input, dim, *, dtype=None, mask=None):
    """Running products of the elements that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    return torch.cumprod(_fill(input.to(dtype=dtype), mask, 1), _dims(dim, input.ndim)[0], dtype=dtype).to(dtype=dtype)


def amax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The largest element that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    input = _fill(input, mask, _lowest(input.dtype) if mask is not None else 0)
    return torch.amax(input, _dims(dim, input.ndim), bool(keepdim)).to(dtype=dtype)


def amin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The smallest element that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    input = _fill(input, mask, _highest(input.dtype) if mask is not None else 0)
    return torch.amin(input, _dims(dim, input.ndim), bool(keepdim)).to(dtype=dtype)


def argmax(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The place of the largest element that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    input = _fill(input, mask, _lowest(input.dtype) if mask is not None else 0)
    return torch.argmax(input, dim, bool(keepdim)).to(dtype=dtype)


def argmin(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The place of the smallest element that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    input = _fill(input, mask, _highest(input.dtype) if mask is not None else 0)
    return torch.argmin(input, dim, bool(keepdim)).to(dtype=dtype)


def mean(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The mean of the elements that the mask lets through; nan where there is none."""
    dtype = _real(input, dtype)
    dims = _dims(dim, input.ndim)
    if mask is None:
        count = _count(input, None, dims, bool(keepdim))
        total = torch.sum(input, dims, bool(keepdim), dtype=dtype)
        return total / count.to(dtype)
    count = torch.sum(_spread(mask, input).to(torch.int64), dims, keepdim=bool(keepdim))
    return sum(input, dims, keepdim=keepdim, dtype=dtype, mask=mask) / count


def median(input, dim=-1, *, keepdim=False, dtype=None, mask=None):
    """The lower median of the elements that the mask lets through; nan where there is none."""
    dtype = input.dtype if dtype is None else dtype
    place = _dims(dim, input.ndim)[0]
    floating = input.is_floating_point()
    if not floating:
        input = input.to(dtype=torch.float)
    if mask is not None:
        input = _fill(input, mask, float("nan"))
    result = torch.nanmedian(input, place, bool(keepdim)).values
    if not floating and bool(torch.any(torch.isnan(result))):
        raise ValueError("masked median expects no fully masked out rows if dtype is not floating point")
    return result if floating else result.to(dtype=dtype)


def logsumexp(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The logarithm of the sum of exponentials of the elements that the mask lets through."""
    dtype = input.dtype if dtype is None else dtype
    dims = _dims(dim, input.ndim)
    input = _fill(input, mask, _lowest(input.dtype) if mask is not None else 0)
    return torch.logsumexp(input, dims, keepdim=bool(keepdim)).to(dtype=dtype)


def logaddexp(input, other, *, dtype=None, input_mask=None, other_mask=None):
    """The logarithm of the sum of exponentials of two tensors; a masked-out element adds nothing."""
    dtype = input.dtype if dtype is None else dtype
    if input_mask is not None:
        input = _fill(input, input_mask, _lowest(input.dtype))
    if other_mask is not None:
        other = _fill(other, other_mask, _lowest(other.dtype))
    return torch.logaddexp(input, other).to(dtype=dtype)


def norm(input, ord=2.0, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The norm of the vectors that the mask leaves."""
    dtype = input.dtype if dtype is None else dtype
    neutral = float("inf") if ord == float("-inf") else 0.0
    input = _fill(input, mask, neutral)
    return torch.linalg.vector_norm(input, ord, _dims(dim, input.ndim), bool(keepdim), dtype=dtype)


def _spread_out(input, dim, unbiased, correction, keepdim, dtype, mask, root):
    lost = 1.0 if correction is None and unbiased is None else float(unbiased) if correction is None else correction
    dtype = _real(input, dtype)
    dims = _dims(dim, input.ndim)
    kept = torch.ones(input.shape, dtype=torch.bool) if mask is None else _spread(mask, input)
    count = torch.sum(kept.to(torch.int64), dims, keepdim=True)
    centre = torch.divide(torch.sum(_fill(input, mask, 0), dims, True, dtype=dtype), count)
    away = torch.subtract(input.to(dtype), centre)
    total = torch.sum(torch.where(kept, away * away.conj(), torch.tensor(0, dtype=dtype)), dims, bool(keepdim),
                      dtype=dtype)
    if not keepdim:
        count = count.reshape(total.shape)
    if lost:
        count = torch.maximum(torch.subtract(count, lost), torch.zeros_like(count))
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
    return torch.nn.functional.softmax(_fill(input, mask, _lowest(input.dtype)), place, dtype=dtype)


def log_softmax(input, dim, *, dtype=None, mask=None):
    """The logarithm of softmax."""
    dtype = input.dtype if dtype is None else dtype
    place = _dims(dim, input.ndim)[0]
    return torch.nn.functional.log_softmax(_fill(input, mask, _lowest(input.dtype)), place, dtype=dtype)


def softmin(input, dim, *, dtype=None, mask=None):
    """softmax of the negative input."""
    dtype = input.dtype if dtype is None else dtype
    place = _dims(dim, input.ndim)[0]
    return torch.nn.functional.softmin(_fill(input, mask, _highest(input.dtype)), place, dtype=dtype)


def normalize(input, ord, dim, *, eps=1e-12, dtype=None, mask=None):
    """The input divided by the norm of what the mask leaves."""
    dtype = input.dtype if dtype is None else dtype
    length = torch.maximum(norm(input, ord, dim, keepdim=True, dtype=dtype, mask=mask), torch.tensor(eps, dtype=dtype))
    return torch.divide(_fill(input, mask, 0), length).to(dtype=dtype)
