"""Pictures of pictures."""

import math

import torch
from torch import _C


def __getattr__(name):
    raise _C._missing("torchvision.utils", name)


def _scaled(picture, low, high):
    picture.clamp_(min=low, max=high)
    picture.sub_(low).div_(max(high - low, 1e-5))


def make_grid(tensor, nrow=8, padding=2, normalize=False, value_range=None, scale_each=False, pad_value=0.0):
    """One picture with all pictures of a batch, nrow in a row."""
    if not torch.is_tensor(tensor):
        if not isinstance(tensor, list):
            raise TypeError(f"tensor or list of tensors expected, got {type(tensor)}")
        for item in tensor:
            if not torch.is_tensor(item):
                raise TypeError(f"tensor or list of tensors expected, got a list containing {type(item)}")
        tensor = torch.stack(tensor, dim=0)
    if tensor.dim() == 2:
        tensor = tensor.unsqueeze(0)
    if tensor.dim() == 3:
        if tensor.size(0) == 1:
            tensor = torch.cat((tensor, tensor, tensor), 0)
        tensor = tensor.unsqueeze(0)
    if tensor.dim() == 4 and tensor.size(1) == 1:
        tensor = torch.cat((tensor, tensor, tensor), 1)
    if normalize:
        tensor = tensor.clone()
        if value_range is not None and not isinstance(value_range, tuple):
            raise TypeError("value_range has to be a tuple (min, max) if specified. min and max are numbers")
        for part in tensor if scale_each else [tensor]:
            low, high = value_range if value_range is not None else (float(part.min()), float(part.max()))
            _scaled(part, low, high)
    if tensor.size(0) == 1:
        return tensor.squeeze(0)
    count = tensor.size(0)
    across = min(nrow, count)
    down = int(math.ceil(float(count) / across))
    height, width = int(tensor.size(2) + padding), int(tensor.size(3) + padding)
    grid = tensor.new_full((tensor.size(1), height * down + padding, width * across + padding), pad_value)
    for i in range(count):
        y, x = divmod(i, across)
        grid.narrow(1, y * height + padding, height - padding).narrow(
            2, x * width + padding, width - padding).copy_(tensor[i])
    return grid
