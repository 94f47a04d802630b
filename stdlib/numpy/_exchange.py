"""Arrays for other libraries, and from them (DLPack)."""

from _types import refuse
from numpy._array import from_tensor
from numpy._create import refuse_options


def __dlpack__(a, *, stream=None, max_version=None, dl_device=None, copy=None):
    from torch.utils.dlpack import to_dlpack
    if stream is not None:
        raise RuntimeError("NumPy only supports stream=None.")
    if dl_device not in (None, __dlpack_device__(a)):
        refuse("numpy.ndarray.__dlpack__(dl_device=...)")
    return to_dlpack(a._torch_tensor.clone() if copy else a._torch_tensor)


def __dlpack_device__(a):
    return 1, 0


def from_dlpack(x, /, *, device=None, copy=None):
    """The array that shares memory with an object that packs itself."""
    refuse_options("from_dlpack", device=device)
    if not hasattr(x, "__dlpack__"):
        raise AttributeError(f"'{type(x).__name__}' object has no attribute '__dlpack__'")
    made = from_tensor(x.__dlpack__().take())
    return made.copy() if copy else made
