"""numpy.testing: assertions on arrays, with numpy's messages."""

import numbers

import numpy
from numpy._array import asarray, ndarray


def _shown(value):
    """How a message shows a value: by three lines at most."""
    text = numpy.array_repr(value) if isinstance(value, ndarray) else repr(value)
    return text if text.count("\n") <= 3 else "\n".join(text.split("\n")[:3]) + "..."


def _message(arrays, err_msg, header="Items are not equal:", verbose=True, names=("ACTUAL", "DESIRED")):
    lines = ["\n" + header]
    text = str(err_msg)
    if text:
        if "\n" not in text and len(text) < 79 - len(header):
            lines = [lines[0] + " " + text]
        else:
            lines.append(text)
    if verbose:
        for name, value in zip(names, arrays):
            lines.append(f" {name}: {_shown(value)}")
    return "\n".join(lines)


def _percent(part, whole):
    return f"Mismatched elements: {part} / {whole} ({100 * part / whole:.3g}%)"


def _differences(x, y, wrong):
    """The two lines about the largest differences, where the values are numbers."""
    if x.dtype.kind in "UO" or y.dtype.kind in "UO":
        return []
    x, y = numpy.broadcast_arrays(x, y)
    if x.dtype.kind == "b" or y.dtype.kind == "b":
        x, y = x.astype(int), y.astype(int)
    both = numpy.isfinite(x) & numpy.isfinite(y) & wrong
    if wrong.any() and not both.any():
        return []
    absolute = numpy.abs(x[both] - y[both])
    lines = ["Max absolute difference among violations: " + numpy.array2string(numpy.max(absolute))]
    nonzero = (y[both] != 0)
    relative = numpy.max(absolute[nonzero] / numpy.abs(y[both][nonzero])) if nonzero.any() else numpy.array(numpy.inf)
    return lines + ["Max relative difference among violations: " + numpy.array2string(asarray(relative))]


def _compare(check, x, y, err_msg="", verbose=True, header="", equal_nan=True, strict=False,
             names=("ACTUAL", "DESIRED")):
    x, y = asarray(x), asarray(y)
    fits = (x.shape == () or y.shape == ()) and not strict or x.shape == y.shape
    if not fits or strict and x.dtype != y.dtype:
        reason = (f"\n(shapes {x.shape}, {y.shape} mismatch)" if x.shape != y.shape
                  else f"\n(dtypes {x.dtype}, {y.dtype} mismatch)")
        raise AssertionError(_message((x, y), err_msg + reason, header, verbose, names))
    real = all(each.dtype.kind in "fc" for each in (x, y))
    if real and equal_nan:
        nans = numpy.isnan(x), numpy.isnan(y)
        if bool((nans[0] != nans[1]).any()):
            raise AssertionError(_message((x, y), err_msg + "\nnan location mismatch:", header, verbose, names))
        keep = ~(nans[0] | nans[1])
    else:
        keep = numpy.ones(numpy.broadcast_shapes(x.shape, y.shape), dtype=bool)
    right = asarray(check(x, y))
    wrong = ~right & keep
    if bool(wrong.any()):
        lines = [_percent(int(wrong.sum()), wrong.size)] + _differences(x, y, wrong)
        raise AssertionError(_message((x, y), err_msg + "\n" + "\n".join(lines), header, verbose, names))


def assert_array_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """All elements are the same."""
    _compare(lambda x, y: x == y, actual, desired, err_msg, verbose, "Arrays are not equal", strict=strict)


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True, *, strict=False):
    """All elements are the same up to a relative or an absolute tolerance."""
    _compare(lambda x, y: numpy.isclose(x, y, rtol=rtol, atol=atol, equal_nan=equal_nan), asarray(actual),
             asarray(desired), str(err_msg), verbose, f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}",
             equal_nan=equal_nan, strict=strict)


def assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose=True):
    """All elements are the same up to a number of decimals."""
    def check(x, y):
        return (numpy.abs(x - y) < 1.5 * 10.0 ** -decimal) | (x == y)
    _compare(check, actual, desired, err_msg, verbose, f"Arrays are not almost equal to {decimal} decimals")


def assert_array_less(x, y, err_msg="", verbose=True, *, strict=False):
    """All elements of one are less than those of the other."""
    _compare(lambda a, b: a < b, x, y, err_msg, verbose, "Arrays are not strictly ordered `x < y`",
             strict=strict, names=("x", "y"))


def assert_almost_equal(actual, desired, decimal=7, err_msg="", verbose=True):
    """Two numbers are the same up to a number of decimals."""
    if isinstance(actual, (ndarray, tuple, list)) or isinstance(desired, (ndarray, tuple, list)):
        return assert_array_almost_equal(actual, desired, decimal, err_msg)
    same = actual != actual and desired != desired or actual == desired
    if not same and not abs(desired - actual) < 1.5 * 10.0 ** -decimal:
        raise AssertionError(_message((actual, desired), err_msg, f"Arrays are not almost equal to {decimal} decimals",
                                      verbose))


def assert_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """Two values are equal: dictionaries and lists item by item."""
    if isinstance(desired, dict):
        if not isinstance(actual, dict):
            raise AssertionError(repr(type(actual)))
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for key in desired:
            if key not in actual:
                raise AssertionError(repr(key))
            assert_equal(actual[key], desired[key], f"key={key!r}\n{err_msg}", verbose)
        return
    if isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for place, (one, other) in enumerate(zip(actual, desired)):
            assert_equal(one, other, f"item={place!r}\n{err_msg}", verbose)
        return
    if isinstance(actual, ndarray) or isinstance(desired, ndarray):
        return assert_array_equal(actual, desired, err_msg, verbose, strict=strict)
    both_numbers = isinstance(actual, numbers.Number) and isinstance(desired, numbers.Number)
    if both_numbers and actual != actual and desired != desired:
        return
    if not desired == actual:
        raise AssertionError(_message((actual, desired), err_msg, verbose=verbose))


def assert_string_equal(actual, desired):
    """Two strings are equal."""
    for value in (actual, desired):
        if not isinstance(value, str):
            raise AssertionError(repr(type(value)))
    if actual != desired:
        import difflib
        lines = list(difflib.Differ().compare(actual.splitlines(True), desired.splitlines(True)))
        raise AssertionError("Differences in strings:\n" + "".join(lines).rstrip())


def assert_(val, msg=""):
    """A value is true."""
    if not val:
        raise AssertionError(msg() if callable(msg) else msg)


class _Raises:
    """The block of assert_raises."""

    def __init__(self, kinds):
        self.kinds = kinds

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        if type is None:
            names = self.kinds if isinstance(self.kinds, tuple) else (self.kinds,)
            raise AssertionError(f"{', '.join(each.__name__ for each in names)} not raised")
        self.exception = value
        return issubclass(type, self.kinds)


def assert_raises(exception_class, callable=None, *args, **kwargs):
    """A call, or a block, raises."""
    if callable is None:
        return _Raises(exception_class)
    with _Raises(exception_class):
        callable(*args, **kwargs)


def __getattr__(name):
    if name in ("assert_array_almost_equal_nulp", "assert_array_max_ulp", "assert_approx_equal", "assert_warns",
                "assert_no_warnings", "assert_raises_regex", "suppress_warnings"):
        from _types import refuse
        refuse(f"numpy.testing.{name}")
    raise AttributeError(f"module 'numpy.testing' has no attribute '{name}'")
