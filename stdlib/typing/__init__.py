"""Type hints as run-time objects."""

import sys
import types

_GenericAlias_native = type(list[int])
_Union_native = type(int | str)


def __getattr__(name):
    """Aliases of abstract classes are made when they are first named."""
    if name in _ABC_ALIASES:
        import collections.abc

        origin, count = _ABC_ALIASES[name]
        value = _SpecialGenericAlias(getattr(collections.abc, origin), name, count)
    elif name in _COLLECTION_ALIASES:
        import collections

        origin, count = _COLLECTION_ALIASES[name]
        value = _SpecialGenericAlias(getattr(collections, origin), name, count)
    elif name in ("ContextManager", "AbstractContextManager"):
        import contextlib

        value = _SpecialGenericAlias(contextlib.AbstractContextManager, "ContextManager", 1)
    elif name in ("Pattern", "Match"):
        import re

        value = _SpecialGenericAlias(getattr(re, name), name, 1)
    elif name == "Callable":
        import collections.abc

        value = _CallableType(collections.abc.Callable, "Callable", 2)
    elif name.startswith("Supports") and name in _SUPPORTS:
        from typing._protocol import make_supports

        value = make_supports(name, _SUPPORTS[name])
    elif name in ("IO", "TextIO", "BinaryIO"):
        from typing._protocol import make_io

        value = make_io(name)
    elif name in _PARTS:
        value = getattr(__import__(f"typing.{_PARTS[name]}", None, None, [name]), name)
    else:
        from _modules import _missing

        raise _missing("typing", name)
    globals()[name] = value
    return value


# Name: the class in collections.abc, and how many parameters it takes (-1: any number).
_ABC_ALIASES = {
    "Hashable": ("Hashable", 0), "Awaitable": ("Awaitable", 1), "Coroutine": ("Coroutine", 3),
    "AsyncIterable": ("AsyncIterable", 1), "AsyncIterator": ("AsyncIterator", 1), "Iterable": ("Iterable", 1),
    "Iterator": ("Iterator", 1), "Reversible": ("Reversible", 1), "Sized": ("Sized", 0), "Container": ("Container", 1),
    "Collection": ("Collection", 1), "AbstractSet": ("Set", 1), "MutableSet": ("MutableSet", 1),
    "Mapping": ("Mapping", 2), "MutableMapping": ("MutableMapping", 2), "Sequence": ("Sequence", 1),
    "MutableSequence": ("MutableSequence", 1), "ByteString": ("ByteString", 0), "MappingView": ("MappingView", 1),
    "KeysView": ("KeysView", 1), "ItemsView": ("ItemsView", 2), "ValuesView": ("ValuesView", 1),
    "Generator": ("Generator", 3), "AsyncGenerator": ("AsyncGenerator", 2),
}
# What is loaded when it is first named, and where it stands.
_PARTS = {name: module for module, names in {
    "_hints": ("cast", "assert_type", "assert_never", "reveal_type", "no_type_check", "get_overloads",
               "clear_overloads", "get_origin", "get_args", "is_typeddict", "is_protocol",
               "get_protocol_members", "get_type_hints", "NewType"),
    "_forms": ("Literal", "_LiteralGenericAlias", "Annotated", "_AnnotatedAlias"),
    "_records": ("NamedTuple", "TypedDict", "_NamedTupleMeta", "_TypedDictMeta"),
    "_protocol": ("Protocol", "runtime_checkable"),
    "_variables": ("ParamSpec", "ParamSpecArgs", "ParamSpecKwargs", "TypeVarTuple", "TypeAliasType",
                   "_make_type_parameter", "_make_type_alias"),
}.items() for name in names}
_COLLECTION_ALIASES = {
    "Deque": ("deque", 1), "DefaultDict": ("defaultdict", 2), "OrderedDict": ("OrderedDict", 2),
    "Counter": ("Counter", 1), "ChainMap": ("ChainMap", 2),
}
_SUPPORTS = {"SupportsInt": "__int__", "SupportsFloat": "__float__", "SupportsComplex": "__complex__",
             "SupportsBytes": "__bytes__", "SupportsIndex": "__index__", "SupportsAbs": "__abs__",
             "SupportsRound": "__round__"}


def _is_root(cls):
    """Whether a class is Generic or Protocol themselves; the latter is only made when it is named."""
    return cls is Generic or cls is globals().get("Protocol")


def _type_repr(obj):
    """How a type is shown within another one."""
    if isinstance(obj, _GenericAlias_native):
        return repr(obj)
    if isinstance(obj, type):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if obj is Ellipsis:
        return "..."
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    if isinstance(obj, tuple):
        return "[" + ", ".join(_type_repr(item) for item in obj) + "]"
    return repr(obj)


def _type_check(arg, message):
    """Checks that something may stand as a type; None becomes NoneType, a str a ForwardRef."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    if isinstance(arg, type) and _is_root(arg):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if isinstance(arg, _SpecialForm) and arg in (ClassVar, Final):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def _variables_in(arg):
    """The type variables of one argument; a class without brackets has none of its own."""
    if isinstance(arg, _Variable):
        return (arg,)
    if isinstance(arg, type) and not isinstance(arg, _GenericAlias_native):
        return ()
    return getattr(arg, "__parameters__", ())


def _parameters_of(args):
    """The type variables within arguments, in order."""
    return tuple(dict.fromkeys(variable for arg in args for variable in _variables_in(arg)))


def _substitute(arg, table):
    """An argument with what a table gives for its type variables."""
    if isinstance(arg, _Variable):
        return table.get(arg, arg)
    parameters = _variables_in(arg)
    return arg[tuple(table.get(p, p) for p in parameters)] if parameters else arg


def _flatten_unique(parameters):
    result = []
    for parameter in parameters:
        members = parameter.__args__ if isinstance(parameter, (_UnionGenericAlias, _Union_native)) else (parameter,)
        for item in members:
            if item not in result:
                result.append(item)
    return tuple(result)


class _Joinable:
    """What X | Y makes a union of."""

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _SpecialForm(_Joinable):
    """Any form with brackets that is no class: Union, Optional, Literal ..."""

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = self.__name__ = self.__qualname__ = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        return self._getitem(self, parameters)

    def __hash__(self):
        return hash(self._name)

    def __eq__(self, other):
        return self is other


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """A type that is compatible with every other one."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _no_brackets(name, doc):
    def getitem(self, parameters):
        raise TypeError(f"{self} is not subscriptable")

    getitem.__name__ = name
    getitem.__doc__ = doc
    return _SpecialForm(getitem)


NoReturn = _no_brackets("NoReturn", "The type of functions that never return.")
Never = _no_brackets("Never", "The type that has no values.")
Self = _no_brackets("Self", "The class that a method belongs to.")
LiteralString = _no_brackets("LiteralString", "A str that is written in the program.")
TypeAlias = _no_brackets("TypeAlias", "Marks an assignment as the definition of an alias.")


class _Alias(_Joinable):
    """The common part of X[...] forms."""

    def __init__(self, origin, args, name=None):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _parameters_of(self.__args__)
        self._name = name
        if name is None:
            self.__module__ = getattr(origin, "__module__", "typing")

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        args = ", ".join(_type_repr(arg) for arg in self.__args__) if self.__args__ else "()"
        return f"{name}[{args}]"

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, parameters):
        if _is_root(self.__origin__):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        wanted = len(self.__parameters__)
        variadic = any(getattr(p, "_takes_many", False) for p in self.__parameters__)
        if len(parameters) != wanted and not variadic:
            few = "few" if len(parameters) < wanted else "many"
            raise TypeError(f"Too {few} arguments for {self}; actual {len(parameters)}, expected {wanted}")
        parameters = tuple(_type_check(p, "Parameters to generic types must be types.")
                           if not isinstance(p, (list, tuple)) and p is not Ellipsis else p for p in parameters)
        table = dict(zip(self.__parameters__, parameters))
        return self.copy_with(tuple(_substitute(arg, table) for arg in self.__args__))

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, self._name)

    def __call__(self, *args, **kwargs):
        origin = self.__origin__
        if isinstance(self, _BuiltinAlias):
            raise TypeError(f"Type {self._name} cannot be instantiated; use {origin.__name__}() instead")
        result = origin(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            pass
        return result

    def __mro_entries__(self, bases):
        if self._name:
            later = bases[bases.index(self) + 1:]
            if any(isinstance(b, (_Alias, _SpecialGenericAlias)) or isinstance(b, type) and issubclass(b, Generic)
                   for b in later):
                return (self.__origin__,)
            return (self.__origin__, Generic)
        if self.__origin__ is Generic:
            if any(base is not Generic and _is_root(base) for base in bases):
                return ()
            place = bases.index(self)
            for base in bases[place + 1:]:
                if isinstance(base, _Alias) and base is not self:
                    return ()
        return (self.__origin__,)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__dict__["__origin__"], name)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __reduce__(self):
        from operator import getitem

        origin = globals()[self._name] if self._name else self.__origin__
        return getitem, (origin, self.__args__ if len(self.__args__) != 1 else self.__args__[0])

    def __iter__(self):
        yield Unpack[self]


_GenericAlias = _Alias


class _BuiltinAlias(_Alias):
    """List[int] and its like: an alias of a built-in or an abstract class."""


class _SpecialGenericAlias(_Joinable):
    """List, Dict, Iterable ...: aliases without brackets yet."""

    def __init__(self, origin, name, count):
        self.__origin__ = origin
        self._name = name
        self._nparams = count
        self.__module__ = "typing"
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        message = "Parameters to generic types must be types."
        parameters = tuple(_type_check(p, message) for p in parameters)
        count = self._nparams
        if count == 0:
            raise TypeError(f"{self!r} is not a generic class")
        if self._name in ("Generator",) and len(parameters) < 3:
            parameters += (type(None),) * (3 - len(parameters))
        if count > 0 and len(parameters) != count:
            few = "few" if len(parameters) < count else "many"
            raise TypeError(f"Too {few} arguments for {self!r}; actual {len(parameters)}, expected {count}")
        return _BuiltinAlias(self.__origin__, parameters, self._name)

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")

    def __mro_entries__(self, bases):
        return (self.__origin__, Generic) if Generic not in bases and not any(
            isinstance(b, type) and issubclass(b, Generic) for b in bases) and self._nparams else (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__dict__["__origin__"], name)

    def __reduce__(self):
        return self._name


class _TupleType(_SpecialGenericAlias):
    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        if len(parameters) >= 2 and parameters[-1] is ...:
            message = "Tuple[t, ...]: t must be a type."
            return _BuiltinAlias(tuple, tuple(_type_check(p, message) for p in parameters[:-1]) + (...,), "Tuple")
        message = "Tuple[t0, t1, ...]: each t must be a type."
        return _BuiltinAlias(tuple, tuple(_type_check(p, message) for p in parameters), "Tuple")


def _stands_for_parameters(arg):
    """Whether an argument of Callable is no list of types."""
    return arg is Ellipsis or isinstance(arg, _ConcatenateAlias) or isinstance(arg, _Variable) and arg._of_parameters


class _CallableGenericAlias(_BuiltinAlias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _stands_for_parameters(args[0]):
            return f"typing.Callable[{_type_repr(args[0])}, {_type_repr(args[1])}]"
        inner = ", ".join(_type_repr(arg) for arg in args[:-1])
        return f"typing.Callable[[{inner}], {_type_repr(args[-1])}]"


class _CallableType(_SpecialGenericAlias):
    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple) or len(parameters) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = parameters
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if _stands_for_parameters(args):
            return _CallableGenericAlias(self.__origin__, (args, result), "Callable")
        if not isinstance(args, (list, tuple)):
            args = [args]
        message = "Callable[[arg, ...], result]: each arg must be a type."
        return _CallableGenericAlias(self.__origin__, (*[_type_check(a, message) for a in args], result), "Callable")


class _UnionGenericAlias(_Alias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and type(None) in args:
            other = args[0] if args[1] is type(None) else args[1]
            return f"typing.Optional[{_type_repr(other)}]"
        return f"typing.Union[{', '.join(_type_repr(arg) for arg in args)}]"

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, _Union_native)):
            return NotImplemented
        try:
            return set(self.__args__) == set(other.__args__)
        except TypeError:
            return False

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def copy_with(self, args):
        return Union[args]

    def __reduce__(self):
        from operator import getitem

        return getitem, (Union, self.__args__)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, obj):
        return any(isinstance(obj, cls) for cls in self.__args__)

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)


@_SpecialForm
def Union(self, parameters):
    """Union[X, Y]: one of several types."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    message = "Union[arg, ...]: each arg must be a type."
    parameters = _flatten_unique(tuple(_type_check(p, message) for p in parameters))
    if len(parameters) == 1:
        return parameters[0]
    return _UnionGenericAlias(self, parameters, "Optional" if len(parameters) == 2 and type(None) in parameters
                              else "Union")


@_SpecialForm
def Optional(self, parameters):
    """Optional[X]: X or None."""
    arg = _type_check(parameters, f"{self} requires a single type.")
    return Union[arg, type(None)]


def _single(name, doc):
    def getitem(self, parameters):
        item = _type_check(parameters, f"{self} accepts only single type.")
        return _Alias(self, (item,), name)

    getitem.__name__ = name
    getitem.__doc__ = doc
    return _SpecialForm(getitem)


ClassVar = _single("ClassVar", "A variable of the class.")
Final = _single("Final", "A name that is never assigned again.")
TypeGuard = _single("TypeGuard", "The result of a function that narrows a type.")
TypeIs = _single("TypeIs", "The result of a function that narrows a type both ways.")
Required = _single("Required", "A key that a TypedDict must have.")
NotRequired = _single("NotRequired", "A key that a TypedDict may lack.")
ReadOnly = _single("ReadOnly", "A key that is not changed.")


class _UnpackAlias(_Alias):
    """Unpack[Ts], which may stand where a type variable is asked for."""


@_SpecialForm
def Unpack(self, parameters):
    """Unpack[Ts]: the items of a type variable tuple."""
    return _UnpackAlias(self, (parameters,), "Unpack")


class _ConcatenateAlias(_Alias):
    """Concatenate[X, P], which may stand for the parameters of a callable."""


@_SpecialForm
def Concatenate(self, parameters):
    """Concatenate[X, P]: parameters in front of a parameter specification."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    return _ConcatenateAlias(self, parameters, "Concatenate")


class ForwardRef(_Joinable):
    """A type that is named by a text."""

    __slots__ = ("__forward_arg__", "__forward_is_argument__", "__forward_is_class__", "__forward_module__")

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            compile(arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__ = arg
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns):
        return eval(self.__forward_arg__, globalns, localns)

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


class _NoDefault:
    def __repr__(self):
        return "typing.NoDefault"


NoDefault = _NoDefault()


class _Variable(_Joinable):
    """The common part of type variables."""

    _takes_many = _of_parameters = False

    def __repr__(self):
        if getattr(self, "__infer_variance__", False):
            return self.__name__
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__

    def has_default(self):
        return self.__default__ is not NoDefault

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __reduce__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        return arg


def _caller_module():
    try:
        return sys._getframe(2).f_globals.get("__name__", "__main__")
    except (AttributeError, ValueError):
        return None


class TypeVar(_Variable):
    """A type variable."""

    def __getattr__(self, name):
        lazy = self.__dict__.get("_lazy")
        if not lazy or name not in lazy:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        value = self.__dict__[name] = lazy[name]()
        return value

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, default=NoDefault,
                 infer_variance=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        self.__name__ = name
        self.__constraints__ = tuple(_type_check(t, "TypeVar(name, constraint, ...): constraints must be types.")
                                     for t in constraints)
        self.__bound__ = None if bound is None else _type_check(bound, "Bound must be a type.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__default__ = default
        module = _caller_module()
        if module:
            self.__module__ = module


def _generic_class_getitem(cls, params):
    if not isinstance(params, tuple):
        params = (params,)
    if _is_root(cls):
        if not params:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        if not all(isinstance(p, (_Variable, _UnpackAlias)) for p in params):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification "
                            f"variables.")
        if len(set(params)) != len(params):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _Alias(cls, params)
    params = tuple(_type_check(p, "Parameters to generic types must be types.")
                   if not isinstance(p, (list, tuple)) and p is not Ellipsis else tuple(p) if isinstance(p, list) else p
                   for p in params)
    parameters = getattr(cls, "__parameters__", ())
    if not parameters:
        raise TypeError(f"{cls} is not a generic class")
    variadic = any(getattr(p, "_takes_many", False) for p in parameters)
    needed = sum(1 for p in parameters if not p.has_default())
    if not variadic and not needed <= len(params) <= len(parameters):
        few = "few" if len(params) < len(parameters) else "many"
        expected = f"at least {needed}" if few == "few" and len(parameters) > 1 else len(parameters)
        raise TypeError(f"Too {few} arguments for {cls}; actual {len(params)}, expected {expected}")
    for parameter in parameters[len(params):]:
        if parameter.has_default():
            params += (parameter.__default__,)
    return _Alias(cls, params)


def _init_generic_subclass(cls):
    bases = cls.__dict__.get("__orig_bases__", ())
    if Generic in (bases or cls.__bases__) and cls.__name__ != "Protocol":
        raise TypeError("Cannot inherit from plain Generic")
    parameters = ()
    if bases:
        parameters = _parameters_of([base for base in bases if isinstance(base, (_Alias, _GenericAlias_native))])
        explicit = None
        for base in bases:
            if isinstance(base, _Alias) and _is_root(base.__origin__):
                if explicit is not None and base.__origin__ is Generic:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                explicit = base.__parameters__
        if explicit is not None:
            missing = [p for p in parameters if p not in explicit]
            if missing:
                raise TypeError(f"Some type variables ({', '.join(map(str, missing))}) are not listed in Generic["
                                f"{', '.join(map(str, explicit))}]")
            parameters = explicit
    cls.__parameters__ = tuple(parameters)


class Generic:
    """A base of generic classes."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        return _generic_class_getitem(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        _init_generic_subclass(cls)


T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
AnyStr = TypeVar("AnyStr", bytes, str)

List = _SpecialGenericAlias(list, "List", 1)
Dict = _SpecialGenericAlias(dict, "Dict", 2)
Set = _SpecialGenericAlias(set, "Set", 1)
FrozenSet = _SpecialGenericAlias(frozenset, "FrozenSet", 1)
Type = _SpecialGenericAlias(type, "Type", 1)
Tuple = _TupleType(tuple, "Tuple", -1)
Text = str
TYPE_CHECKING = False


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated functions "
                              "outside a stub module should always be followed by an implementation that is not "
                              "@overload-ed.")


def overload(func):
    """A decorator of one of several signatures."""
    func = getattr(func, "__func__", func)
    known = _overloads.setdefault((func.__module__, func.__qualname__), {})
    known[getattr(getattr(func, "__code__", None), "co_firstlineno", None)] = func
    return _overload_dummy


def final(f):
    """A decorator: not to be overridden or subclassed."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    """A decorator: overrides a method of a base class."""
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, frozen_default=False,
                        field_specifiers=(), **kwargs):
    """A decorator: makes classes behave as data classes for checkers."""
    def decorate(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "frozen_default": frozen_default, "field_specifiers": field_specifiers, "kwargs": kwargs}
        return cls_or_fn

    return decorate


__all__ = ["Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic", "Literal",
           "Optional", "ParamSpec", "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple", "Union", "AbstractSet",
           "ByteString", "Container", "ContextManager", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView",
           "Mapping", "MappingView", "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Sized",
           "ValuesView", "Awaitable", "AsyncIterator", "AsyncIterable", "Coroutine", "Collection", "AsyncGenerator",
           "Reversible", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex",
           "SupportsInt", "SupportsRound", "ChainMap", "Counter", "Deque", "Dict", "DefaultDict", "List",
           "OrderedDict", "Set", "FrozenSet", "NamedTuple", "TypedDict", "Generator", "IO", "TextIO", "BinaryIO",
           "Match", "Pattern", "AnyStr", "assert_type", "assert_never", "cast", "clear_overloads",
           "dataclass_transform", "final", "get_args", "get_origin", "get_overloads", "get_protocol_members",
           "get_type_hints", "is_protocol", "is_typeddict", "LiteralString", "Never", "NewType", "no_type_check",
           "NoDefault", "NoReturn", "NotRequired", "overload", "override", "ParamSpecArgs", "ParamSpecKwargs",
           "ReadOnly", "Required", "reveal_type", "runtime_checkable", "Self", "Text", "TYPE_CHECKING", "TypeAlias",
           "TypeGuard", "TypeIs", "TypeAliasType", "Unpack"]
