"""Names for annotations."""

import builtins

import torch

_int, _float, _bool, _complex = builtins.int, builtins.float, builtins.bool, builtins.complex
_dtype, _device, _size, _layout = torch.dtype, torch.device, torch.Size, torch.layout
Number = (builtins.int, builtins.float, builtins.bool)
Device = object
Tensor = torch.Tensor
