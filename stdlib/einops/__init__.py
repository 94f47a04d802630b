"""einops: rearranging, reducing and repeating the axes of arrays by patterns that name them."""

__version__ = "0.8.1"
__all__ = ["rearrange", "reduce", "repeat", "einsum", "pack", "unpack", "parse_shape", "asnumpy", "EinopsError"]


class EinopsError(RuntimeError):
    """A pattern that is wrong, or does not fit what it is applied to."""


from einops.einops import asnumpy, einsum, parse_shape, rearrange, reduce, repeat
from einops.packing import pack, unpack
