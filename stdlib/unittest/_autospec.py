"""Mocks that have the attributes and the signatures of an object, and mocks of files."""

import inspect
from functools import wraps
from io import BytesIO, StringIO

from unittest.mock import DEFAULT, MagicMock, NonCallableMagicMock, _signature_of

_FORWARDED = ("assert_called", "assert_called_once", "assert_called_with", "assert_called_once_with",
              "assert_any_call", "assert_has_calls", "assert_not_called", "reset_mock", "configure_mock", "attach_mock",
              "mock_add_spec")
_STATE = ("called", "call_count", "call_args", "call_args_list", "mock_calls", "method_calls", "return_value",
          "side_effect")


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """A mock with the attributes of an object, whose calls must fit the object's signatures."""
    if isinstance(spec, inspect.types.FunctionType) and not instance:
        return _function_mock(spec, _name, kwargs)
    called = "__call__" in vars(spec) if instance and isinstance(spec, type) else callable(spec)
    kind = MagicMock if called else NonCallableMagicMock
    made = kind(parent=_parent, name=_name, unsafe=unsafe, **{"spec_set" if spec_set else "spec": spec}, **kwargs)
    if kind is MagicMock and made.__dict__["_mock_signature"] is not None:
        made.__dict__["_mock_checked"] = True
    if isinstance(spec, type) and not instance and "return_value" not in kwargs:
        result = create_autospec(spec, spec_set, True, None, None)
        made.return_value = result
    for name in dir(spec):
        if not (name[:2] == name[-2:] == "__"):
            _add_attribute(made, spec, name, instance and isinstance(spec, type))
    return made


def _add_attribute(made, spec, name, of_instance):
    """Gives an autospec the mock of one attribute."""
    try:
        original = getattr(spec, name)
    except AttributeError:
        return
    kind = MagicMock if callable(original) else NonCallableMagicMock
    child = kind(name=name, parent=made, _new_name=name, _new_parent=made, spec=original)
    if isinstance(original, inspect.types.FunctionType):
        signature = _signature_of(original)
        static = isinstance(inspect.getattr_static(spec, name, None), staticmethod)
        if of_instance and not static:
            signature = signature.replace(parameters=list(signature.parameters.values())[1:])
        child.__dict__["_mock_signature"], child.__dict__["_mock_checked"] = signature, True
    made.__dict__["_mock_children"][name] = child


def _function_mock(spec, name, settings):
    """A function that calls a mock; what mocks have, it has."""
    signature = _signature_of(spec)
    mock = MagicMock(name=name or spec.__name__, spec=spec, **settings)

    @wraps(spec)
    def function(*args, **kwargs):
        signature.bind(*args, **kwargs)
        return _follow(function, mock)(*args, **kwargs)

    function.mock = mock
    for forwarded in _FORWARDED:
        setattr(function, forwarded, _forward(function, mock, forwarded))
    _show(function, mock)
    return function


def _forward(function, mock, name):
    def forwarded(*args, **kwargs):
        result = getattr(_follow(function, mock), name)(*args, **kwargs)
        _show(function, mock)
        return result

    return forwarded


def _follow(function, mock):
    """The mock, with what was set on the function."""
    if function.return_value is not mock.__dict__["_mock_return_value"]:
        mock.return_value = function.return_value
    if function.side_effect is not mock.side_effect:
        mock.side_effect = function.side_effect
    return _Shown(function, mock)


class _Shown:
    """Calls the mock, then shows its state on the function."""

    def __init__(self, function, mock):
        self.function, self.mock = function, mock

    def __call__(self, *args, **kwargs):
        try:
            return self.mock(*args, **kwargs)
        finally:
            _show(self.function, self.mock)

    def __getattr__(self, name):
        return getattr(self.mock, name)


def _show(function, mock):
    for name in _STATE:
        setattr(function, name, getattr(mock, name))


def mock_open(mock=None, read_data=""):
    """A mock that stands for open(); its files hold a text or bytes."""
    if mock is None:
        mock = MagicMock(name="open", spec=open)
    kind = StringIO if isinstance(read_data, str) else BytesIO
    handle = MagicMock(spec=kind)
    state = {"file": kind(read_data)}

    def reader(name):
        def read(*args, **kwargs):
            value = getattr(handle, name).__dict__["_mock_return_value"]
            return getattr(state["file"], name)(*args, **kwargs) if value is DEFAULT else value

        return read

    def lines():
        value = handle.readline.__dict__["_mock_return_value"]
        while value is not DEFAULT:
            yield value
        yield from state["file"]

    for name in ("read", "readline", "readlines"):
        getattr(handle, name).side_effect = reader(name)
    handle.__enter__.return_value = handle
    handle.write.return_value = None
    handle.__iter__.side_effect = lines
    handle.__next__.side_effect = lambda: next(state["file"])
    handle.__exit__.side_effect = lambda *exc_info: handle.close()

    def opened(*args, **kwargs):
        state["file"] = kind(read_data)
        return DEFAULT

    mock.side_effect = opened
    mock.return_value = handle
    return mock
