"""Operators that a program defines and registers."""

import re
import sys

from _types import UnsupportedError
from torch import _C

__all__ = ["Library", "impl", "define", "register_kernel", "register_autograd", "register_fake", "register_vmap",
           "custom_op", "infer_schema"]
_HOMES = {"custom_op": "_custom", "CustomOpDef": "_custom"}
_BUILT_IN = ("aten", "prim", "prims")
_libraries = []  # the namespaces that a Library has defined
_early = {}      # (qualified name, overload): what was registered for an operator that is not defined yet
_DEFINE_LINE = 934  # the line that messages name for define(), which makes a Library of its own


def __getattr__(name):
    if name not in _HOMES:
        raise _C._missing("torch.library", name)
    home = "torch.library." + _HOMES[name]
    __import__(home)
    globals()[name] = getattr(sys.modules[home], name)
    return globals()[name]


def infer_schema(prototype_function, /, *, mutates_args, op_name=None):
    """The schema that a function's annotations describe."""
    from torch.library import _schema
    return (op_name or "") + _schema.infer(prototype_function, mutates_args).text(False)


def _definition(op, early=False):
    """What is known of an operator, given as itself or by name; `early` makes a place for one that is to be defined."""
    from torch import ops
    if not isinstance(op, str):
        return op._definition
    namespace, _, name = op.partition("::")
    name, _, overload = name.partition(".")
    overload = overload or "default"
    packet = vars(getattr(ops, namespace)).get(name)
    if packet is not None and overload in packet._overloads:
        return packet._overloads[overload]._definition
    if not early:
        raise UnsupportedError(f"torch.library: the operator {op}, which the program has not defined, is not "
                               "supported by torchlet")
    from torch.library import _custom, _schema
    qualname = f"{namespace}::{name}"
    if (qualname, overload) not in _early:
        _early[qualname, overload] = _custom.Definition(_schema.Schema(qualname, [], "()"), overload)
    return _early[qualname, overload]


def _new_definition(namespace, declaration, line):
    from torch import ops
    from torch.library import _custom, _schema
    if "(" not in declaration:
        raise RuntimeError("Tried to parse a function schema but only the operator name was given")
    name = declaration[:declaration.index("(")].strip()
    name, _, overload = name.partition(".")
    overload = overload or "default"
    schema = _schema.parse(f"{namespace}::{name}", declaration[declaration.index("("):])
    packet = vars(getattr(ops, namespace)).get(name)
    if packet is not None and overload in packet._overloads:
        raise RuntimeError(
            f"Tried to register an operator ({schema}) with the same name and overload name multiple times. Each "
            "overload's schema should only be registered with a single call to def(). Duplicate registration: "
            f"registered at /dev/null:{line}. Original registration: registered at /dev/null:"
            f"{packet._overloads[overload]._definition.line}")
    definition = _custom.Definition(schema, overload)
    definition.label = schema.qualname
    definition.line = line
    early = _early.pop((schema.qualname, overload), None)
    if early is not None:
        definition.kernels, definition.fake = early.kernels, early.fake
    ops.define(definition)
    return name if overload == "default" else f"{name}.{overload}"


_PLACES = {"cpu": "cpu", "cuda": "cuda", "meta": "meta", "compositeimplicitautograd": "implicit",
           "compositeexplicitautograd": None, "default": None}


def _add_kernel(definition, fn, key):
    place = key.lower()
    if place not in _PLACES:
        raise UnsupportedError(f"torch.library's dispatch key {key} is not supported by torchlet")
    place = _PLACES[place]
    if place in definition.kernels:
        raise RuntimeError(
            f"This is not allowed since there's already a kernel registered from python overriding {definition.name}'s "
            f"behavior for {key} dispatch key and {definition.namespace} namespace.")
    definition.kernels[place] = fn


class Library:
    """A group of operators under one namespace."""

    def __init__(self, ns, kind, dispatch_key=""):
        if kind not in ("IMPL", "DEF", "FRAGMENT"):
            raise ValueError("Unsupported kind: ", kind)
        if kind == "DEF":
            if ns in _libraries or ns in _BUILT_IN:
                raise RuntimeError(f"Only a single TORCH_LIBRARY can be used to register the namespace {ns}; please put "
                                   "all of your definitions in a single TORCH_LIBRARY block.")
            _libraries.append(ns)
        self.ns = ns
        self.kind = kind
        self.dispatch_key = dispatch_key
        caller = sys._getframe(1)
        self._line = (caller.f_back or caller).f_lineno  # messages name the line of the caller's caller

    def __repr__(self):
        return f"Library(kind={self.kind}, ns={self.ns}, dispatch_key={self.dispatch_key})>"

    def define(self, schema, alias_analysis="", *, tags=()):
        """Declares an operator; returns its name."""
        if alias_analysis not in ("", "FROM_SCHEMA", "CONSERVATIVE"):
            raise RuntimeError(f"Invalid alias_analysis type {alias_analysis}")
        return _new_definition(self.ns, schema, self._line)

    def impl(self, op_name, fn, dispatch_key="", *, with_keyset=False):
        """Says what an operator does."""
        if with_keyset:
            raise UnsupportedError("torch.library.Library.impl(with_keyset=True) is not supported by torchlet")
        if not callable(fn):
            raise TypeError(f"Input function is required to be a callable but found type {type(fn)}")
        key = dispatch_key or self.dispatch_key or "CompositeImplicitAutograd"
        name = op_name if isinstance(op_name, str) else op_name._schema.qualname
        definition = _definition(name if "::" in name else f"{self.ns}::{name}", early=True)
        _add_kernel(definition, fn, key)


def define(qualname, schema, *, lib=None, tags=()):
    """Declares an operator."""
    if not isinstance(qualname, str):
        raise ValueError(f"define(qualname, schema): expected qualname to be instance of str, got {type(qualname)}")
    namespace, _, name = qualname.partition("::")
    if not name:
        raise ValueError(f"Expected `name` to be of the form \"namespace::name\", got {qualname}")
    if not re.fullmatch(r"\(.*\) -> .*", schema):
        raise ValueError("define(qualname, schema, ...): expected schema to look like e.g. \"(Tensor x) -> Tensor\" but "
                         f"got \"{schema}\"")
    _new_definition(namespace, name + schema, _DEFINE_LINE if lib is None else lib._line)


def _decorated(func, register, returned):
    """Registers the function, or returns what registers the one that it decorates."""
    if func is not None:
        register(func)
        return None

    def decorator(func):
        register(func)
        return func if returned else None
    return decorator


def impl(qualname, types, func=None, *, lib=None):
    """Says what an operator does on a device."""
    def register(func):
        for kind in [types] if isinstance(types, str) else types:
            _add_kernel(_definition(qualname, early=True), func, kind)
    return _decorated(func, register, False)


def register_kernel(op, device_types, func=None, /, *, lib=None):
    """Says what an operator does on a device."""
    def register(func):
        definition = _definition(op, early=True)
        for kind in [device_types] if device_types is None or isinstance(device_types, str) else device_types:
            if definition.functional:
                definition.kernels[kind] = func
            else:
                _add_kernel(definition, func, kind or "CompositeExplicitAutograd")
    return _decorated(func, register, False)


def register_fake(op, func=None, /, *, lib=None, _stacklevel=1):
    """Says what an operator returns for tensors without elements."""
    def register(func):
        _definition(op, early=True).fake = func
    if func is not None:
        register(func)
        return func
    return _decorated(None, register, True)


def register_autograd(op, backward, /, *, setup_context=None, lib=None):
    """Says how gradients pass through an operator."""
    _definition(op).set_autograd(op, backward, setup_context)


def register_vmap(op, func=None, /, *, lib=None):
    """Refused: torchlet's vmap calls a kernel for each slice."""
    raise UnsupportedError("torch.library.register_vmap is not supported by torchlet")
