"""Padding as modules."""

from torch.nn import functional as F
from torch.nn.modules.module import Module
from torch.nn.modules.utils import _ntuple


class _PadNd(Module):
    """Pads `_count` dimensions."""

    _count = 1

    def __init__(self, padding):
        super().__init__()
        self.padding = _ntuple(2 * self._count)(padding)

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


class _ReflectionPadNd(_PadNd):
    def forward(self, input):
        return F.pad(input, self.padding, "reflect")


class ReflectionPad1d(_ReflectionPadNd):
    """Pads with the mirrored input."""

    def __init__(self, padding):
        super().__init__(padding)


class ReflectionPad2d(_ReflectionPadNd):
    """Pads with the mirrored input."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 2


class ReflectionPad3d(_ReflectionPadNd):
    """Pads with the mirrored input."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 3


class _ReplicationPadNd(_PadNd):
    def forward(self, input):
        return F.pad(input, self.padding, "replicate")


class ReplicationPad1d(_ReplicationPadNd):
    """Pads with the edge."""

    def __init__(self, padding):
        super().__init__(padding)


class ReplicationPad2d(_ReplicationPadNd):
    """Pads with the edge."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 2


class ReplicationPad3d(_ReplicationPadNd):
    """Pads with the edge."""

    def __init__(self, padding):
        super().__init__(padding)

    _count = 3


class _CircularPadNd(_PadNd):
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
