"""What functions over regions of pictures have in common. A region is a row (number of the picture, x1, y1, x2, y2)."""

import torch
from torch import nn


def joined(boxes):
    """The boxes of each picture as rows."""
    numbers = [torch.full_like(box[:, :1], number) for number, box in enumerate(boxes)]
    return torch.cat([torch.cat(numbers), torch.cat(list(boxes))], dim=1)


def rows_of(boxes):
    """The regions as rows, from such rows or from a list with the boxes of each picture; refuses other shapes."""
    if isinstance(boxes, (list, tuple)):
        assert all(box.size(1) == 4 for box in boxes), (
            "The shape of the tensor in the boxes list is not correct as List[Tensor[L, 4]]")
        return joined(boxes)
    if isinstance(boxes, torch.Tensor):
        assert boxes.size(1) == 5, "The boxes tensor shape is not correct as Tensor[K, 5]"
        return boxes
    raise AssertionError("boxes is expected to be a Tensor[L, 5] or a List[Tensor[K, 4]]")


def pair(size):
    return (size, size) if isinstance(size, int) else tuple(size)


class RegionLayer(nn.Module):
    """A layer that shows its options."""

    def __init__(self, **options):
        super().__init__()
        self._options = tuple(options)
        for name, value in options.items():
            setattr(self, name, value)

    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(f'{name}={getattr(self, name)}' for name in self._options)})"
