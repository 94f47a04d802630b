"""Patterns as modules of torch."""

from _types import UnsupportedError
from torch import nn

from einops import EinopsError
from einops._pattern import Side
from einops._recipe import Recipe
from einops.einops import reduce


class _PatternLayer(nn.Module):
    """A pattern with its lengths; says at once whether the pattern is well formed."""

    def __init__(self, pattern, operation, lengths):
        super().__init__()
        self.pattern = pattern
        self.axes_lengths = lengths
        self._operation = operation
        try:
            left = Side(pattern.split("->")[0])
            Recipe(pattern, operation, tuple(lengths), len(left.dimensions))
        except EinopsError as error:
            raise EinopsError(f" Error while preparing {self!r}\n {error}") from None

    def forward(self, input):
        return reduce(input, self.pattern, self._operation, **self.axes_lengths)

    def _lengths_text(self):
        return "".join(f", {axis}={length}" for axis, length in self.axes_lengths.items())


class Rearrange(_PatternLayer):
    """rearrange as a layer."""

    def __init__(self, pattern, **axes_lengths):
        super().__init__(pattern, "rearrange", axes_lengths)

    def __repr__(self):
        return f"Rearrange({self.pattern!r}{self._lengths_text()})"


class Reduce(_PatternLayer):
    """reduce as a layer."""

    def __init__(self, pattern, reduction, **axes_lengths):
        self.__dict__["reduction"] = reduction
        super().__init__(pattern, reduction, axes_lengths)

    def __repr__(self):
        return f"Reduce({self.pattern!r}, {self.reduction!r}{self._lengths_text()})"


def __getattr__(name):
    if name == "EinMix":
        raise UnsupportedError("einops.layers.torch.EinMix is not supported by torchlet")
    raise AttributeError(f"module 'einops.layers.torch' has no attribute '{name}'")
