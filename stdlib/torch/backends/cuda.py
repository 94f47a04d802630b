"""torch.backends.cuda: switches of GPUs, and those that say which ways of attention may be taken."""

import contextlib

from torch import _C


class _Matmul:
    """Switches of products on GPUs."""

    allow_tf32 = False
    allow_fp16_reduced_precision_reduction = True
    allow_bf16_reduced_precision_reduction = True


matmul = _Matmul()
_allowed = {"flash": True, "math": True, "mem_efficient": True, "cudnn": True}


def is_built():
    return False


def is_flash_attention_available():
    """Whether the kernel for GPUs was built."""
    return False


def _allow(**kinds):
    _allowed.update((kind, bool(enabled)) for kind, enabled in kinds.items())
    _C._set_attention(_allowed["flash"], _allowed["math"])


def enable_flash_sdp(enabled):
    """Allows attention in blocks."""
    _allow(flash=enabled)


def enable_math_sdp(enabled):
    """Allows attention by plain products."""
    _allow(math=enabled)


def enable_mem_efficient_sdp(enabled):
    """Allows a kernel that only GPUs have."""
    _allow(mem_efficient=enabled)


def enable_cudnn_sdp(enabled):
    """Allows a kernel that only GPUs have."""
    _allow(cudnn=enabled)


def flash_sdp_enabled():
    return _allowed["flash"]


def math_sdp_enabled():
    return _allowed["math"]


def mem_efficient_sdp_enabled():
    return _allowed["mem_efficient"]


def cudnn_sdp_enabled():
    return _allowed["cudnn"]


@contextlib.contextmanager
def _only_attention(**kinds):
    """A block in which just these ways of attention are allowed."""
    before = dict(_allowed)
    try:
        _allow(**kinds)
        yield {}
    finally:
        _allow(**before)


def sdp_kernel(enable_flash=True, enable_math=True, enable_mem_efficient=True, enable_cudnn=True):
    """The former name of torch.nn.attention.sdpa_kernel, with a switch for each kernel."""
    import warnings
    warnings.warn("`torch.backends.cuda.sdp_kernel()` is deprecated. In the future, this context manager will be "
                  "removed. Please see `torch.nn.attention.sdpa_kernel()` for the new context manager, with updated "
                  "signature.", FutureWarning, stacklevel=2)
    if not (enable_flash or enable_math or enable_mem_efficient or enable_cudnn):
        raise RuntimeError("At least one of the kernels must be enabled")
    return _only_attention(flash=enable_flash, math=enable_math, mem_efficient=enable_mem_efficient, cudnn=enable_cudnn)


def __getattr__(name):
    raise _C._missing("torch.backends.cuda", name)
