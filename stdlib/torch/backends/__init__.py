"""What the machine can do."""

from torch import _C


def __getattr__(name):
    if name in ("cudnn", "mps", "cuda", "mkl", "mkldnn", "openmp", "cpu", "opt_einsum"):
        return _C._import("torch.backends." + name)
    raise _C._missing("torch.backends", name)
