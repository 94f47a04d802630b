"""The classes of tuples that operators with several results return."""

from torch import _C

__getattr__ = _C._return_type
