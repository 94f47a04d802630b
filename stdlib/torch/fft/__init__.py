"""Discrete Fourier transforms: the operators are found at their first use."""

from torch import _C


def __getattr__(name):
    if name == "__all__":
        return _C._all("torch.fft")
    return _C._find_in("torch.fft", name)
