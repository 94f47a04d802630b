"""GPUs: there is none."""

from torch import _C


def __getattr__(name):
    if name == "amp":
        return _C._import("torch.cuda.amp")
    raise _C._missing("torch.cuda", name)


OutOfMemoryError = _C.OutOfMemoryError


def is_available():
    return False


def is_initialized():
    return False


def is_bf16_supported(including_emulation=True):
    return False


def device_count():
    return 0


def _lazy_init():
    raise AssertionError("Torch not compiled with CUDA enabled")


def init():
    _lazy_init()


def current_device():
    _lazy_init()


def get_device_name(device=None):
    _lazy_init()


def get_device_properties(device=None):
    _lazy_init()


def get_device_capability(device=None):
    _lazy_init()


def set_device(device):
    _lazy_init()


def current_stream(device=None):
    _lazy_init()


def get_rng_state(device="cuda"):
    _lazy_init()


def manual_seed(seed):
    """Seeds GPUs that appear later: none do."""


def manual_seed_all(seed):
    """Seeds GPUs that appear later: none do."""


def seed():
    pass


def seed_all():
    pass


def empty_cache():
    pass


def ipc_collect():
    pass


def synchronize(device=None):
    _lazy_init()


def memory_allocated(device=None):
    return 0


def max_memory_allocated(device=None):
    return 0


def memory_reserved(device=None):
    return 0


def max_memory_reserved(device=None):
    return 0


def reset_peak_memory_stats(device=None):
    _lazy_init()


def get_rng_state_all():
    return []
