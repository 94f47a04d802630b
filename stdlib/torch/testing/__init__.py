"""Comparing tensors in tests."""

import torch
from torch import _C

__all__ = ["assert_allclose", "assert_close", "make_tensor"]

_tolerances = {"torch.float16": (1e-3, 1e-5), "torch.bfloat16": (1.6e-2, 1e-5), "torch.float32": (1.3e-6, 1e-5),
               "torch.float64": (1e-7, 1e-7), "torch.complex64": (1.3e-6, 1e-5), "torch.complex128": (1e-7, 1e-7)}


def __getattr__(name):
    if name == "make_tensor":
        from torch.testing._creation import make_tensor
        return make_tensor
    raise _C._missing("torch.testing", name)


def _default_tolerances(*types):
    pairs = [_tolerances.get(str(each), (0.0, 0.0)) for each in types]
    return max(p[0] for p in pairs), max(p[1] for p in pairs)


def _place(numbers):
    return str(tuple(numbers)) if len(numbers) != 1 else f"({numbers[0]},)"


def _allowed(tolerance, exact):
    return "" if exact else f" (up to {tolerance} allowed)"


def _scalar_message(actual, expected, rtol, atol):
    exact = rtol == 0 and atol == 0
    difference = abs(actual - expected)
    relative = float("inf") if expected == 0 else difference / abs(expected)
    return (f"Scalars are not {'equal' if exact else 'close'}!\n\nExpected {expected} but got {actual}.\n"
            f"Absolute difference: {difference}{_allowed(atol, exact)}\n"
            f"Relative difference: {relative}{_allowed(rtol, exact)}")


def _values_message(actual, expected, rtol, atol, equal_nan):
    matches = torch.isclose(actual, expected, rtol, atol, equal_nan)
    if bool(matches.all()):
        return None
    if actual.dim() == 0:
        return _scalar_message(actual.item(), expected.item(), rtol, atol)
    exact = rtol == 0 and atol == 0
    if actual.dtype is torch.bool:
        actual, expected = actual.long(), expected.long()
    wrong = (~matches).sum().item()
    difference = (actual - expected).abs()
    difference[matches] = 0
    relative = difference / expected.abs()
    relative[matches] = 0
    place = torch.unravel_index(difference.argmax(), difference.shape)
    other = torch.unravel_index(relative.argmax(), relative.shape)
    return (f"Tensor-likes are not {'equal' if exact else 'close'}!\n\nMismatched elements: {wrong} / "
            f"{actual.numel()} ({wrong / actual.numel():.1%})\n"
            f"Greatest absolute difference: {difference.max().item()} at index "
            f"{_place([p.item() for p in place])}{_allowed(atol, exact)}\n"
            f"Greatest relative difference: {relative.max().item()} at index "
            f"{_place([p.item() for p in other])}{_allowed(rtol, exact)}")


class _Options:
    """How two values are compared."""

    def __init__(self, rtol, atol, equal_nan, checks, allow_subclasses, msg):
        self.rtol, self.atol, self.equal_nan, self.msg = rtol, atol, equal_nan, msg
        self.check_device, self.check_dtype, self.check_stride = checks
        self.allow_subclasses = allow_subclasses

    def tolerances(self, *types):
        """The ones given, or those that belong to the types."""
        if (self.rtol is None) != (self.atol is None):
            raise ValueError("Both 'rtol' and 'atol' must be either specified or omitted, but got no "
                             f"{'rtol' if self.rtol is None else 'atol'}.")
        return _default_tolerances(*types) if self.rtol is None else (self.rtol, self.atol)


def _fail(message, options, where):
    if where:
        message += f"\n\nThe failure occurred for item {where}"
    if options.msg is not None:
        message = options.msg(message) if callable(options.msg) else options.msg
    raise AssertionError(message)


def _is_number(value):
    return isinstance(value, (int, float, complex)) and not isinstance(value, bool)


def _is_array(value):
    return type(value).__module__ == "numpy"


def _compare(actual, expected, options, where):
    containers = (list, tuple)
    if isinstance(actual, dict) and isinstance(expected, dict):
        _compare_keys(actual, expected, options, where)
    elif isinstance(actual, containers) and isinstance(expected, containers):
        if len(actual) != len(expected):
            _fail(f"The length of the sequences mismatch: {len(actual)} != {len(expected)}", options, where)
        for i, pair in enumerate(zip(actual, expected)):
            _compare(*pair, options, where + f"[{i}]")
    elif actual is None and expected is None:
        return
    elif isinstance(actual, bool) and isinstance(expected, bool):
        if actual is not expected:
            _fail(f"Booleans mismatch: {actual} is not {expected}", options, where)
    elif _is_number(actual) and _is_number(expected):
        _compare_numbers(actual, expected, options, where)
    elif _comparable(actual, expected, options):
        _compare_tensors(torch.as_tensor(actual), torch.as_tensor(expected), options, where)
    else:
        raise TypeError("No comparison pair was able to handle inputs of type "
                        f"{type(actual)} and {type(expected)}.")


def _comparable(actual, expected, options):
    if isinstance(actual, torch.Tensor) and isinstance(expected, torch.Tensor):
        return options.allow_subclasses or type(actual) is type(expected)
    return _is_array(actual) and _is_array(expected)


def _compare_keys(actual, expected, options, where):
    missing, additional = expected.keys() - actual.keys(), actual.keys() - expected.keys()
    if missing or additional:
        _fail("The keys of the mappings do not match:\n"
              f"Missing keys in the actual mapping: {sorted(missing)}\n"
              f"Additional keys in the actual mapping: {sorted(additional)}", options, where)
    for key in expected:
        _compare(actual[key], expected[key], options, where + f"[{key!r}]")


def _compare_numbers(actual, expected, options, where):
    if options.check_dtype and type(actual) is not type(expected):
        _fail(f"The (d)types do not match: {type(actual)} != {type(expected)}.", options, where)
    names = {int: torch.int64, float: torch.float64, complex: torch.complex128}
    rtol, atol = options.tolerances(names[type(actual)], names[type(expected)])
    import cmath
    close = (actual == expected or (options.equal_nan and cmath.isnan(actual) and cmath.isnan(expected))
             or (cmath.isfinite(abs(actual - expected)) and abs(actual - expected) <= atol + rtol * abs(expected)))
    if not close:
        _fail(_scalar_message(actual, expected, rtol, atol), options, where)


def _compare_tensors(a, b, options, where):
    def differ(name, left, right):
        _fail(f"The values for attribute {name!r} do not match: {left} != {right}.", options, where)
    if a.shape != b.shape:
        differ("shape", a.shape, b.shape)
    if options.check_device and a.device != b.device:
        differ("device", a.device, b.device)
    if options.check_dtype and a.dtype != b.dtype:
        differ("dtype", a.dtype, b.dtype)
    if options.check_stride and a.stride() != b.stride():
        differ("stride()", a.stride(), b.stride())
    rtol, atol = options.tolerances(a.dtype, b.dtype)
    common = torch.promote_types(a.dtype, b.dtype)
    message = _values_message(a.detach().to(common), b.detach().to(common), rtol, atol, options.equal_nan)
    if message is not None:
        _fail(message, options, where)


def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False, check_device=True,
                 check_dtype=True, check_layout=True, check_stride=False, msg=None):
    """Raises AssertionError where the values are not close."""
    checks = (check_device, check_dtype, check_stride)
    _compare(actual, expected, _Options(rtol, atol, equal_nan, checks, allow_subclasses, msg), "")


def assert_allclose(actual, expected, rtol=None, atol=None, equal_nan=True, msg=""):
    """The old form of assert_close."""
    if not isinstance(actual, torch.Tensor):
        actual = torch.tensor(actual)
    if not isinstance(expected, torch.Tensor):
        expected = torch.tensor(expected, dtype=actual.dtype)
    assert_close(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=False, msg=msg or None)
