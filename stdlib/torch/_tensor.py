"""Methods of Tensor that are written in Python. Tensor finds them here at their first use."""

import torch
from torch import _C


class _Handle:
    """What registering a hook on a tensor or a node returns."""

    def __init__(self, owner, number):
        self.owner = owner
        self.id = number

    def remove(self):
        self.owner._remove_hook(self.id)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.remove()


def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
    """Computes the gradients of the leaves that the tensor depends on."""
    self._backward(gradient, retain_graph, create_graph, inputs)


def register_hook(self, hook):
    """Calls the hook with each gradient of the tensor; what it returns takes the gradient's place."""
    return _Handle(self, self._add_hook(hook))


def register_post_accumulate_grad_hook(self, hook):
    """Calls the hook with the tensor after a gradient was added to it."""
    return _Handle(self, self._add_accumulate_hook(hook))


def _register_node_hook(node, hook, before):
    return _Handle(node, node._add_hook(hook, before))


def norm(self, p="fro", dim=None, keepdim=False, dtype=None):
    """Returns a norm of the elements."""
    return torch.functional.norm(self, p, dim, keepdim, dtype=dtype)


def unique(self, sorted=True, return_inverse=False, return_counts=False, dim=None):
    """Returns the different elements."""
    return torch.unique(self, sorted=sorted, return_inverse=return_inverse, return_counts=return_counts, dim=dim)


def unique_consecutive(self, return_inverse=False, return_counts=False, dim=None):
    """Returns the elements without those that repeat the one before."""
    return torch.unique_consecutive(self, return_inverse=return_inverse, return_counts=return_counts, dim=dim)


def nonzero(self, *, as_tuple=False):
    """Returns the places of the elements that are not zero, as rows or as one tensor a dimension."""
    return torch.functional.nonzero(self, as_tuple=as_tuple)


def __radd__(self, other):
    return torch.add(self, other)


def __rdiv__(self, other):
    return self.reciprocal() * other


def apply_(self, function):
    """Replaces each element by what the function makes of it."""
    flat = [function(item) for item in self.reshape(-1).tolist()]
    with torch.no_grad():
        self.copy_(torch.tensor(flat, dtype=self.dtype).reshape(self.shape))
    return self


def map2_(self, x, y, callable):
    """Replaces each element by what the function makes of it and of the elements of two others."""
    if self.requires_grad or x.requires_grad or y.requires_grad:
        raise RuntimeError("Can't call map2_() on Variable that requires grad. Use var.detach().map2_() instead.")
    first, second, third = torch.broadcast_tensors(self, x, y)
    values = [callable(a, b, c) for a, b, c in zip(first.reshape(-1).tolist(), second.reshape(-1).tolist(),
                                                   third.reshape(-1).tolist())]
    return self.copy_(torch.tensor(values, dtype=self.dtype).reshape(self.shape))


def map_(self, tensor, function):
    """Replaces each element by what the function makes of it and of the other tensor's element."""
    other = tensor.expand_as(self).reshape(-1).tolist()
    flat = [function(a, b) for a, b in zip(self.reshape(-1).tolist(), other)]
    with torch.no_grad():
        self.copy_(torch.tensor(flat, dtype=self.dtype).reshape(self.shape))
    return self


def module_load(self, other, assign=False):
    """Returns the tensor that loading a state puts in this one's place."""
    return other.detach() if assign else self.copy_(other).detach()


def stft(self, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode="reflect", normalized=False,
         onesided=None, return_complex=None):
    """Short-time Fourier transform."""
    return torch.stft(self, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided,
                      return_complex=return_complex)


def istft(self, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, onesided=None,
          length=None, return_complex=False):
    """Inverse of stft."""
    return torch.istft(self, n_fft, hop_length, win_length, window, center, normalized, onesided, length,
                       return_complex)


def lu(self, pivot=True, get_infos=False):
    """LU factorisation."""
    return torch.lu(self, pivot=pivot, get_infos=get_infos)


def pin_memory(self, device=None):
    """Pinned memory needs a GPU."""
    raise RuntimeError("Cannot access accelerator device when none is available.")


def dim_order(self, *, ambiguity_check=False):
    """Returns the dimensions from the outermost to the innermost one in memory; `ambiguity_check` refuses tensors
    that have several answers, or several among some memory formats."""
    if not isinstance(ambiguity_check, bool) and not (
            isinstance(ambiguity_check, list) and all(isinstance(f, torch.memory_format) for f in ambiguity_check)):
        raise TypeError("The ambiguity_check argument must be a bool or a list of memory formats.")
    strides = self.stride()
    order = tuple(sorted(range(self.dim()), key=lambda dim: -strides[dim]))
    vague = len(set(strides)) < len(strides) or 1 in self.shape
    if isinstance(ambiguity_check, list):
        vague = vague and sum(self.is_contiguous(memory_format=f) for f in ambiguity_check) != 1
    if vague and ambiguity_check:
        raise RuntimeError("The tensor does not have unique dim order, or cannot map to exact one of the given memory "
                           "formats.")
    return order


def is_same_size(self, other):
    """Tells whether two tensors have the same sizes."""
    return self.shape == other.shape


def to_dense(self, dtype=None, *, masked_grad=True):
    """Returns the tensor: it is dense."""
    if dtype is not None and not isinstance(dtype, torch.dtype):
        kind = "Tensor" if isinstance(dtype, torch.Tensor) else type(dtype).__name__
        raise TypeError(f"to_dense(): argument 'dtype' (position 1) must be torch.dtype, not {kind}")
    return self if dtype is None else self.to(dtype)


def split(self, split_size, dim=0):
    """Cuts the tensor into parts of one size, or of the sizes of a list."""
    if isinstance(split_size, torch.Tensor):
        try:
            split_size = int(split_size)
        except ValueError:
            pass
    if isinstance(split_size, int):
        return torch._C.split(self, split_size, dim)
    return torch.split_with_sizes(self, split_size, dim)


def refine_names(self, *names):
    raise _C._missing("torch.Tensor", "refine_names")


saving = []  # for each torch.save() that runs: what is written of each storage


class _Memory:
    """The bytes of one storage, once in a file."""

    def __init__(self, storage):
        self.storage = storage

    def __reduce__(self):
        return _read_memory, (bytes(self.storage.tolist()),)


def _read_memory(content):
    return torch.frombuffer(bytearray(content), dtype=torch.uint8).clone() if content else torch.empty(
        0, dtype=torch.uint8)


def _rebuild_shared(memory, place, requires_grad, cls, state):
    dtype, offset, size, stride = place
    result = torch.empty(0, dtype=dtype).set_(memory.untyped_storage(), offset, size, stride)
    return _dressed(result, requires_grad, cls, state)


def _rebuild(data, requires_grad, cls, state):
    return _dressed(torch.tensor(data[2], dtype=data[1]).reshape(data[0]), requires_grad, cls, state)


def _dressed(result, requires_grad, cls, state):
    if cls is not torch.Tensor:
        result = result.as_subclass(cls)
    result.requires_grad_(requires_grad)
    result.__dict__.update(state)
    return result


def __reduce_ex__(self, protocol):
    """Takes the tensor apart for pickle; torch.save() keeps what shares memory together."""
    if saving and self.device.type == "cpu":
        memory = self.untyped_storage()
        holder = saving[-1].setdefault(memory._cdata, _Memory(memory))
        place = (self.dtype, self.storage_offset(), tuple(self.shape), self.stride())
        return _rebuild_shared, (holder, place, self.requires_grad, type(self), dict(self.__dict__))
    data = (tuple(self.shape), self.dtype, self.detach().reshape(-1).tolist())
    return _rebuild, (data, self.requires_grad, type(self), dict(self.__dict__))


def numpy(self, *, force=False):
    """The tensor as a numpy array that shares its memory."""
    from numpy._bridge import to_numpy
    return to_numpy(self, force)


def __array__(self, dtype=None):
    """What numpy asks for: the array that shares the tensor's memory, or a copy of another dtype."""
    made = self.numpy()
    return made if dtype is None else made.astype(dtype, copy=False)


def __array_wrap__(self, array):
    """What numpy makes of a result: a tensor again."""
    from numpy._bridge import from_numpy
    return from_numpy(array.astype("uint8") if array.dtype == bool else array)


def untyped_storage(self):
    """Returns the bytes behind the tensor."""
    from torch.storage import UntypedStorage
    return UntypedStorage._over(self)


def storage(self):
    """Returns the elements behind the tensor."""
    from torch.storage import TypedStorage, warn_typed_storage
    warn_typed_storage(3)
    return TypedStorage(wrap_storage=self.untyped_storage(), dtype=self.dtype, _internal=True)


def storage_type(self):
    """Returns the old class of the tensor's storage."""
    return self.storage()._old_class()


def __dlpack__(self, stream=None):
    """Packs the tensor for another library."""
    from torch.utils.dlpack import pack
    return pack(self, stream)


def __dlpack_device__(self):
    """Returns the kind and the number of the device."""
    from torch.utils.dlpack import device_of
    return device_of(self)
