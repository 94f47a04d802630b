"""torch.vmap: calls the function once for each slice and stacks what it returns."""

import contextlib
import functools
import io

import torch
from torch import _C
from torch.utils._pytree import tree_flatten, tree_unflatten

_RANDOM = ("vmap: called random operation while in randomness error mode. Please either use the 'same' or 'different' "
           "randomness flags on vmap or perform the randomness operation out of vmap")

_MAPPING_LAST, _MAPPING_MORE = 1, 2  # what torch._C._set_vmap() is told; 0: nothing is mapped


def _broadcast(dims, spec):
    """One dimension for each leaf of a nest, from a nest that may be coarser; None where they do not fit."""
    if dims is None or isinstance(dims, int):
        return [dims] * spec.num_leaves
    _, shape = tree_flatten(dims)
    if shape.type is not spec.type or len(shape.children_specs) != len(spec.children_specs):
        return None
    if isinstance(dims, dict):
        if set(shape.context) != set(spec.context):
            return None
        parts = [dims[key] for key in spec.context]
    else:
        parts = dims
    result = []
    for part, child in zip(parts, spec.children_specs):
        found = _broadcast(part, child)
        if found is None:
            return None
        result += found
    return result


class _Mapping:
    """One call of a mapped function: what its messages name."""

    def __init__(self, func, in_dims, out_dims):
        self.name = getattr(func, "__name__", repr(func))
        self.in_dims = in_dims
        self.out_dims = out_dims

    def _inputs(self):
        return f"vmap({self.name}, in_dims={self.in_dims}, ...)(<inputs>)"

    def flat_in_dims(self, args):
        """The leaves of the arguments, their spec, and one dimension for each."""
        if not isinstance(self.in_dims, (int, tuple)):
            raise ValueError(f"{self._inputs()}: expected `in_dims` to be int or a (potentially nested) tuple matching "
                             f"the structure of inputs, got: {type(self.in_dims)}.")
        if not args:
            raise ValueError(f"vmap({self.name})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are "
                             "trying to vmap over a function with no inputs. The latter is unsupported.")
        leaves, spec = tree_flatten(args)
        dims = _broadcast(self.in_dims, spec)
        if dims is None:
            raise ValueError(f"{self._inputs()}: in_dims is not compatible with the structure of `inputs`. in_dims has "
                             f"structure {tree_flatten(self.in_dims)[1]} but inputs has structure {spec}.")
        for leaf, dim in zip(leaves, dims):
            self._check_in(leaf, dim)
        return leaves, spec, dims

    def _check_in(self, leaf, dim):
        if dim is None:
            return
        if not isinstance(dim, int):
            raise ValueError(f"{self._inputs()}: Got in_dim={dim} for an input but in_dim must be either an integer "
                             "dimension or None.")
        if not isinstance(leaf, torch.Tensor):
            raise ValueError(f"{self._inputs()}: Got in_dim={dim} for an input but the input is of type {type(leaf)}. "
                             "We cannot vmap over non-Tensor arguments, please use None as the respective in_dim")
        if not -leaf.dim() <= dim < leaf.dim():
            raise ValueError(f"{self._inputs()}: Got in_dim={dim} for some input, but that input is a Tensor of "
                             f"dimensionality {leaf.dim()} so expected in_dim to satisfy -{leaf.dim()} <= in_dim < "
                             f"{leaf.dim()}.")

    def flat_out_dims(self, leaves, spec):
        """One dimension for each leaf of what the function returned."""
        dims = _broadcast(self.out_dims, spec)
        if dims is None and isinstance(self.out_dims, tuple) and len(self.out_dims) == 1 and spec.type is None:
            dims = [self.out_dims[0]]
        if dims is None:
            raise ValueError(f"vmap({self.name}, ..., out_dims={self.out_dims})(<inputs>): out_dims is not compatible "
                             f"with the structure of `outputs`. out_dims has structure "
                             f"{tree_flatten(self.out_dims)[1]} but outputs has structure {spec}.")
        for leaf, dim in zip(leaves, dims):
            if dim is not None and not isinstance(leaf, torch.Tensor):
                raise ValueError(f"vmap({self.name}, ...): `{self.name}` must only return Tensors, got type "
                                 f"{type(leaf)}. Did you mean to set out_dims= to None for output?")
        return dims


def _batch_size(leaves, dims):
    sizes = [leaf.size(dim) for leaf, dim in zip(leaves, dims) if dim is not None]
    if not sizes:
        raise ValueError("vmap: Expected at least one Tensor to vmap over")
    if any(size != sizes[0] for size in sizes):
        raise ValueError("vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
                         f"{sizes} for the mapped dimension")
    return sizes[0]


def _stacked(outputs, mapping):
    leaves, spec = tree_flatten(outputs[0])
    dims = mapping.flat_out_dims(leaves, spec)
    columns = zip(*[tree_flatten(output)[0] for output in outputs])
    return tree_unflatten([column[0] if dim is None else torch.stack(column, dim)
                           for column, dim in zip(columns, dims)], spec)


def _quiet(place):
    """What the function prints is seen once: PyTorch calls it once for all slices."""
    return contextlib.redirect_stdout(io.StringIO()) if place else contextlib.nullcontext()


def _slice(leaf, dim, place):
    return leaf if dim is None else leaf.select(dim, place)


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    """Returns a function that maps over a dimension of its arguments."""
    if randomness not in ("error", "different", "same"):
        raise RuntimeError(f"Only allowed values for randomness are 'error', 'different', or 'same'. Got {randomness}")
    if chunk_size is not None and chunk_size <= 0:
        raise ValueError(f"vmap: chunk_size should be None or greater than 0. (got {chunk_size})")
    mapping = _Mapping(func, in_dims, out_dims)

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        leaves, spec, dims = mapping.flat_in_dims(args)
        size = _batch_size(leaves, dims)
        if size == 0:
            raise _C._missing("torch", "vmap")
        outputs = []
        before = _C._set_vmap(_MAPPING_MORE)
        state = None if randomness == "different" else torch.get_rng_state()
        try:
            for i in range(size):
                if randomness == "same":
                    torch.set_rng_state(state)
                if i + 1 == size:
                    _C._set_vmap(max(before, _MAPPING_LAST))
                part = [_slice(leaf, dim, i) for leaf, dim in zip(leaves, dims)]
                with _quiet(i):
                    outputs.append(func(*tree_unflatten(part, spec), **kwargs))
                if randomness == "error" and not torch.equal(state, torch.get_rng_state()):
                    torch.set_rng_state(state)
                    raise RuntimeError(_RANDOM)
        finally:
            _C._set_vmap(before)
        return _stacked(outputs, mapping)

    return wrapped
