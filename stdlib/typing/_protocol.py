"""Protocols."""

import types
from abc import ABCMeta

from typing import AnyStr, Generic, T_co


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        for name in list(base.__dict__) + list(base.__dict__.get("__annotations__", {})):
            if not name.startswith("_abc_") and name not in _NOT_MEMBERS:
                names.add(name)
    return names


_NOT_MEMBERS = {"__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__",
                "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__", "__match_args__",
                "__parameters__", "__orig_bases__", "_is_protocol", "_is_runtime_protocol", "__qualname__",
                "__static_attributes__", "__firstlineno__", "__init_subclass__", "__protocol_attrs__",
                "__non_callable_proto_members__", "_abc_impl", "__type_params__"}


class _ProtocolMeta(ABCMeta):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if bases and name != "Protocol" and any(base.__name__ == "Protocol" and base.__module__ == "typing"
                                                for base in bases):
            for base in bases:
                if base.__module__ in ("builtins",) and base is not object:
                    raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __instancecheck__(cls, instance):
        if cls is Protocol or not getattr(cls, "_is_protocol", False):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            if ABCMeta.__subclasscheck__(cls, type(instance)):
                return True
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if ABCMeta.__subclasscheck__(cls, type(instance)):
            return True
        for name in _protocol_members(cls):
            if not hasattr(instance, name):
                return False
            if getattr(instance, name) is None and callable(getattr(cls, name, None)):
                return False
        return True

    def __subclasscheck__(cls, other):
        if cls is Protocol or not getattr(cls, "_is_protocol", False):
            return super().__subclasscheck__(other)
        if not isinstance(other, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if cls in other.__mro__:
            return True
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        members = _protocol_members(cls)
        plain = sorted(name for name in members if not callable(getattr(cls, name, None)))
        if plain:
            raise TypeError(f"Protocols with non-method members don't support issubclass(). Non-method members: "
                            f"{str(plain)[1:-1]}.")
        return all(any(name in base.__dict__ for base in other.__mro__) for name in members)


def _no_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")


class Protocol(Generic, metaclass=_ProtocolMeta):
    """A base of classes that say which methods others must have."""

    __module__ = "typing"

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if cls._is_protocol and cls.__init__ is object.__init__:
            cls.__init__ = _no_init


Protocol.__init__ = object.__init__


def runtime_checkable(cls):
    """Lets a protocol be used with isinstance()."""
    if not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def make_supports(name, method):
    """The protocol of classes that have a method."""
    def required(self):
        pass

    required.__name__ = method
    required.__isabstractmethod__ = True
    base = Protocol[T_co] if name in ("SupportsAbs", "SupportsRound") else Protocol
    members = {method: required, "__slots__": (), "__module__": "typing"}
    return runtime_checkable(types.new_class(name, (base,), {}, lambda namespace: namespace.update(members)))


def make_io(name):
    """IO, or one of the classes for texts and for bytes, which have no brackets."""
    bases = (Generic[AnyStr],) if name == "IO" else ()
    return types.new_class(name, bases, {}, lambda namespace: namespace.update(__module__="typing"))
