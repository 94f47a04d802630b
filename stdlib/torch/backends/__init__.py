"""What the machine can do."""

from torch import _C


def __getattr__(name):
    if name in ("cudnn", "mps", "cuda", "mkl", "mkldnn", "openmp", "cpu", "opt_einsum"):
        import importlib
        return importlib.import_module("torch.backends." + name)
    raise _C._missing("torch.backends", name)
