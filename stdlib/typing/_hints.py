"""Functions that look at type hints, and new types."""

import sys
import types

from typing import (Annotated, ForwardRef, Generic, NotRequired, ReadOnly, Required, _Alias, _AnnotatedAlias,
                    _caller_module, _GenericAlias_native, _is_root, _Joinable, _LiteralGenericAlias, _overloads,
                    _SpecialGenericAlias, _stands_for_parameters, _Union_native)


def cast(typ, val):
    """Returns the value; says that it has a type."""
    return val


def assert_type(val, typ, /):
    """Returns the value."""
    return val


def assert_never(arg, /):
    """Says that a place is never reached."""
    text = repr(arg)
    if len(text) > 100:
        text = text[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {text}")


def reveal_type(obj, /):
    """Prints the type on standard error."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def no_type_check(arg):
    """A decorator: annotations are no types."""
    arg.__no_type_check__ = True
    return arg


def get_overloads(func):
    """The overloads of a function."""
    func = getattr(func, "__func__", func)
    return list(_overloads.get((func.__module__, func.__qualname__), {}).values())


def clear_overloads():
    """Forgets all overloads."""
    _overloads.clear()


def get_origin(tp):
    """The class behind X[...]."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_Alias, _SpecialGenericAlias, _GenericAlias_native)) or getattr(tp, "_of_variable", False):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, _Union_native):
        return _Union_native
    return None


def get_args(tp):
    """The arguments of X[...]."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_Alias, _GenericAlias_native)):
        args = tp.__args__
        import collections.abc

        if tp.__origin__ is collections.abc.Callable and not (len(args) == 2 and _stands_for_parameters(args[0])):
            args = (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, _Union_native):
        return tp.__args__
    return ()


def is_typeddict(tp):
    """Whether a class is a TypedDict."""
    from typing._records import _TypedDictMeta

    return isinstance(tp, _TypedDictMeta)


def is_protocol(tp, /):
    """Whether a class is a protocol."""
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and not _is_root(tp)


def get_protocol_members(tp, /):
    """The members of a protocol."""
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    from typing._protocol import _protocol_members

    return frozenset(_protocol_members(tp))


def _resolve(value, globalns, localns):
    if value is None:
        return type(None)
    if isinstance(value, str):
        value = ForwardRef(value)
    if isinstance(value, ForwardRef):
        return _resolve(value._evaluate(globalns, localns), globalns, localns)
    if isinstance(value, (_Alias, _GenericAlias_native)) and not isinstance(value, (_LiteralGenericAlias,
                                                                                    _AnnotatedAlias)):
        args = tuple(_resolve(arg, globalns, localns) if isinstance(arg, (ForwardRef, str, _Alias,
                                                                          _GenericAlias_native)) else arg
                     for arg in value.__args__)
        if args != value.__args__:
            if isinstance(value, _Alias):
                return value.copy_with(args)
            return value.__origin__[args]
    return value


def _strip(value):
    """The type without Annotated, Required and NotRequired."""
    if isinstance(value, _AnnotatedAlias):
        return _strip(value.__origin__)
    if isinstance(value, _Alias) and value.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip(value.__args__[0])
    if isinstance(value, _Alias) and not isinstance(value, _LiteralGenericAlias):
        args = tuple(_strip(arg) for arg in value.__args__)
        return value if args == value.__args__ else value.copy_with(args)
    return value


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a class, module or function, texts evaluated."""
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            scope = globalns if globalns is not None else getattr(sys.modules.get(base.__module__), "__dict__", {})
            local = localns if localns is not None else dict(vars(base))
            for name, value in base.__dict__.get("__annotations__", {}).items():
                hints[name] = _resolve(value, scope, local)
    else:
        if globalns is None:
            wrapped = obj
            while hasattr(wrapped, "__wrapped__"):
                wrapped = wrapped.__wrapped__
            globalns = getattr(wrapped, "__globals__", None) or getattr(obj, "__dict__", {})
        if localns is None:
            localns = globalns
        found = getattr(obj, "__annotations__", None)
        if found is None:
            if isinstance(obj, types.ModuleType) or callable(obj):
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        hints = {name: _resolve(value, globalns, localns) for name, value in found.items()}
    return hints if include_extras else {name: _strip(value) for name, value in hints.items()}


class NewType(_Joinable):
    """A distinct type for checkers; at run time a function that returns its argument."""

    __module__ = "typing"

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = _caller_module()
        if module:
            self.__module__ = module

    def __call__(self, x):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __mro_entries__(self, bases):
        name = self.__name__

        class Refusal:
            """The base in the place of the new type: only it is told the name of the subclass."""

            def __init_subclass__(cls):
                raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                                f"`{cls.__name__} = NewType({cls.__name__!r}, {name})`")

        return (Refusal,)

    def __reduce__(self):
        return self.__qualname__
