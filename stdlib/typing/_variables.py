"""Variables of typing that stand for more than one type, and type aliases."""

import types

from typing import NoDefault, TypeVar, Unpack, _caller_module, _GenericAlias_native, _Joinable, _Variable


class _PartOfParameters:
    """What *args or **kwargs have as annotation."""

    _of_variable = True

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._part}"


class ParamSpecArgs(_PartOfParameters):
    """P.args"""

    __module__ = "typing"
    _part = "args"


class ParamSpecKwargs(_PartOfParameters):
    """P.kwargs"""

    __module__ = "typing"
    _part = "kwargs"


class ParamSpec(_Variable):
    """A variable for the parameters of a callable."""

    __module__ = "typing"
    _takes_many = _of_parameters = True

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False, default=NoDefault,
                 infer_variance=False):
        self.__name__ = name
        self.__bound__ = bound
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__default__ = default

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)


class TypeVarTuple(_Variable):
    """A variable for any number of types."""

    __module__ = "typing"

    _takes_many = True
    __covariant__ = __contravariant__ = False

    def __init__(self, name, *, default=NoDefault):
        self.__name__ = name
        self.__default__ = default

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


def _make_type_parameter(kind, name, bound, default):
    """Makes what `def f[T: bound = default]` names; both are functions that are called when somebody asks."""
    parameter = ParamSpec(name) if kind & 1 else TypeVarTuple(name) if kind & 2 else TypeVar(name, infer_variance=True)
    lazy = {}
    if bound is not None:
        lazy["__constraints__" if kind & 4 else "__bound__"] = bound
    if default is not None:
        lazy["__default__"] = default
    for attribute in lazy:
        del parameter.__dict__[attribute]
    parameter._lazy = lazy
    if kind & 1:
        parameter.__infer_variance__ = True
    if default is not None:
        parameter.has_default = lambda: True
    parameter.__module__ = _caller_module() or "typing"
    return parameter


def _make_type_alias(name, parameters, function):
    return TypeAliasType(name, function, type_params=parameters)


class TypeAliasType(_Joinable):
    """What a type statement makes."""

    __module__ = "typing"

    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self._value = value
        self.__type_params__ = type_params
        self.__parameters__ = type_params
        self.__module__ = value.__module__ if isinstance(value, types.FunctionType) else _caller_module()

    @property
    def __value__(self):
        value = self._value
        return value() if isinstance(value, types.FunctionType) else value

    def __repr__(self):
        return self.__name__

    def __reduce__(self):
        return self.__name__

    def __getitem__(self, parameters):
        return _GenericAlias_native(self, parameters)
