"""torch.ops: the operators that a program has defined, by namespace."""

import sys
import types

from _types import UnsupportedError

__file__ = "_ops.py"
_namespaces = {}


class OpOverload:
    """One operator under one schema."""

    def __init__(self, definition):
        self._definition = definition
        self._schema = definition.schema
        self._overloadname = definition.overload
        self.namespace = definition.namespace

    def name(self):
        suffix = "" if self._overloadname == "default" else "." + self._overloadname
        return self._schema.qualname + suffix

    def __call__(self, *args, **kwargs):
        return self._definition.call(args, kwargs)

    def __str__(self):
        return str(self._definition)

    def __repr__(self):
        return f"<OpOverload(op='{self._definition.namespace}.{self._definition.name}', overload='{self._overloadname}')>"


class OpOverloadPacket:
    """The overloads of one name; a call takes the first one that fits."""

    def __init__(self, namespace, name):
        self._place = f"{namespace}.{name}"
        self._overloads = {}

    def overloads(self):
        return list(self._overloads)

    def __call__(self, *args, **kwargs):
        error = None
        for overload in self._overloads.values():
            try:
                overload._schema.bind(args, kwargs)
            except RuntimeError as reason:
                error = error or reason
                continue
            return overload(*args, **kwargs)
        raise error

    def __getattr__(self, name):
        if name in self.__dict__.get("_overloads", ()):
            return self._overloads[name]
        raise AttributeError(f"The underlying op of '{self._place}' has no overload name '{name}'")

    def __str__(self):
        return self._place

    def __repr__(self):
        return f"<OpOverloadPacket(op='{self._place}')>"


OpOverload.__module__ = OpOverloadPacket.__module__ = "torch._ops"


class _OpNamespace(types.ModuleType):
    """The operators whose names begin alike."""

    def __init__(self, name):
        super().__init__("torch.ops." + name)
        self._name = name
        self.__file__ = "torch.ops"

    def __getattr__(self, name):
        raise AttributeError(f"'_OpNamespace' '{self._name}' object has no attribute '{name}'")

    def __repr__(self):
        return f"<module 'torch.ops.{self._name}' from 'torch.ops'>"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name in ("aten", "prim", "prims", "inductor", "quantized", "mkldnn", "higher_order", "c10d"):
        raise UnsupportedError(f"torch.ops.{name} is not supported by torchlet")
    return _namespaces.setdefault(name, _OpNamespace(name))


def define(definition):
    """Adds an operator; returns its overload."""
    space = getattr(sys.modules[__name__], definition.namespace)
    packet = vars(space).get(definition.name)
    if packet is None:
        packet = OpOverloadPacket(definition.namespace, definition.name)
        setattr(space, definition.name, packet)
    overload = packet._overloads[definition.overload] = OpOverload(definition)
    return overload
