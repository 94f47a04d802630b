"""np.finfo and np.iinfo: the limits of dtypes."""

from numpy import _dtypes


class iinfo:
    """The limits of an integer dtype."""

    def __init__(self, int_type):
        kind = _dtypes.dtype_of(int_type if isinstance(int_type, (type, str)) or not hasattr(int_type, "dtype")
                                and not isinstance(int_type, int) else getattr(int_type, "dtype", int))
        if kind.kind not in "iu":
            raise ValueError(f"Invalid integer data type {kind.kind!r}.")
        self.dtype, self.kind, self.bits = kind, kind.kind, kind.itemsize * 8
        self.min, self.max = _dtypes.limits(kind)

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


class finfo:
    """The limits of a float dtype."""

    def __init__(self, dtype):
        if not isinstance(dtype, (type, str)) and isinstance(dtype, float) and not hasattr(dtype, "dtype"):
            dtype = float
        kind = _dtypes.real_of(_dtypes.dtype_of(dtype))
        if kind.kind != "f":
            raise ValueError(f"data type {kind.type!r} not inexact")
        digits, low, high, precision = {2: (10, -14, 16, 3), 4: (23, -126, 128, 6), 8: (52, -1022, 1024, 15)}[
            kind.itemsize]
        number = kind.type
        self.dtype, self.bits, self.nmant, self.precision = kind, kind.itemsize * 8, digits, precision
        self.minexp, self.maxexp, self.nexp, self.machep = low, high, self.bits - digits - 1, -digits
        self.negep = -digits - 1
        self.eps, self.epsneg = number(2.0 ** -digits), number(2.0 ** (-digits - 1))
        self.max = number((2.0 - 2.0 ** -digits) * 2.0 ** (high - 1))
        self.min = -self.max
        self.tiny = self.smallest_normal = number(2.0 ** low)
        self.smallest_subnormal = number(2.0 ** (low - digits))
        self.resolution = number(10.0 ** -precision)
        self.iexp = self.nexp

    def __repr__(self):
        return (f"finfo(resolution={self.resolution!s}, min={self.min!s}, max={self.max!s}, dtype={self.dtype})")


iinfo.__module__ = finfo.__module__ = "numpy"
