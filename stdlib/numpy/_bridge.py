"""Between arrays and tensors: torch.from_numpy, Tensor.numpy and what operators of both need."""

import torch
from numpy._array import from_tensor, ndarray


def from_numpy(ndarray_, /):
    """A tensor that shares an array's memory."""
    if not isinstance(ndarray_, ndarray):
        cls = type(ndarray_)
        name = cls.__name__ if cls.__module__ == "builtins" else getattr(cls, "_full_name", cls.__name__)
        raise TypeError(f"expected np.ndarray (got {name})")
    if not ndarray_.flags.writeable:
        torch._C._warn("READ_ONLY_ARRAY")
    return ndarray_._torch_tensor


from_numpy.__name__ = "from_numpy"
_SHARED = {torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.float32,
           torch.float64, torch.complex64, torch.complex128}


def to_numpy(tensor, force=False):
    """The array that shares a tensor's memory, or PyTorch's refusal."""
    if force:
        tensor = tensor.detach().resolve_conj().resolve_neg()
    if tensor.layout is not torch.strided:
        raise TypeError("can't convert Sparse layout tensor to numpy. Use Tensor.dense() first.")
    if tensor.device.type == "meta":
        raise TypeError("can't convert meta device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host "
                        "memory first.")
    if tensor.requires_grad and torch.is_grad_enabled():
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    if tensor.is_conj():
        raise RuntimeError("Can't call numpy() on Tensor that has conjugate bit set. Use tensor.resolve_conj().numpy() "
                           "instead.")
    if tensor.dtype not in _SHARED:
        name = {torch.bfloat16: "BFloat16"}.get(tensor.dtype, str(tensor.dtype))
        raise TypeError(f"Got unsupported ScalarType {name}")
    return from_tensor(tensor.data)
