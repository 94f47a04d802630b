"""Which way of attention is taken."""

import enum

from torch import _C
from torch.backends.cuda import _only_attention


class SDPBackend(enum.IntEnum):
    """The kernels that PyTorch knows; two of them only on GPUs."""

    ERROR = -1
    MATH = 0
    FLASH_ATTENTION = 1
    EFFICIENT_ATTENTION = 2
    CUDNN_ATTENTION = 3


def sdpa_kernel(backends, set_priority=False):
    """A block in which attention is taken from among `backends`. Their order matters only to GPUs."""
    assert isinstance(backends, (list, SDPBackend)), (
        "Backend must be an instance of SDPBackend or a list of SDPBackend instances")
    chosen = [backends] if isinstance(backends, SDPBackend) else backends
    return _only_attention(flash=SDPBackend.FLASH_ATTENTION in chosen, math=SDPBackend.MATH in chosen,
                           mem_efficient=SDPBackend.EFFICIENT_ATTENTION in chosen,
                           cudnn=SDPBackend.CUDNN_ATTENTION in chosen)


def __getattr__(name):
    raise _C._missing("torch.nn.attention", name)
