"""What sizes may be given as, for annotations."""

from typing import Optional, Tuple, Union

from torch import Tensor


def _sizes(kind, count):
    return Union[kind, Tuple[(kind,) * count]]


_size_any_t = Union[int, Tuple[int, ...]]
_size_1_t = _sizes(int, 1)
_size_2_t = _sizes(int, 2)
_size_3_t = _sizes(int, 3)
_size_4_t = _sizes(int, 4)
_size_5_t = _sizes(int, 5)
_size_6_t = _sizes(int, 6)
_size_any_opt_t = Union[int, None, Tuple[Optional[int], ...]]
_size_2_opt_t = _sizes(Optional[int], 2)
_size_3_opt_t = _sizes(Optional[int], 3)
_ratio_2_t = _sizes(float, 2)
_ratio_3_t = _sizes(float, 3)
_ratio_any_t = Union[float, Tuple[float, ...]]
_maybe_indices_t = Union[Tensor, Tuple[Tensor, Tensor]]
