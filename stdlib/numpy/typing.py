"""numpy.typing: names for annotations."""

from typing import Any

import numpy

ArrayLike = Any
DTypeLike = Any
NDArray = numpy.ndarray
