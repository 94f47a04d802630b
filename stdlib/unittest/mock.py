"""Objects that stand for others in tests and remember how they were used."""

from functools import partial

from unittest._calls import ANY, DEFAULT, _Call, _CallList, call, sentinel
from unittest.util import safe_repr

__all__ = ["Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec", "FILTER_DIR",
           "NonCallableMock", "NonCallableMagicMock", "mock_open", "PropertyMock", "seal"]

FILTER_DIR = True
_LAZY = {"patch": "_patching", "create_autospec": "_autospec", "mock_open": "_autospec"}


def __getattr__(name):
    if name in _LAZY:
        import importlib

        value = globals()[name] = getattr(importlib.import_module(f"unittest.{_LAZY[name]}"), name)
        return value
    from _modules import _missing

    raise _missing("unittest.mock", name)


_NUMERIC = "add sub mul matmul truediv floordiv mod lshift rshift and xor or pow".split()
_MAGIC = {f"__{name}__" for name in (
    "lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit divmod rdivmod neg pos abs invert "
    "complex int float index round trunc floor ceil bool next fspath iter hash").split()
    + [prefix + name for name in _NUMERIC for prefix in ("", "i", "r")]}
# Magic methods that can be set, but that no MagicMock has by itself.
_SETTABLE = _MAGIC | {f"__{name}__" for name in (
    "get set delete reversed missing reduce reduce_ex getinitargs getnewargs getstate setstate getformat repr dir "
    "subclasses format getnewargs_ex call").split()}
_RETURNS = {"__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented, "__ge__": NotImplemented,
            "__int__": 1, "__contains__": False, "__len__": 0, "__exit__": False, "__complex__": 1j,
            "__float__": 1.0, "__bool__": True, "__index__": 1}
_MISSPELLED = ("assert", "assret", "asert", "aseert", "assrt")
_NOT_ASSERTIONS = {name.removeprefix("assert_") for name in (
    "assert_called", "assert_called_once", "assert_called_with", "assert_called_once_with", "assert_any_call",
    "assert_has_calls", "assert_not_called")} - {"called"}
_deleted = object()
_missing = object()


def _is_magic(name):
    return name[:2] == name[-2:] == "__" and len(name) > 4


def _is_exception(value):
    return isinstance(value, BaseException) or isinstance(value, type) and issubclass(value, BaseException)


def _property(name):
    """A property that is kept in the mock's own dictionary."""
    return property(lambda self: self.__dict__["_mock_" + name],
                    lambda self, value: self.__dict__.__setitem__("_mock_" + name, value))


class NonCallableMock:
    """A mock that cannot be called. Every mock has a class of its own, so that magic methods can be set on it."""

    def __new__(cls, /, *args, **kwargs):
        made = type(cls.__name__, (cls,), {"__doc__": cls.__doc__, "__module__": cls.__module__})
        return object.__new__(made)

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _new_name="", _new_parent=None,
                 unsafe=False, **kwargs):
        own = self.__dict__
        own["_mock_parent"], own["_mock_name"] = parent, name
        own["_mock_new_name"] = _new_name
        own["_mock_new_parent"] = parent if _new_parent is None else _new_parent
        own["_mock_sealed"], own["_mock_unsafe"] = False, unsafe
        own["_mock_children"], own["_mock_wraps"], own["_mock_signature"] = {}, wraps, None
        own["_mock_return_value"], own["_mock_side_effect"] = DEFAULT, None
        self._forget_calls()
        self._set_spec(spec_set if spec is None else spec, spec_set is not None)
        if kwargs:
            self.configure_mock(**kwargs)

    def _forget_calls(self):
        own = self.__dict__
        own["_mock_called"], own["_mock_call_count"], own["_mock_call_args"] = False, 0, None
        for name in ("_mock_call_args_list", "_mock_mock_calls", "_mock_method_calls"):
            own[name] = _CallList()

    def _set_spec(self, spec, strict):
        own = self.__dict__
        own["_spec_class"], own["_mock_methods"], own["_spec_set"] = None, None, strict
        if spec is None:
            return
        if isinstance(spec, (list, tuple)) and all(isinstance(name, str) for name in spec):
            own["_mock_methods"] = list(spec)
            return
        own["_spec_class"] = spec if isinstance(spec, type) else type(spec)
        own["_mock_methods"] = dir(spec)
        own["_mock_signature"] = _signature_of(spec)

    def mock_add_spec(self, spec, spec_set=False):
        """Allows only the attributes of an object."""
        self._set_spec(spec, spec_set)

    called, call_count, call_args = _property("called"), _property("call_count"), _property("call_args")
    call_args_list, mock_calls = _property("call_args_list"), _property("mock_calls")
    method_calls = _property("method_calls")

    @property
    def __class__(self):
        return self.__dict__.get("_spec_class") or type(self)

    @property
    def return_value(self):
        """What a call returns: another mock unless it was set."""
        value = self.__dict__["_mock_return_value"]
        if value is DEFAULT:
            value = self._get_child_mock(_new_parent=self, _new_name="()")
            self.return_value = value
        return value

    @return_value.setter
    def return_value(self, value):
        self.__dict__["_mock_return_value"] = value
        self._adopt(value, None, "()")

    @property
    def side_effect(self):
        """What a call does: an exception is raised, a function called, the next item of an iterable returned."""
        return self.__dict__["_mock_side_effect"]

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not _is_exception(value) and not callable(value):
            value = iter(value)
        self.__dict__["_mock_side_effect"] = value

    def _adopt(self, value, name, new_name):
        """Makes a mock without a name and a parent a child; returns whether it is one now."""
        if not isinstance(value, NonCallableMock):
            return False
        inner = value.__dict__
        if inner["_mock_name"] or inner["_mock_new_name"] or inner["_mock_parent"] is not None or \
                inner["_mock_new_parent"] is not None:
            return False
        above = self
        while above is not None:
            if above is value:
                return False
            above = above.__dict__["_mock_new_parent"]
        inner["_mock_new_parent"], inner["_mock_new_name"] = self, new_name
        if name:
            inner["_mock_parent"], inner["_mock_name"] = self, name
        return True

    def attach_mock(self, mock, attribute):
        """Makes a mock an attribute whose calls are remembered here, too."""
        mock.__dict__.update(_mock_parent=None, _mock_new_parent=None, _mock_name="", _mock_new_name=None)
        setattr(self, attribute, mock)

    def configure_mock(self, /, **kwargs):
        """Sets attributes, also those of attributes: {"method.return_value": 3}."""
        for path, value in sorted(kwargs.items(), key=lambda item: item[0].count(".")):
            *inner, last = path.split(".")
            target = self
            for name in inner:
                target = getattr(target, name)
            setattr(target, last, value)

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        """Forgets all calls, and what calls return and do if that is wanted."""
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self._forget_calls()
        if return_value:
            self.__dict__["_mock_return_value"] = DEFAULT
        if side_effect:
            self.__dict__["_mock_side_effect"] = None
        for child in [*self.__dict__["_mock_children"].values(), self.__dict__["_mock_return_value"]]:
            if isinstance(child, NonCallableMock) and child is not self:
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)

    # Attributes.

    def __getattr__(self, name):
        own = self.__dict__
        if name.startswith("_mock_") or "_mock_children" not in own:
            raise AttributeError(name)
        methods = own["_mock_methods"]
        if methods is not None and (name not in methods or name in _SETTABLE) or methods is None and _is_magic(name):
            raise AttributeError(name if methods is None else f"Mock object has no attribute {name!r}")
        if not own["_mock_unsafe"] and (not methods or name not in methods) and (
                name.startswith(_MISSPELLED) or name in _NOT_ASSERTIONS):
            raise AttributeError(f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant "
                                 f"to be an attribute.")
        child = own["_mock_children"].get(name)
        if child is _deleted:
            raise AttributeError(name)
        if child is None:
            wrapped = own["_mock_wraps"]
            child = own["_mock_children"][name] = self._make_child(
                name, None if wrapped is None else getattr(wrapped, name))
        return child

    def _make_child(self, name, wrapped):
        return self._get_child_mock(parent=self, name=name, wraps=wrapped, _new_name=name, _new_parent=self)

    def _get_child_mock(self, /, **kwargs):
        """The mock of an attribute or of a result."""
        if self.__dict__["_mock_sealed"]:
            attribute = f".{kwargs['name']}" if "name" in kwargs else "()"
            raise AttributeError(self._path() + attribute)
        kind = type(self).__mro__[1]
        if issubclass(kind, NonCallableMagicMock):
            kind = kind if issubclass(kind, CallableMixin) else MagicMock
        elif not issubclass(kind, CallableMixin):
            kind = Mock
        return kind(**kwargs)

    def __setattr__(self, name, value):
        own = self.__dict__
        if isinstance(getattr(type(self), name, None), property) and name not in _SETTABLE:
            getattr(type(self), name).__set__(self, value)
            return
        methods = own.get("_mock_methods")
        if own.get("_spec_set") and methods is not None and name not in methods and name not in own:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name in _SETTABLE:
            self._set_magic(name, value)
        elif self._adopt(value, name, name):
            own["_mock_children"][name] = value
        elif own.get("_mock_sealed") and name not in own and name not in own["_mock_children"]:
            raise AttributeError(f"Cannot set {self._path()}.{name}")
        else:
            own[name] = value

    def _set_magic(self, name, value):
        methods = self.__dict__["_mock_methods"]
        if methods is not None and name not in methods:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if isinstance(value, NonCallableMock):
            self._adopt(value, None, name)
            setattr(type(self), name, value)
            self.__dict__["_mock_children"][name] = value
        else:
            setattr(type(self), name, lambda self, /, *args, **kwargs: value(self, *args, **kwargs))

    def __delattr__(self, name):
        own = self.__dict__
        if name in _SETTABLE and name in type(self).__dict__:
            delattr(type(self), name)
        children = own["_mock_children"]
        if name in own:
            del own[name]
        elif children.get(name) is _deleted:
            raise AttributeError(name)
        children[name] = _deleted

    def __dir__(self):
        own, methods = self.__dict__, self.__dict__["_mock_methods"]
        children = [name for name, child in own["_mock_children"].items() if child is not _deleted]
        inherited = dir(type(self))
        if FILTER_DIR:
            inherited = [name for name in inherited if not name.startswith("_")]
            if methods is not None:
                inherited = [name for name in inherited if name.startswith(("assert", "reset"))]
        names = [name for name in own if not name.startswith("_mock") and name not in ("_spec_class", "_spec_set")]
        return sorted({*inherited, *(methods or ()), *names, *children})

    # Texts.

    def _path(self):
        """The way to this mock: mock.attribute().method"""
        parts, mock = [], self
        while mock.__dict__["_mock_new_parent"] is not None:
            parts.append(mock.__dict__["_mock_new_name"])
            mock = mock.__dict__["_mock_new_parent"]
        text = mock.__dict__["_mock_name"] or "mock"
        for part in reversed(parts):
            text += part if part == "()" else "." + (part or "")
        return text

    def __repr__(self):
        own, path, shown = self.__dict__, self._path(), ""
        if path != "mock" or own["_mock_name"]:
            shown = f" name={path!r}"
        if own["_spec_class"] is not None:
            shown += f" spec{'_set' if own['_spec_set'] else ''}={own['_spec_class'].__name__!r}"
        return f"<{type(self).__name__}{shown} id='{id(self)}'>"

    # Assertions.

    def _name_or_mock(self):
        return self.__dict__["_mock_name"] or "mock"

    def _calls_text(self):
        return f"\nCalls: {safe_repr(self.mock_calls)}." if self.mock_calls else ""

    def _bound(self, one):
        """A call as it is compared: by parameter if the signature is known."""
        signature = self.__dict__["_mock_signature"]
        if signature is None or not isinstance(one, tuple):
            return _Call(one, two=True) if len(one) == 2 else _Call(one)
        args, kwargs = one[-2:]
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            return error
        return _Call((one[0] if len(one) == 3 else "", bound.args, bound.kwargs))

    def _same(self, one, other):
        first, second = self._bound(one), self._bound(other)
        return first == second and not isinstance(first, Exception)

    def assert_called(self):
        """Fails if there was no call."""
        if not self.call_count:
            raise AssertionError(f"Expected '{self._name_or_mock()}' to have been called.")

    def assert_not_called(self):
        """Fails if there was a call."""
        if self.call_count:
            raise AssertionError(f"Expected '{self._name_or_mock()}' to not have been called. Called "
                                 f"{self.call_count} times.{self._calls_text()}")

    def assert_called_once(self):
        """Fails unless there was one call."""
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._name_or_mock()}' to have been called once. Called "
                                 f"{self.call_count} times.{self._calls_text()}")

    def assert_called_with(self, /, *args, **kwargs):
        """Fails unless the last call had these arguments."""
        expected = _Call((self._name_or_mock(), args, kwargs)).described()
        if self.call_args is None:
            raise AssertionError(f"expected call not found.\nExpected: {expected}\n  Actual: not called.")
        if not self._same((args, kwargs), self.call_args):
            actual = _Call((self._name_or_mock(), *self.call_args)).described()
            raise AssertionError(f"expected call not found.\nExpected: {expected}\n  Actual: {actual}")

    def assert_called_once_with(self, /, *args, **kwargs):
        """Fails unless there was one call, with these arguments."""
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._name_or_mock()}' to be called once. Called {self.call_count} "
                                 f"times.{self._calls_text()}")
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        """Fails unless some call had these arguments."""
        if not any(self._same((args, kwargs), one) for one in self.call_args_list):
            raise AssertionError(f"{_Call((self._name_or_mock(), args, kwargs)).described()} call not found")

    def assert_has_calls(self, calls, any_order=False):
        """Fails unless these calls were made, one right after the other if their order counts."""
        expected, known = [self._bound(one) for one in calls], [self._bound(one) for one in self.mock_calls]
        if not any_order:
            places = range(len(known) - len(expected) + 1)
            if not any(known[place:place + len(expected)] == expected for place in places):
                actual = f"\n  Actual: {safe_repr(self.mock_calls)}" if self.mock_calls else ""
                raise AssertionError(f"Calls not found.\nExpected: {_CallList(calls)}{actual}")
            return
        missing = []
        for one in expected:
            if one in known:
                known.remove(one)
            else:
                missing.append(one)
        if missing:
            raise AssertionError(f"{self._name_or_mock()!r} does not contain all of {tuple(missing)!r} in its call "
                                 f"list, found {known!r} instead")


def _signature_of(spec):
    """The signature that calls of an object must fit, or None if it has none that is known."""
    import inspect

    if not callable(spec):
        return None
    try:
        return inspect.signature(spec)
    except (TypeError, ValueError):
        return None


class CallableMixin(NonCallableMock):
    """A mock that can be called."""

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None,
                 parent=None, _new_name="", _new_parent=None, unsafe=False, **kwargs):
        super().__init__(spec, wraps, name, spec_set, parent, _new_name, _new_parent, unsafe)
        self.__dict__["_mock_return_value"] = return_value
        self.side_effect = side_effect
        if kwargs:
            self.configure_mock(**kwargs)

    def __call__(self, /, *args, **kwargs):
        if self.__dict__.get("_mock_checked"):
            self.__dict__["_mock_signature"].bind(*args, **kwargs)
        self._remember(args, kwargs)
        return self._execute(args, kwargs)

    def _remember(self, args, kwargs):
        """Tells the call to this mock and to all above it."""
        own = self.__dict__
        self.called = True
        self.call_count += 1
        self.call_args = _Call((args, kwargs), two=True)
        self.call_args_list.append(self.call_args)
        self.mock_calls.append(_Call(("", args, kwargs)))
        method, path = own["_mock_name"] if own["_mock_parent"] is not None else None, own["_mock_new_name"]
        above = own["_mock_new_parent"]
        while above is not None:
            outer = above.__dict__
            if method is not None:
                above.method_calls.append(_Call((method, args, kwargs)))
                method = f"{outer['_mock_name']}.{method}" if outer["_mock_parent"] is not None else None
            above.mock_calls.append(_Call((path, args, kwargs)))
            if outer["_mock_new_name"]:
                path = outer["_mock_new_name"] + ("" if path.startswith("()") else ".") + path
            above = outer["_mock_new_parent"]

    def _execute(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            result = effect(*args, **kwargs) if callable(effect) else next(effect)
            if not callable(effect) and _is_exception(result):
                raise result
            if result is not DEFAULT:
                return result
        own = self.__dict__
        if own["_mock_return_value"] is DEFAULT and own["_mock_wraps"] is not None:
            return own["_mock_wraps"](*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """A mock."""


class _MagicProxy:
    """Stands for a magic method until it is first used."""

    def __init__(self, name, parent):
        self.name, self.parent = name, parent

    def __get__(self, obj, owner=None):
        parent, name = self.parent, self.name
        made = parent._get_child_mock(name=name, _new_name=name, _new_parent=parent)
        _set_default(made, parent, name)
        parent._set_magic(name, made)
        return made


def _set_default(made, parent, name):
    """What a magic method does unless it is told otherwise."""
    if name in _RETURNS:
        made.return_value = _RETURNS[name]
    elif name == "__hash__":
        made.return_value = object.__hash__(parent)
    elif name == "__str__":
        made.return_value = object.__str__(parent)
    elif name == "__sizeof__":
        made.return_value = object.__sizeof__(parent)
    elif name == "__fspath__":
        made.return_value = f"{type(parent).__name__}/{parent._path()}/{id(parent)}"
    elif name in ("__eq__", "__ne__"):
        made.side_effect = partial(_compare, made, parent, name == "__eq__")
    elif name == "__iter__":
        made.side_effect = partial(_iterate, made)


def _compare(made, parent, equal, other):
    value = made.__dict__["_mock_return_value"]
    if value is not DEFAULT:
        return value
    return equal if parent is other else NotImplemented


def _iterate(made):
    value = made.__dict__["_mock_return_value"]
    return iter([]) if value is DEFAULT else iter(value)


class _MagicMixin:
    """Has all magic methods."""

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        methods = self.__dict__["_mock_methods"]
        for name in _MAGIC if methods is None else _MAGIC.intersection(methods):
            if name not in type(self).__dict__:
                setattr(type(self), name, _MagicProxy(name, self))


class NonCallableMagicMock(_MagicMixin, NonCallableMock):
    """A mock with magic methods that cannot be called."""


class MagicMock(_MagicMixin, Mock):
    """A mock with magic methods."""


class PropertyMock(Mock):
    """A mock that stands for a property: reading calls it, setting calls it with the value."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


def seal(mock):
    """No attribute comes into being any more, here and below."""
    mock.__dict__["_mock_sealed"] = True
    for child in mock.__dict__["_mock_children"].values():
        if isinstance(child, NonCallableMock) and child.__dict__["_mock_new_parent"] is mock:
            seal(child)
