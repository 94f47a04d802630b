"""Which attention kernel is used: here there is one, so the choices are accepted and change nothing."""

import contextlib
import enum


class SDPBackend(enum.IntEnum):
    """The kernels that PyTorch knows."""

    ERROR = -1
    MATH = 0
    FLASH_ATTENTION = 1
    EFFICIENT_ATTENTION = 2
    CUDNN_ATTENTION = 3


@contextlib.contextmanager
def sdpa_kernel(backends, set_priority=False):
    """Within this block PyTorch chooses among `backends`."""
    assert isinstance(backends, (list, SDPBackend)), (
        "Backend must be an instance of SDPBackend or a list of SDPBackend instances")
    yield {}
