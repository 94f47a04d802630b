"""The signatures of callables: what inspect.signature() makes."""

import types
from collections import OrderedDict, namedtuple
from enum import IntEnum
from inspect import CO_VARARGS, CO_VARKEYWORDS, get_annotations, isfunction, unwrap

_missing = object()


class _empty:
    """Stands for what is not there."""

    __module__ = "inspect"


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """The text of an annotation."""
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class _ParameterKind(IntEnum):
    __module__ = "inspect"

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"

    def __new__(cls, description):
        kind = int.__new__(cls, len(cls.__members__))
        kind._value_, kind.description = len(cls.__members__), description
        return kind

    def __str__(self):
        return self.name


class Parameter:
    """One parameter of a signature."""

    __module__ = "inspect"
    __slots__ = ("_name", "_kind", "_default", "_annotation")
    POSITIONAL_ONLY = _ParameterKind.POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _ParameterKind.POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _ParameterKind.VAR_POSITIONAL
    KEYWORD_ONLY = _ParameterKind.KEYWORD_ONLY
    VAR_KEYWORD = _ParameterKind.VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        if default is not _empty and kind in (2, 4):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    @property
    def name(self):
        return self._name

    @property
    def kind(self):
        return self._kind

    @property
    def default(self):
        return self._default

    @property
    def annotation(self):
        return self._annotation

    def replace(self, *, name=_missing, kind=_missing, annotation=_missing, default=_missing):
        """A parameter with some parts changed."""
        return type(self)(self._name if name is _missing else name, self._kind if kind is _missing else kind,
                          default=self._default if default is _missing else default,
                          annotation=self._annotation if annotation is _missing else annotation)

    __replace__ = replace

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += f": {formatannotation(self._annotation)}"
        if self._default is not _empty:
            text += f" = {self._default!r}" if self._annotation is not _empty else f"={self._default!r}"
        return {2: "*", 4: "**"}.get(int(self._kind), "") + text

    def __repr__(self):
        return f'<{self.__class__.__name__} "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name, self._kind, self._default, self._annotation) == (other._name, other._kind, other._default,
                                                                             other._annotation)

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation))


class BoundArguments:
    """Arguments by parameter."""

    __module__ = "inspect"
    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    @property
    def args(self):
        result = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (3, 4) or name not in self.arguments:
                break
            if parameter.kind == 2:
                result.extend(self.arguments[name])
            else:
                result.append(self.arguments[name])
        return tuple(result)

    @property
    def kwargs(self):
        result, started = {}, False
        for name, parameter in self._signature.parameters.items():
            if not started and (parameter.kind in (3, 4) or name not in self.arguments):
                started = True
            if not started or name not in self.arguments:
                continue
            if parameter.kind == 4:
                result.update(self.arguments[name])
            else:
                result[name] = self.arguments[name]
        return result

    def apply_defaults(self):
        """Fills in what was not given."""
        result = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                result[name] = self.arguments[name]
            elif parameter.default is not _empty:
                result[name] = parameter.default
            elif parameter.kind == 2:
                result[name] = ()
            elif parameter.kind == 4:
                result[name] = {}
        self.arguments = result

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        return (f"<{self.__class__.__name__} "
                f"({', '.join(f'{name}={value!r}' for name, value in self.arguments.items())})>")


class Signature:
    """The parameters and the result of a callable."""

    __module__ = "inspect"
    __slots__ = ("_parameters", "_return_annotation")
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        parameters = list(parameters or ())
        if __validate_parameters__:
            self._check(parameters)
        self._parameters = OrderedDict((parameter.name, parameter) for parameter in parameters)
        self._return_annotation = return_annotation

    @staticmethod
    def _check(parameters):
        """Refuses parameters in an order, with a name or without a default that no function can have."""
        kind, has_default, names = _ParameterKind.POSITIONAL_ONLY, False, set()
        for parameter in parameters:
            if parameter.kind < kind:
                raise ValueError(f"wrong parameter order: {kind.description} parameter before "
                                 f"{parameter.kind.description} parameter")
            kind = parameter.kind
            if kind in (0, 1):
                if has_default and parameter.default is _empty:
                    raise ValueError("non-default argument follows default argument")
                has_default = parameter.default is not _empty
            if parameter.name in names:
                raise ValueError(f"duplicate parameter name: {parameter.name!r}")
            names.add(parameter.name)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of a callable."""
        made = signature(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str)
        return cls(made.parameters.values(), return_annotation=made.return_annotation)

    @property
    def parameters(self):
        return types.MappingProxyType(self._parameters)

    @property
    def return_annotation(self):
        return self._return_annotation

    def replace(self, *, parameters=_missing, return_annotation=_missing):
        """A signature with some parts changed."""
        return type(self)(self._parameters.values() if parameters is _missing else parameters,
                          return_annotation=self._return_annotation if return_annotation is _missing
                          else return_annotation)

    __replace__ = replace

    def _bind(self, args, kwargs, partial):
        arguments = {}
        args = list(args)
        kwargs = dict(kwargs)
        takes_rest, optional = None, False
        for name, parameter in self._parameters.items():
            kind = parameter.kind
            if kind == 2:
                optional = True
                if args:
                    arguments[name] = tuple(args)
                    args = []
            elif kind == 4:
                takes_rest = name
            elif args and kind != 3:
                if name in kwargs and kind != 0:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = args.pop(0)
            elif name in kwargs and kind != 0:
                arguments[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partial:
                kind_text = " keyword-only" if kind == 3 and not optional else ""
                raise TypeError(f"missing a required{kind_text} argument: {name!r}")
            else:
                optional = True
        if args:
            raise TypeError("too many positional arguments")
        if kwargs:
            if takes_rest is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            arguments[takes_rest] = kwargs
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Arguments by parameter."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        """Some arguments by parameter."""
        return self._bind(args, kwargs, True)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return list(self._parameters.values()) == list(other._parameters.values()) and \
            self._return_annotation == other._return_annotation

    def __hash__(self):
        return hash(tuple(self._parameters.values()))

    def __repr__(self):
        return f"<{self.__class__.__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        """The signature as text."""
        parts, positional_only, star = [], False, False
        for parameter in self._parameters.values():
            if parameter.kind == 0:
                positional_only = True
            elif positional_only:
                parts.append("/")
                positional_only = False
            if parameter.kind == 2:
                star = True
            elif parameter.kind == 3 and not star:
                parts.append("*")
                star = True
            parts.append(str(parameter))
        if positional_only:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(parts) + "\n)"
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text


def _of_function(func, annotations=None):
    if annotations is None:
        annotations = func.__annotations__
    code = func.__code__
    names = code.co_varnames
    positional, keyword = code.co_argcount, code.co_kwonlyargcount
    defaults = func.__defaults__ or ()
    keyword_defaults = func.__kwdefaults__ or {}
    parameters = []
    first_default = positional - len(defaults)
    for i, name in enumerate(names[:positional]):
        kind = 0 if i < code.co_posonlyargcount else 1
        default = defaults[i - first_default] if i >= first_default else _empty
        parameters.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))
    place = positional + keyword
    if code.co_flags & CO_VARARGS:
        name = names[place]
        parameters.append(Parameter(name, 2, annotation=annotations.get(name, _empty)))
        place += 1
    for name in names[positional:positional + keyword]:
        parameters.append(Parameter(name, 3, default=keyword_defaults.get(name, _empty),
                                    annotation=annotations.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        name = names[place]
        parameters.append(Parameter(name, 4, annotation=annotations.get(name, _empty)))
    return Signature(parameters, return_annotation=annotations.get("return", _empty))


def _of_text(text):
    """The signature of a native function, from its __text_signature__."""
    text = text.replace("$self, ", "").replace("$self", "").replace("$module, ", "").replace("$module", "")
    scope = {}
    exec(f"def f{text}: pass", scope)
    return _of_function(scope["f"])


def _without_first(sig):
    parameters = list(sig.parameters.values())
    if parameters and parameters[0].kind in (0, 1):
        parameters = parameters[1:]
    return sig.replace(parameters=parameters)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a callable."""
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    options = {"follow_wrapped": follow_wrapped, "globals": globals, "locals": locals, "eval_str": eval_str}
    if isinstance(obj, types.MethodType):
        return _without_first(signature(obj.__func__, **options))
    if follow_wrapped and hasattr(obj, "__wrapped__"):
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__"))
        if isinstance(obj, types.MethodType):
            return signature(obj, **options)
    stated = getattr(obj, "__signature__", None)
    if isinstance(stated, Signature):
        return stated
    if isfunction(obj):
        return _of_function(obj, get_annotations(obj, globals=globals, locals=locals, eval_str=eval_str))
    if hasattr(obj, "func") and hasattr(obj, "keywords") and hasattr(obj, "args"):
        return _of_partial(obj, options)
    if isinstance(obj, type):
        return _of_class(obj, options)
    text = getattr(obj, "__text_signature__", None)
    if text:
        return _of_text(text)
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_of_function(call))
    raise ValueError(f"no signature found for builtin {obj!r}")


def _of_partial(obj, options):
    sig = signature(obj.func, **options)
    parameters, given, keyword_only = [], len(obj.args), False
    for parameter in sig.parameters.values():
        if parameter.kind in (0, 1) and given:
            given -= 1
            continue
        if parameter.name in obj.keywords and parameter.kind in (1, 3):
            parameter = parameter.replace(default=obj.keywords[parameter.name], kind=3)
            keyword_only = True
        elif keyword_only and parameter.kind == 1:
            parameter = parameter.replace(kind=3)
        elif keyword_only and parameter.kind == 2:
            continue
        parameters.append(parameter)
    return sig.replace(parameters=parameters)


def _of_class(cls, options):
    meta_call = type(cls).__dict__.get("__call__") if type(cls) is not type else None
    if isfunction(meta_call):
        return _without_first(_of_function(meta_call))
    for base in cls.__mro__:
        for name in ("__new__", "__init__"):
            found = base.__dict__.get(name)
            found = getattr(found, "__func__", found)
            if isfunction(found):
                return _without_first(signature(found, **options))
    if cls.__init__ is object.__init__ and cls.__new__ is object.__new__:
        return Signature()
    raise ValueError(f"no signature found for builtin type {cls!r}")


FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations",
                         module="inspect")


def getfullargspec(func):
    """The names and defaults of a function's parameters."""
    try:
        sig = signature(func, follow_wrapped=False)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, varargs, varkw, defaults, kwonly, kwdefaults, annotations = [], None, None, [], [], {}, {}
    if sig.return_annotation is not _empty:
        annotations["return"] = sig.return_annotation
    if isinstance(func, types.MethodType):
        args.append(func.__func__.__code__.co_varnames[0])
    for parameter in sig.parameters.values():
        if parameter.kind in (0, 1):
            args.append(parameter.name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        elif parameter.kind == 2:
            varargs = parameter.name
        elif parameter.kind == 3:
            kwonly.append(parameter.name)
            if parameter.default is not _empty:
                kwdefaults[parameter.name] = parameter.default
        else:
            varkw = parameter.name
        if parameter.annotation is not _empty:
            annotations[parameter.name] = parameter.annotation
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    """Arguments by parameter; those that collect others come before the keyword-only ones, and defaults last."""
    sig = signature(func)
    bound = sig.bind(*positional, **named)
    given = dict(bound.arguments)
    if isinstance(func, types.MethodType):
        given = {func.__func__.__code__.co_varnames[0]: func.__self__, **given}
    bound.apply_defaults()
    kinds = {name: parameter.kind for name, parameter in sig.parameters.items()}
    result = {name: value for name, value in given.items() if kinds.get(name, 0) in (0, 1)}
    result |= {name: value for name, value in bound.arguments.items() if kinds[name] in (2, 4)}
    return result | {name: value for name, value in {**given, **bound.arguments}.items() if name not in result}
