"""numpy.fft: discrete Fourier transforms, in double precision unless the input is single."""

import torch
from _types import refuse
from numpy import _dtypes
from numpy._array import asarray, cast, result, wrap, wrap_axis
from numpy._create import refuse_options
from numpy._dtypes import complex64, float32, float64

__all__ = ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft", "rfftn", "irfftn", "rfft2", "irfft2", "fft2", "ifft2",
           "fftn", "ifftn", "fftshift", "ifftshift", "fftfreq", "rfftfreq"]


def _ready(a, real):
    a = asarray(a)
    single = a.dtype in (float32, complex64, _dtypes.float16)
    if real and a.dtype.kind == "c":
        raise TypeError("ufunc 'rfft_n_even' did not contain a loop with signature matching types "
                        f"{type(a.dtype)} -> None")
    if a.dtype.kind == "c":
        return a._t
    return cast(a, float32 if single else float64)._t


def _finished(t, out):
    """The array of a result; `out` itself, filled, where it is given."""
    made = wrap(t.resolve_conj(), _dtypes.FROM_TORCH[t.dtype])
    if out is None:
        return made
    if out.shape != made.shape:
        raise ValueError("output array has wrong shape.")
    if not _dtypes.can_cast(made.dtype, out.dtype, "same_kind"):
        refuse("numpy.fft with real numbers as the target of complex ones")
    out[...] = made
    return out


def _check(norm):
    if norm not in (None, "backward", "ortho", "forward"):
        raise ValueError(f'Invalid norm value {norm}; should be "backward","ortho" or "forward".')


def _one(name, real=False):
    function = getattr(torch.fft, name)

    def transform(a, n=None, axis=-1, norm=None, out=None):
        _check(norm)
        t = _ready(a, real)
        if n is not None and n < 1:
            raise ValueError(f"Invalid number of FFT data points ({n}) specified.")
        return _finished(function(t, n, wrap_axis(axis, t.dim()), norm), out)

    transform.__name__ = name
    return transform


def _many(name, axes=None, real=False):
    function = getattr(torch.fft, name[:-1] + "n")

    def transform(a, s=None, axes=axes, norm=None, out=None):
        _check(norm)
        t = _ready(a, real)
        if axes is None:
            axes = range(-len(s), 0) if s is not None else range(t.dim())
        return _finished(function(t, s, tuple(wrap_axis(axis, t.dim()) for axis in axes), norm), out)

    transform.__name__ = name
    return transform


fft, ifft, irfft, hfft = _one("fft"), _one("ifft"), _one("irfft"), _one("hfft")
rfft, ihfft = _one("rfft", True), _one("ihfft", True)
fftn, ifftn, irfftn, rfftn = _many("fftn"), _many("ifftn"), _many("irfftn"), _many("rfftn", None, True)
fft2, ifft2, irfft2 = _many("fft2", (-2, -1)), _many("ifft2", (-2, -1)), _many("irfft2", (-2, -1))
rfft2 = _many("rfft2", (-2, -1), True)


def fftfreq(n, d=1.0, device=None):
    """The frequencies of fft's results."""
    refuse_options("fft.fftfreq", device=device)
    if not hasattr(n, "__index__"):
        raise ValueError("n should be an integer")
    places = torch.cat([torch.arange((n - 1) // 2 + 1), torch.arange(-(n // 2), 0)])
    return result(places.double() * (1.0 / (n * d)), float64)


def rfftfreq(n, d=1.0, device=None):
    """The frequencies of rfft's results."""
    refuse_options("fft.rfftfreq", device=device)
    if not hasattr(n, "__index__"):
        raise ValueError("n should be an integer")
    return result(torch.arange(n // 2 + 1).double() * (1.0 / (n * d)), float64)


def _shifted(x, axes, back):
    from numpy._shape import roll
    x = asarray(x)
    axes = range(x.ndim) if axes is None else (axes,) if isinstance(axes, int) else axes
    axes = tuple(axes)
    return roll(x, tuple(-(x.shape[axis] // 2) if back else x.shape[axis] // 2 for axis in axes), axes)


def fftshift(x, axes=None):
    """Moves the zero frequency to the middle."""
    return _shifted(x, axes, False)


def ifftshift(x, axes=None):
    """Undoes fftshift."""
    return _shifted(x, axes, True)
