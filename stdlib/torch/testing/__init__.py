"""Comparing tensors in tests."""

import torch
from torch import _C

__all__ = ["assert_allclose", "assert_close", "make_tensor"]

_tolerances = {"torch.float16": (1e-3, 1e-5), "torch.bfloat16": (1.6e-2, 1e-5), "torch.float32": (1.3e-6, 1e-5),
               "torch.float64": (1e-7, 1e-7), "torch.complex64": (1.3e-6, 1e-5), "torch.complex128": (1e-7, 1e-7)}


def __getattr__(name):
    raise _C._missing("torch.testing", name)


def _default_tolerances(*tensors):
    pairs = [_tolerances.get(str(t.dtype), (0.0, 0.0)) for t in tensors]
    return max(p[0] for p in pairs), max(p[1] for p in pairs)


def _place(numbers):
    return str(tuple(numbers)) if len(numbers) != 1 else f"({numbers[0]},)"


def _values_message(actual, expected, rtol, atol, equal_nan, where):
    matches = torch.isclose(actual, expected, rtol, atol, equal_nan)
    if bool(matches.all()):
        return None
    exact = rtol == 0 and atol == 0
    what = "equal" if exact else "close"
    if actual.dim() == 0:
        difference = abs(actual.item() - expected.item())
        relative = difference / abs(expected.item()) if expected.item() else float("inf")
        if exact:
            return f"Scalars are not equal!\n\nExpected {expected.item()} but got {actual.item()}.\n" \
                   f"Absolute difference: {difference}\nRelative difference: {relative}"
        return (f"Scalars are not close!\n\nExpected {expected.item()} but got {actual.item()}.\n"
                f"Absolute difference: {difference} (up to {atol} allowed)\n"
                f"Relative difference: {relative} (up to {rtol} allowed)")
    wrong = (~matches).sum().item()
    difference = (actual - expected).abs()
    difference[matches] = 0
    relative = difference / expected.abs()
    relative[matches] = 0
    place = torch.unravel_index(difference.argmax(), difference.shape)
    other = torch.unravel_index(relative.argmax(), relative.shape)
    allowed = ("", "") if exact else (f" (up to {atol} allowed)", f" (up to {rtol} allowed)")
    return (f"Tensor-likes are not {what}!\n\nMismatched elements: {wrong} / {actual.numel()} "
            f"({wrong / actual.numel():.1%})\n"
            f"Greatest absolute difference: {difference.max().item()} at index "
            f"{_place([p.item() for p in place])}{allowed[0]}\n"
            f"Greatest relative difference: {relative.max().item()} at index "
            f"{_place([p.item() for p in other])}{allowed[1]}")


def _compare(actual, expected, options, where):
    if isinstance(actual, dict) and isinstance(expected, dict):
        if actual.keys() != expected.keys():
            raise AssertionError("The keys of the mappings do not match:\n"
                                 f"Missing keys in the actual mapping: {sorted(expected.keys() - actual.keys())}\n"
                                 f"Missing keys in the expected mapping: {sorted(actual.keys() - expected.keys())}")
        for key in expected:
            _compare(actual[key], expected[key], options, where + f"[{key!r}]")
        return
    if isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
        if len(actual) != len(expected):
            raise AssertionError(f"The length of the sequences mismatch: {len(actual)} != {len(expected)}")
        for i, pair in enumerate(zip(actual, expected)):
            _compare(*pair, options, where + f"[{i}]")
        return
    _compare_tensors(actual, expected, options, where)


def _compare_tensors(actual, expected, options, where):
    rtol, atol, equal_nan, check_dtype, msg = options
    a, b = torch.as_tensor(actual), torch.as_tensor(expected)
    message = None
    if a.shape != b.shape:
        message = f"The values for attribute 'shape' do not match: {a.shape} != {b.shape}."
    elif check_dtype and a.dtype != b.dtype:
        message = f"The values for attribute 'dtype' do not match: {a.dtype} != {b.dtype}."
    else:
        default = _default_tolerances(a, b)
        common = torch.promote_types(a.dtype, b.dtype)
        message = _values_message(a.detach().to(common), b.detach().to(common), default[0] if rtol is None else rtol,
                                  default[1] if atol is None else atol, equal_nan, where)
    if message is None:
        return
    if where:
        message += f"\n\nThe failure occurred for item {where}"
    if msg is not None:
        message = msg(message) if callable(msg) else msg
    raise AssertionError(message)


def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False, check_device=True,
                 check_dtype=True, check_layout=True, check_stride=False, msg=None):
    """Raises AssertionError where the values are not close."""
    if (rtol is None) != (atol is None):
        raise ValueError("Both 'rtol' and 'atol' must be either specified or unspecified, but got no "
                         f"{'rtol' if rtol is None else 'atol'}.")
    _compare(actual, expected, (rtol, atol, equal_nan, check_dtype, msg), "")


def assert_allclose(actual, expected, rtol=None, atol=None, equal_nan=True, msg=""):
    """The old form of assert_close."""
    if not isinstance(actual, torch.Tensor):
        actual = torch.tensor(actual)
    if not isinstance(expected, torch.Tensor):
        expected = torch.tensor(expected, dtype=actual.dtype)
    assert_close(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=False, msg=msg or None)
