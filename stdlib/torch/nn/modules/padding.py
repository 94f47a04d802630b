"""Padding as modules."""

from torch.nn import functional as F
from torch.nn.modules.module import Module
from torch.nn.modules.utils import _ntuple


class _PadNd(Module):
    """Pads `_count` dimensions in `_mode`."""

    _count = 1
    _mode = "constant"

    def __init__(self, padding):
        super().__init__()
        self.padding = _ntuple(2 * self._count)(padding)

    def forward(self, input):
        return F.pad(input, self.padding, self._mode)

    def extra_repr(self):
        return f"{self.padding}"


class _ConstantPadNd(_PadNd):
    def __init__(self, padding, value):
        super().__init__(padding)
        self.value = value

    def forward(self, input):
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self):
        return f"padding={self.padding}, value={self.value}"


class ConstantPad1d(_ConstantPadNd):
    """Pads with a value."""

    def __init__(self, padding, value):
        super().__init__(padding, value)


class ConstantPad2d(_ConstantPadNd):
    """Pads with a value."""

    def __init__(self, padding, value):
        super().__init__(padding, value)

    _count = 2


class ConstantPad3d(_ConstantPadNd):
    """Pads with a value."""

    def __init__(self, padding, value):
        super().__init__(padding, value)

    _count = 3


class ZeroPad1d(ConstantPad1d):
    """Pads with zeros."""

    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f"{self.padding}"


class ZeroPad2d(ConstantPad2d):
    """Pads with zeros."""

    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f"{self.padding}"


class ZeroPad3d(ConstantPad3d):
    """Pads with zeros."""

    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f"{self.padding}"


class ReflectionPad1d(_PadNd):
    """Pads with the mirrored input."""

    def __init__(self, padding):
        super().__init__(padding)

    _mode = "reflect"


class ReflectionPad2d(ReflectionPad1d):
    """Pads with the mirrored input."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 2


class ReflectionPad3d(ReflectionPad1d):
    """Pads with the mirrored input."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 3


class ReplicationPad1d(_PadNd):
    """Pads with the edge."""

    def __init__(self, padding):
        super().__init__(padding)

    _mode = "replicate"


class ReplicationPad2d(ReplicationPad1d):
    """Pads with the edge."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 2


class ReplicationPad3d(ReplicationPad1d):
    """Pads with the edge."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 3


class _CircularPadNd(_PadNd):
    _mode = "circular"

    def forward(self, input):
        rank = self._count
        if input.dim() not in (rank + 1, rank + 2):
            raise ValueError(f"expected {rank + 1}D or {rank + 2}D input (got {input.dim()}D input)")
        return F.pad(input, self.padding, "circular")


class CircularPad1d(_CircularPadNd):
    """Pads with the other end."""

    def __init__(self, padding):
        super().__init__(padding)


class CircularPad2d(_CircularPadNd):
    """Pads with the other end."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 2


class CircularPad3d(_CircularPadNd):
    """Pads with the other end."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 3
