"""patch(): attributes and dictionaries that are others for a while."""

import importlib
import inspect
from contextlib import ExitStack
from copy import copy
from functools import wraps

from unittest.mock import DEFAULT, MagicMock, NonCallableMagicMock, _missing

_running = []


def _resolve(path):
    """What a dotted name stands for."""
    first, *names = path.split(".")
    found, known = importlib.import_module(first), first
    for name in names:
        known += f".{name}"
        try:
            found = getattr(found, name)
        except AttributeError:
            importlib.import_module(known)
            found = getattr(found, name)
    return found


class _Patch:
    """A change that can be made and undone: a context manager, a decorator, start() and stop()."""

    attribute_name = None

    def __init__(self):
        self.additional_patchers = []
        self._stack = None

    def _passes_value(self):
        """Whether a decorated function is given what stands in the place."""
        return False

    def copy(self):
        """The same change once more."""
        made = copy(self)
        made.additional_patchers = [other.copy() for other in self.additional_patchers]
        return made

    def __call__(self, func):
        return self._decorate_class(func) if isinstance(func, type) else self._decorate(func)

    def _decorate_class(self, cls):
        for name in dir(cls):
            value = getattr(cls, name)
            if name.startswith(patch.TEST_PREFIX) and callable(value):
                setattr(cls, name, self.copy()(value))
        return cls

    def _decorate(self, func):
        if hasattr(func, "patchings"):
            func.patchings.append(self)
            return func

        @wraps(func)
        def patched(*args, **kwargs):
            with ExitStack() as stack:
                for patching in patched.patchings:
                    value = stack.enter_context(patching)
                    if patching.attribute_name is not None:
                        kwargs.update(value)
                    elif patching._passes_value():
                        args += (value,)
                return func(*args, **kwargs)

        patched.patchings = [self]
        return patched

    def start(self):
        """Makes the change."""
        value = self.__enter__()
        _running.append(self)
        return value

    def stop(self):
        """Undoes the change."""
        if self not in _running:
            return None
        _running.remove(self)
        return self.__exit__(None, None, None)


class _AttributePatch(_Patch):
    """Another value of an attribute."""

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs):
        super().__init__()
        if new_callable is not None and new is not DEFAULT:
            raise ValueError("Cannot use 'new' and 'new_callable' together")
        if new_callable is not None and autospec is not None:
            raise ValueError("Cannot use 'autospec' and 'new_callable' together")
        self.getter, self.attribute, self.new, self.spec, self.create = getter, attribute, new, spec, create
        self.spec_set, self.autospec, self.new_callable, self.kwargs = spec_set, autospec, new_callable, kwargs

    def _passes_value(self):
        return self.new is DEFAULT

    def _original(self):
        """The value that the attribute has, and whether it is the target's own."""
        own = self.target.__dict__.get(self.attribute, _missing) if hasattr(self.target, "__dict__") else _missing
        value = getattr(self.target, self.attribute, DEFAULT) if own is _missing else own
        import builtins

        if value is DEFAULT and not self.create and not (
                inspect.ismodule(self.target) and hasattr(builtins, self.attribute)):
            raise AttributeError(f"{self.target} does not have the attribute {self.attribute!r}")
        return value, own is not _missing

    def _made(self, original):
        """What stands in the place."""
        if self.new is not DEFAULT:
            return self.new
        if self.new_callable is not None:
            return self.new_callable(**self.kwargs)
        if self.autospec:
            from unittest.mock import create_autospec

            spec = original if self.autospec is True else self.autospec
            return create_autospec(spec, spec_set=bool(self.spec_set), _name=self.attribute, **self.kwargs)
        spec = original if self.spec is True else self.spec
        spec_set = original if self.spec_set is True else self.spec_set
        described = spec if spec_set is None else spec_set
        kind = MagicMock
        if described is not None and not callable(described) and not isinstance(described, (list, tuple)):
            kind = NonCallableMagicMock
        if described is not None:
            made = kind(spec=spec, spec_set=spec_set, name=self.attribute, **self.kwargs)
            if isinstance(described, type) and "return_value" not in self.kwargs:
                made.return_value = MagicMock(spec=described, _new_parent=made, _new_name="()")
            return made
        return kind(name=self.attribute, **self.kwargs)

    def __enter__(self):
        self.target = self.getter()
        self._old, self._own = self._original()
        value = self._made(self._old)
        setattr(self.target, self.attribute, value)
        self._stack = ExitStack()
        if self.attribute_name is None:
            return value
        found = {self.attribute_name: value} if self.new is DEFAULT else {}
        for other in self.additional_patchers:
            more = self._stack.enter_context(other)
            if other.new is DEFAULT:
                found.update(more)
        return found

    def __exit__(self, *exc_info):
        if self._own:
            setattr(self.target, self.attribute, self._old)
        else:
            delattr(self.target, self.attribute)
            if not self.create and not hasattr(self.target, self.attribute):
                setattr(self.target, self.attribute, self._old)
        return self._stack.__exit__(*exc_info)


class _DictPatch(_Patch):
    """Other items of a dictionary."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        super().__init__()
        self.in_dict, self.values, self.clear = in_dict, {**dict(values), **kwargs}, clear

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _resolve(self.in_dict)
        self._old = dict(self.in_dict)
        if self.clear:
            self.in_dict.clear()
        self.in_dict.update(self.values)
        return self.in_dict

    def __exit__(self, *exc_info):
        self.in_dict.clear()
        self.in_dict.update(self._old)
        return False


def _split(target):
    try:
        path, name = target.rsplit(".", 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}")
    return lambda: _resolve(path), name


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Another value of the attribute that a dotted name stands for."""
    getter, name = _split(target)
    return _AttributePatch(getter, name, new, spec, create, spec_set, autospec, new_callable, kwargs)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                  new_callable=None, **kwargs):
    """Another value of an object's attribute."""
    if isinstance(target, str):
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _AttributePatch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Other values of several attributes."""
    if not kwargs:
        raise ValueError("Must supply at least one keyword argument with patch.multiple")
    getter = (lambda: _resolve(target)) if isinstance(target, str) else (lambda: target)
    made = []
    for name, new in kwargs.items():
        made.append(_AttributePatch(getter, name, new, spec, create, spec_set, autospec, new_callable, {}))
        made[-1].attribute_name = name
    made[0].additional_patchers = made[1:]
    return made[0]


def _stop_all():
    """Undoes all changes that were started."""
    for one in reversed(_running[:]):
        one.stop()


patch.object, patch.dict, patch.multiple, patch.stopall = _patch_object, _DictPatch, _patch_multiple, _stop_all
patch.TEST_PREFIX = "test"
