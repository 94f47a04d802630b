"""What happens where a result is not a finite number though its operands are: errstate, seterr, and the checks."""

import torch
from numpy import _array

_ACTIONS = ("ignore", "warn", "raise", "call", "print", "log")
_TEXTS = {"divide": "divide by zero encountered in ", "over": "overflow encountered in ",
          "under": "underflow encountered in ", "invalid": "invalid value encountered in "}
# Functions whose results are infinite at a pole, not because they are too large.
_POLES = {"divide", "floor_divide", "reciprocal", "log", "log2", "log10", "log1p", "arctanh", "divmod", "float_power",
          "power"}
# Functions in which infinities are ordinary results of finite numbers, or whose NaN is told by nobody.
_SILENT = {"copysign", "nextafter", "positive", "negative", "absolute", "conjugate", "fabs", "sign", "hypot"}

_state = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
_quiet = False


def geterr():
    """What happens in each of the four events."""
    return dict(_state)


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Chooses what happens in each event; returns what happened before."""
    old = geterr()
    for event, action in (("divide", divide), ("over", over), ("under", under), ("invalid", invalid)):
        action = all if action is None else action
        if action is None:
            continue
        if action not in _ACTIONS:
            _state.update(old)
            raise ValueError(f"invalid error mode {action!r}")
        if action in ("call", "print", "log"):
            _state.update(old)
            from _types import refuse

            refuse(f"numpy.seterr({event}={action!r})")
        _state[event] = action
    _array.watch_small = _state["under"] != "ignore"
    return old


class errstate:
    """A with block, or a decorator, with its own choice of what happens."""

    def __init__(self, *, call=None, all=None, divide=None, over=None, under=None, invalid=None):
        if call is not None:
            from _types import refuse

            refuse("numpy.errstate(call=...)")
        self._chosen = {"all": all, "divide": divide, "over": over, "under": under, "invalid": invalid}

    def __enter__(self):
        self._old = seterr(**self._chosen)

    def __exit__(self, *exc_info):
        seterr(**self._old)

    def __call__(self, function):
        from functools import wraps

        chosen = self._chosen

        @wraps(function)
        def call(*args, **kwargs):
            with errstate(**chosen):
                return function(*args, **kwargs)

        return call


errstate.__module__ = "numpy"


class silence:
    """A with block in which the library itself computes: nothing is told."""

    def __enter__(self):
        global _quiet
        self._old, _quiet = _quiet, True

    def __exit__(self, *exc_info):
        global _quiet
        _quiet = self._old


def tell(event, name):
    """An event happened."""
    action = _state[event]
    if _quiet or action == "ignore":
        return
    text = _TEXTS[event] + name
    if action == "raise":
        raise FloatingPointError(text)
    warn(text)


def warn(text):
    """Gives numpy's warning."""
    import warnings

    warnings.warn(text, RuntimeWarning, stacklevel=2)


def check(name, operands, made, scalar=False):
    """Tells what went wrong in a function of tensors, or in the scalar one of the same name."""
    if _quiet or not made.dtype.is_floating_point and not made.dtype.is_complex or name in _SILENT:
        return
    if _state["under"] != "ignore" and name in ("multiply", "divide", "exp", "power", "square"):
        _check_small(name, operands, made)
    total = made.sum().item()
    if total - total == 0:
        return
    floats = [each for each in operands if each.dtype.is_floating_point or each.dtype.is_complex]
    finite, known = torch.ones(()).bool(), torch.ones(()).bool()
    for each in floats:
        finite, known = finite & torch.isfinite(each), known & ~torch.isnan(each)
    shown = "scalar " + name if scalar else name
    large = torch.isinf(made) & finite
    if large.any():
        poles = _poles(name, operands) if name in _POLES else torch.zeros(()).bool()
        if (large & poles).any():
            tell("divide", shown)
        if (large & ~poles).any():
            tell("over", shown)
    if (torch.isnan(made) & known).any():
        tell("invalid", shown)


def _check_small(name, operands, made):
    least = torch.finfo(made.dtype).tiny
    small = made.abs() < least
    for each in operands if name in ("multiply", "divide") else operands[:1]:
        if name != "exp":
            small = small & (each != 0)
    if small.any():
        tell("under", name)


def _poles(name, operands):
    """Where the operands stand at a pole."""
    last = operands[-1]
    if name in ("divide", "floor_divide", "divmod", "reciprocal"):
        return last == 0
    if name in ("power", "float_power"):
        return operands[0] == 0
    return last == -1 if name == "log1p" else last.abs() == 1 if name == "arctanh" else last == 0


def check_whole(name, divisor):
    """Tells where integers are divided by zero."""
    if not _quiet and (divisor == 0).any():
        tell("divide", name)


def check_scalar(name, a, b, value):
    """Tells what went wrong in an operator of two numbers whose result is not finite."""
    if _quiet:
        return
    kinds = (float, complex)
    if any(isinstance(each, kinds) and each - each != 0 and each != each for each in (a, b)):
        return
    if value != value:
        tell("invalid", "scalar " + name)
    elif not any(isinstance(each, kinds) and each - each != 0 for each in (a, b)):
        pole = name in ("divide", "floor_divide", "remainder") and b == 0 or name == "power" and a == 0
        tell("divide" if pole else "over", "scalar " + name)


def check_sum(name, operand, made):
    """Tells what went wrong where many numbers became one."""
    if _quiet or not made.dtype.is_floating_point or torch.isfinite(made).all():
        return
    if torch.isfinite(operand).all():
        tell("over", name)
    elif torch.isnan(made).any() and not torch.isnan(operand).any():
        tell("invalid", name)
