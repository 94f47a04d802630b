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
    from torch import _einsum
    return _einsum.einsum(equation, operands)


def _einsum_from_lists(args):
    """Turns einsum(a, [0, 1], b, [1, 2], [0, 2]) into a formula."""
    def letters(numbers):
        text = ""
        for number in numbers:
            if number is Ellipsis:
                text += "..."
            elif 0 <= number < 26:
                text += chr(ord("A") + number)
            elif 26 <= number < 52:
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
        raise RuntimeError("tensordot expects dims to be int or tuple[list[int], list[int]] or list[list[int]] "
                           f"containing two lists, but got dims={dims}")
    if isinstance(dims, torch.Tensor):
        if dims.numel() > 1 or dims.dim() > 0:
            dims_a, dims_b = dims[0].tolist(), dims[1].tolist()
        else:
            dims = int(dims)
    if isinstance(dims, (tuple, list)):
        dims_a, dims_b = list(dims[0]), list(dims[1])
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.dim(), b.dim()):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        dims_a, dims_b = list(range(-dims, 0)), list(range(dims))
    if len(dims_a) != len(dims_b):
        raise RuntimeError("both dimension lists should have same length")
    return _contract(a, b, dims_a, dims_b)


def _contract(a, b, dims_a, dims_b):
    dims_a = [_wrap(dim, a.dim()) for dim in dims_a]
    dims_b = [_wrap(dim, b.dim()) for dim in dims_b]
    for da, db in zip(dims_a, dims_b):
        if a.size(da) == b.size(db):
            continue
        if a.size(da) == 1:
            b = b.sum(db, keepdim=True)
        elif b.size(db) == 1:
            a = a.sum(da, keepdim=True)
        else:
            raise RuntimeError(f"contracted dimensions need to match, but first has size {a.size(da)} in dim {da} and "
                               f"second has size {b.size(db)} in dim {db}")
    rest_a = [dim for dim in range(a.dim()) if dim not in dims_a]
    rest_b = [dim for dim in range(b.dim()) if dim not in dims_b]
    size = [a.size(dim) for dim in rest_a] + [b.size(dim) for dim in rest_b]
    inner = 1
    for dim in dims_a:
        inner *= a.size(dim)
    left = a.permute(rest_a + dims_a).reshape(-1 if inner else _product(a, rest_a), inner)
    right = b.permute(dims_b + rest_b).reshape(inner, -1 if inner else _product(b, rest_b))
    return left.mm(right).reshape(size)


def _product(tensor, dims):
    result = 1
    for dim in dims:
        result *= tensor.size(dim)
    return result


def _wrap(dim, rank):
    if not -max(rank, 1) <= dim < max(rank, 1):
        raise IndexError(f"Dimension out of range (expected to be in range of [{-max(rank, 1)}, {max(rank, 1) - 1}], but "
                         f"got {dim})")
    return dim + rank if dim < 0 else dim


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    """Returns the different elements (or slices), and where they came from."""
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
    if dim is not None:
        return _unique_dim(input, dim, return_inverse, return_counts, True)
    values, inverse, counts = _runs(input.reshape(-1))
    return _unique_result(values, inverse.reshape(input.shape), counts, return_inverse, return_counts)


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


def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    """Returns the distances between the rows of two batches."""
    native = getattr(_C, "_cdist", None)
    difference = x1.unsqueeze(-2) - x2.unsqueeze(-3)
    return torch.linalg.vector_norm(difference, p, dim=-1)


def norm(input, p="fro", dim=None, keepdim=False, out=None, dtype=None):
    """Returns a norm of the elements."""
    if dtype is not None:
        input = input.to(dtype)
    if p == "fro":
        p = 2
    if p == "nuc":
        return torch.linalg.matrix_norm(input, "nuc", dim=(-2, -1) if dim is None else dim, keepdim=keepdim)
    if p is None:
        p = 2
    if dim is None and not keepdim:
        return torch.linalg.vector_norm(input, p)
    return torch.linalg.vector_norm(input, p, dim, keepdim)


def chain_matmul(*matrices, out=None):
    """Multiplies matrices in the cheapest order."""
    if len(matrices) == 1 and isinstance(matrices[0], (list, tuple)):
        matrices = matrices[0]
    return matrices[0] if len(matrices) == 1 else torch.linalg.multi_dot(matrices)


def unravel_index(indices, shape):
    """Turns numbers of elements into coordinates."""
    if indices.is_complex() or indices.is_floating_point() or indices.dtype == torch.bool:
        raise ValueError("expected 'indices' to be integer dtype, but got " + str(indices.dtype))
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    total = 1
    for size in shape:
        total *= size
    if indices.numel() and (int(indices.min()) < -total or int(indices.max()) >= total):
        raise ValueError("index out of range for given shape")
    result, left = [], torch.where(indices < 0, indices + total, indices)
    for size in reversed(shape):
        result.append(left % size)
        left = left // size
    return tuple(reversed(result))
