"""Tensors for other libraries, and from them: the exchange of memory that is named DLPack.

There is one process and no C interface: a capsule holds the tensor itself.
"""

import enum

import torch
from torch import _C


class DLDeviceType(enum.IntEnum):
    """The kinds of devices that the exchange knows."""

    kDLCPU = 1
    kDLGPU = 2
    kDLCPUPinned = 3
    kDLOpenCL = 4
    kDLVulkan = 7
    kDLMetal = 8
    kDLVPI = 9
    kDLROCM = 10
    kDLExtDev = 12
    kDLOneAPI = 14


_SPENT = ("from_dlpack received an invalid capsule. Note that DLTensor capsules can be consumed only once, so you might "
          "have already constructed a tensor from it once.")


class PyCapsule:
    """A tensor on its way; it can be taken out once."""

    def __init__(self, tensor):
        self._tensor = tensor

    def __repr__(self):
        name = "used_dltensor" if self._tensor is None else "dltensor"
        return f'<capsule object "{name}" at {id(self):#x}>'

    def take(self):
        tensor, self._tensor = self._tensor, None
        if tensor is None:
            raise RuntimeError(_SPENT)
        return tensor


def to_dlpack(tensor):
    """Packs a tensor: what is made of the capsule shares its memory."""
    if not isinstance(tensor, torch.Tensor):
        raise RuntimeError("data must be a Tensor")
    return PyCapsule(tensor.detach())


def from_dlpack(ext_tensor):
    """Makes a tensor of a capsule, or of an object that packs itself, sharing its memory."""
    if hasattr(ext_tensor, "__dlpack__"):
        ext_tensor.__dlpack_device__()
        ext_tensor = ext_tensor.__dlpack__()
    if not isinstance(ext_tensor, PyCapsule):
        raise RuntimeError(_SPENT)
    return ext_tensor.take()


def pack(tensor, stream=None):
    """What Tensor.__dlpack__ does."""
    if stream is not None:
        if type(stream) is not int:
            raise TypeError("stream must be ``int`` or ``none``")
        if stream != -1:
            raise _C._missing("torch.Tensor", "__dlpack__")
    if tensor.requires_grad:
        raise RuntimeError("Can't export tensors that require gradient, use tensor.detach()")
    if tensor.is_conj():
        raise RuntimeError("Can't export tensors with the conjugate bit set")
    return to_dlpack(tensor)


def device_of(tensor):
    """What Tensor.__dlpack_device__ does."""
    if tensor.device.type != "cpu":
        raise ValueError(f"Unknown device type {tensor.device.type} for Dlpack")
    return DLDeviceType.kDLCPU, 0
