"""Functions of torch that are written in Python."""

import torch
from torch import _C

__all__ = ["atleast_1d", "atleast_2d", "atleast_3d", "align_tensors", "broadcast_shapes", "broadcast_tensors",
           "cartesian_prod", "block_diag", "cdist", "chain_matmul", "einsum", "istft", "lu", "norm", "meshgrid",
           "pca_lowrank", "split", "stft", "svd_lowrank", "tensordot", "unique", "unique_consecutive", "unravel_index"]


def __getattr__(name):
    # What is an operator in C stands in torch itself.
    if name in __all__:
        found = getattr(_C, name, None)
        if found is not None:
            return found
    raise _C._missing("torch.functional", name)


def broadcast_shapes(*shapes):
    """Returns the size to which tensors of these sizes stretch."""
    for shape in shapes:
        if not isinstance(shape, (int, tuple, list)):
            raise RuntimeError("Input shapes should be of type ints, a tuple of ints, or a list of ints, got ", shape)
    sizes = [(shape,) if isinstance(shape, int) else tuple(shape) for shape in shapes]
    result = [1] * max((len(size) for size in sizes), default=0)
    for size in sizes:
        for i in range(-1, -1 - len(size), -1):
            if size[i] < 0:
                raise RuntimeError("Trying to create tensor with negative dimension ({}): ({})".format(size[i], size[i]))
            if size[i] == 1 or size[i] == result[i]:
                continue
            if result[i] != 1:
                raise RuntimeError("Shape mismatch: objects cannot be broadcast to a single shape")
            result[i] = size[i]
    return torch.Size(result)


def einsum(*args):
    """Sums products of elements along the dimensions that a formula names."""
    if len(args) < 2:
        raise ValueError("einsum(): must specify the equation string and at least one operand, or at least one operand "
                         "and its subscripts list")
    if isinstance(args[0], torch.Tensor):
        equation, operands = _einsum_from_lists(args)
    else:
        equation, operands = args[0], args[1:]
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        return einsum(equation, *operands[0])
    return _C.einsum(equation, operands)


def _einsum_from_lists(args):
    """Turns einsum(a, [0, 1], b, [1, 2], [0, 2]) into a formula."""
    def letters(numbers):
        text = ""
        for number in numbers:
            if number is Ellipsis:
                text += "..."
            elif number >= 0 and number < 26:
                text += chr(ord("A") + number)
            elif number >= 26 and number < 52:
                text += chr(ord("a") + number - 26)
            else:
                raise ValueError("einsum(): subscript in subscript list is not within the valid range [0, 52)")
        return text

    equation = ",".join(letters(args[i]) for i in range(1, len(args), 2))
    operands = args[:-1:2] if len(args) % 2 else args[::2]
    if len(args) % 2:
        equation += "->" + letters(args[-1])
    return equation, operands


def tensordot(a, b, dims=2, out=None):
    """Sums products of elements along pairs of dimensions."""
    if not isinstance(dims, (tuple, list, torch.Tensor, int)):
        raise RuntimeError("tensordot expects dims to be int or Tuple[List[int], List[int]] or List[List[int]] "
                           f"containing two lists, but got dims={dims}")
    if isinstance(dims, torch.Tensor):
        if dims.numel() > 1 or dims.dim() > 0:
            dims_a, dims_b = dims[0].tolist(), dims[1].tolist()
        else:
            dims = int(dims)
    if isinstance(dims, (tuple, list)):
        dims_a, dims_b = dims
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.dim(), b.dim()):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        dims_a, dims_b = list(range(-dims, 0)), list(range(dims))
    if out is None:
        return _C.tensordot(a, b, dims_a, dims_b)
    return _C.tensordot(a, b, dims_a, dims_b, out=out)


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    """Returns the different elements (or slices), and where they came from."""
    _check_unique("_unique2" if dim is None else "unique_dim", input, dim, sorted=sorted,
                  return_inverse=return_inverse, return_counts=return_counts)
    if dim is not None:
        return _unique_dim(input, dim, return_inverse, return_counts, False)
    flat = input.reshape(-1)
    ordered, order = flat.sort(stable=True)
    values, inverse, counts = _runs(ordered)
    places = torch.empty_like(order)
    places[order] = inverse
    return _unique_result(values, places.reshape(input.shape), counts, return_inverse, return_counts)


def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    """Returns the elements (or slices) without those that repeat the one before."""
    _check_unique("unique_consecutive", input, None, return_inverse=return_inverse, return_counts=return_counts)
    if dim is not None:
        return _unique_dim(input, dim, return_inverse, return_counts, True)
    values, inverse, counts = _runs(input.reshape(-1))
    return _unique_result(values, inverse.reshape(input.shape), counts, return_inverse, return_counts)


def _check_unique(name, input, dim, **flags):
    if not isinstance(input, torch.Tensor):
        raise TypeError(f"{name}(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}")
    if dim is not None and not isinstance(dim, int):
        raise TypeError(f"{name}(): argument 'dim' (position 2) must be int, not {type(dim).__name__}")
    for key, value in flags.items():
        if not isinstance(value, bool):
            raise TypeError(f"{name}(): argument '{key}' must be bool, not {type(value).__name__}")


def _runs(flat):
    """The runs of equal neighbours: their values, the run of each element, their lengths."""
    with torch.no_grad():
        starts = torch.ones_like(flat, dtype=torch.bool)
        if flat.numel():
            starts[1:] = flat[1:] != flat[:-1]
        inverse = starts.cumsum(0) - 1
        first = starts.nonzero().reshape(-1)
        ends = torch.cat([first[1:], torch.tensor([flat.numel()])]) if flat.numel() else first
    return flat[first].detach(), inverse, ends - first


def _unique_result(values, inverse, counts, return_inverse, return_counts):
    result = (values,)
    if return_inverse:
        result += (inverse,)
    if return_counts:
        result += (counts,)
    return result if len(result) > 1 else values


def _unique_dim(input, dim, return_inverse, return_counts, consecutive):
    if input.dim() == 0:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    rows = input.movedim(dim, 0)
    keys = rows.reshape(rows.size(0), -1).tolist()
    order = list(range(len(keys))) if consecutive else sorted(range(len(keys)), key=keys.__getitem__)
    firsts, counts, inverse = [], [], [0] * len(keys)
    for place in order:
        if not firsts or keys[firsts[-1]] != keys[place]:
            firsts.append(place)
            counts.append(0)
        counts[-1] += 1
        inverse[place] = len(firsts) - 1
    values = rows[torch.tensor(firsts, dtype=torch.int64)].movedim(0, dim).detach()
    return _unique_result(values.contiguous(), torch.tensor(inverse, dtype=torch.int64),
                          torch.tensor(counts, dtype=torch.int64), return_inverse, return_counts)


def lu(A, pivot=True, get_infos=False, out=None):
    result = torch._lu_with_info(A, pivot=pivot, check_errors=not get_infos)
    _C._warn("LU")
    if not get_infos:
        result = (result[0], result[1])
    if out is None:
        return result
    for target, value in zip(out, result):
        target.resize_as_(value).copy_(value)
    return out


def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    """Returns the distances between the rows of two batches."""
    modes = {"use_mm_for_euclid_dist_if_necessary": None, "use_mm_for_euclid_dist": 1, "donot_use_mm_for_euclid_dist": 2}
    if compute_mode not in modes:
        raise ValueError(f"{compute_mode} is not a valid value for compute_mode")
    return _C.cdist(x1, x2, p, modes[compute_mode])


def broadcast_tensors(*tensors):
    """Stretches the tensors to one size."""
    return _C.broadcast_tensors(tensors)


def meshgrid(*tensors, **kwargs):
    """Returns the coordinates of a grid, one tensor a dimension."""
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tensors[0]
    return _C.meshgrid(tensors, **kwargs)


def cartesian_prod(*tensors):
    """Returns all combinations of elements as rows."""
    return _C.cartesian_prod(tensors)


def block_diag(*tensors):
    """Places matrices along a diagonal."""
    return _C.block_diag(tensors)


def atleast_1d(*tensors):
    """Adds dimensions up to one."""
    if len(tensors) == 1:
        tensors = tensors[0]
    return _C.atleast_1d(tensors)


def atleast_2d(*tensors):
    """Adds dimensions up to two."""
    if len(tensors) == 1:
        tensors = tensors[0]
    return _C.atleast_2d(tensors)


def atleast_3d(*tensors):
    """Adds dimensions up to three."""
    if len(tensors) == 1:
        tensors = tensors[0]
    return _C.atleast_3d(tensors)


def split(tensor, split_size_or_sections, dim=0):
    """Cuts a tensor into parts."""
    return tensor.split(split_size_or_sections, dim)


def norm(input, p="fro", dim=None, keepdim=False, out=None, dtype=None):
    """Returns a norm of the elements."""
    if input.layout is not torch.strided or input.device.type not in ("cpu", "meta"):
        raise _C._missing("torch", "norm")
    dims = [dim] if isinstance(dim, int) else dim
    if isinstance(p, str):
        if p == "fro" and (dim is None or isinstance(dim, int) or len(dim) <= 2):
            return torch.linalg.vector_norm(input, 2, dims, keepdim, dtype=dtype, out=out)
        if dims is None:
            dims = list(range(input.dim()))
        return torch.linalg.matrix_norm(input, p, dims, keepdim, dtype=dtype, out=out)
    return torch.linalg.vector_norm(input, 2 if p is None else p, dims, keepdim, dtype=dtype, out=out)


def nonzero(input, *, out=None, as_tuple=False):
    """Returns the places of the elements that are not zero, as rows or as one tensor a dimension."""
    if not as_tuple:
        return _C.nonzero(input) if out is None else _C.nonzero(input, out=out)
    places = _C.nonzero(input if input.dim() else input.unsqueeze(0))
    return places.unbind(1)


def chain_matmul(*matrices, out=None):
    """Multiplies matrices in the cheapest order."""
    if len(matrices) == 1 and isinstance(matrices[0], (list, tuple)):
        matrices = matrices[0]
    return _C.chain_matmul(matrices) if out is None else _C.chain_matmul(matrices, out=out)


def _extents(shape):
    from collections.abc import Sequence
    if not isinstance(shape, (int, Sequence)):
        raise TypeError(f"expected 'shape' to be int or sequence of ints, but got {type(shape)}")
    if isinstance(shape, int):
        shape = (shape,)
    for size in shape:
        if not isinstance(size, int):
            raise TypeError(f"expected 'shape' sequence to only contain ints, but got {type(size)}")
    if any(size < 0 for size in shape):
        raise ValueError(f"'shape' cannot have negative values, but got {tuple(shape)}")
    return shape


def unravel_index(indices, shape):
    """Turns numbers of elements into coordinates; what lies outside the shape is counted round."""
    if indices.is_complex() or indices.is_floating_point() or indices.dtype == torch.bool:
        raise TypeError(f"expected 'indices' to be integer dtype, but got {indices.dtype}")
    strides, stride = [], 1
    extents = _extents(shape)
    for size in reversed(extents):
        strides.append(stride)
        stride *= size
    return tuple(indices.div(stride, rounding_mode="floor") % size for stride, size in zip(reversed(strides), extents))
