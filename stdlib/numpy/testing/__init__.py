"""numpy.testing: assertions on arrays."""

from numpy._array import asarray
from numpy._ufuncs import allclose, array_equal, isclose


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True):
    if not allclose(actual, desired, rtol, atol, equal_nan):
        raise AssertionError(f"\nNot equal to tolerance rtol={rtol:g}, atol={atol:g}\n{err_msg}")


def assert_array_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    if not array_equal(actual, desired, True) and not bool((asarray(actual) == asarray(desired)).all()):
        raise AssertionError(f"\nArrays are not equal\n{err_msg}")


def assert_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    assert_array_equal(actual, desired, err_msg)


def assert_almost_equal(actual, desired, decimal=7, err_msg="", verbose=True):
    if bool((abs(asarray(desired) - asarray(actual)) >= 1.5 * 10.0 ** -decimal).any()):
        raise AssertionError(f"\nArrays are not almost equal to {decimal} decimals\n{err_msg}")


assert_array_almost_equal = assert_almost_equal


def assert_raises(exception, function=None, *args, **keywords):
    try:
        function(*args, **keywords)
    except exception:
        return
    raise AssertionError(f"{exception.__name__} not raised")
