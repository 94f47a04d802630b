"""Literal and Annotated."""

from typing import _Alias, _SpecialForm, _type_check, _type_repr


class _LiteralGenericAlias(_Alias):
    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__)) or '()'}]"

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set((type(a), a) for a in self.__args__) == set((type(a), a) for a in other.__args__)

    def __hash__(self):
        return hash(frozenset((type(a), a) for a in self.__args__))


@_SpecialForm
def Literal(self, parameters):
    """Literal[v, ...]: one of several values."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    values = []
    for parameter in parameters:
        for value in parameter.__args__ if isinstance(parameter, _LiteralGenericAlias) else (parameter,):
            if not any(value == other and type(value) is type(other) for other in values):
                values.append(value)
    return _LiteralGenericAlias(self, tuple(values), "Literal")


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, (origin,), "Annotated")
        self.__metadata__ = metadata

    def __repr__(self):
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {', '.join(repr(item) for item in self.__metadata__)}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def copy_with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)


@_SpecialForm
def Annotated(self, parameters):
    """Annotated[T, x, ...]: a type with metadata."""
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    origin = _type_check(parameters[0], "Annotated[t, ...]: t must be a type.")
    return _AnnotatedAlias(origin, tuple(parameters[1:]))
