"""Looks at functions, classes and frames."""

import sys
import types

__all__ = ["signature", "Signature", "Parameter", "BoundArguments", "getdoc", "cleandoc", "getmembers", "ismodule",
           "isclass", "isfunction", "ismethod", "isbuiltin", "isroutine", "isgenerator", "isgeneratorfunction",
           "iscoroutinefunction", "isabstract", "getmro", "getfullargspec", "currentframe", "stack", "getmodule",
           "getsource", "unwrap", "ismethoddescriptor", "isdatadescriptor", "getattr_static"]

CO_VARARGS, CO_VARKEYWORDS, CO_GENERATOR, CO_COROUTINE = 4, 8, 32, 128


class _Empty:
    """Stands for what is not there."""


_empty = _Empty
_Empty.__name__ = _Empty.__qualname__ = "_empty"


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isframe(object):
    return isinstance(object, types.FrameType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def _has_flag(object, flag):
    while ismethod(object) or hasattr(object, "func") and hasattr(object, "keywords"):
        object = object.__func__ if ismethod(object) else object.func
    return isfunction(object) and bool(object.__code__.co_flags & flag)


def isgeneratorfunction(object):
    return _has_flag(object, CO_GENERATOR)


def iscoroutinefunction(object):
    return _has_flag(object, CO_COROUTINE)


def iscoroutine(object):
    return False


def isawaitable(object):
    return hasattr(type(object), "__await__")


def isasyncgen(object):
    return False


isasyncgenfunction = isasyncgen


def isabstract(object):
    """Whether a class has abstract methods."""
    return isclass(object) and bool(getattr(object, "__abstractmethods__", None))


def getmro(cls):
    """The classes that attributes are looked up in."""
    return cls.__mro__


def getmembers(object, predicate=None):
    """The sorted (name, value) pairs of an object's attributes."""
    result = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            for base in getattr(object, "__mro__", ()):
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            result.append((name, value))
    result.sort(key=lambda pair: pair[0])
    return result


_static = object()


def getattr_static(obj, attr, default=_static):
    """An attribute without descriptors and __getattr__."""
    if not isinstance(obj, type):
        names = getattr(obj, "__dict__", {})
        if attr in names:
            return names[attr]
    for base in (obj if isinstance(obj, type) else type(obj)).__mro__:
        if attr in base.__dict__:
            return base.__dict__[attr]
    if default is _static:
        raise AttributeError(attr)
    return default


def cleandoc(doc):
    """A docstring without the indentation of its lines."""
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()), default=0)
    lines = [lines[0].lstrip(" ")] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """The documentation of an object, its own or inherited."""
    doc = getattr(object, "__doc__", None)
    if doc is None and isclass(object):
        for base in object.__mro__[1:]:
            if base is not type and base.__dict__.get("__doc__") is not None:
                doc = base.__doc__
                break
    if doc is None and ismethod(object):
        for base in type(object.__self__).__mro__:
            found = base.__dict__.get(object.__func__.__name__)
            if getattr(found, "__doc__", None):
                doc = found.__doc__
                break
    return cleandoc(doc) if isinstance(doc, str) else None


def getmodule(object, _filename=None):
    """The module that an object belongs to."""
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def getmodulename(path):
    name = path.rsplit("/", 1)[-1]
    return name[:-3] if name.endswith(".py") else None


def getfile(object):
    """The file that an object was defined in."""
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    if ismodule(object) and getattr(object, "__file__", None):
        return object.__file__
    raise TypeError(f"module, class, method, function, traceback, frame, or code object was expected, got "
                    f"{type(object).__name__}")


getsourcefile = getfile


def _refuse(name):
    def refused(*args, **kwargs):
        from _types import refuse

        refuse(f"inspect.{name}")

    refused.__name__ = name
    return refused


getsource = _refuse("getsource")
getsourcelines = _refuse("getsourcelines")
getcomments = _refuse("getcomments")


def unwrap(func, *, stop=None):
    """The function behind wrappers."""
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def formatannotation(annotation, base_module=None, **kwargs):
    """The text of an annotation."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class _ParameterKind(int):
    @property
    def name(self):
        return ("POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY", "VAR_KEYWORD")[self]

    @property
    def description(self):
        return ("positional-only", "positional or keyword", "variadic positional", "keyword-only",
                "variadic keyword")[self]

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"


class Parameter:
    """One parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")
    POSITIONAL_ONLY = _ParameterKind(0)
    POSITIONAL_OR_KEYWORD = _ParameterKind(1)
    VAR_POSITIONAL = _ParameterKind(2)
    KEYWORD_ONLY = _ParameterKind(3)
    VAR_KEYWORD = _ParameterKind(4)
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        kind = _ParameterKind(kind)
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

    def replace(self, *, name=_static, kind=_static, annotation=_static, default=_static):
        """A parameter with some parts changed."""
        return type(self)(self._name if name is _static else name, self._kind if kind is _static else kind,
                          default=self._default if default is _static else default,
                          annotation=self._annotation if annotation is _static else annotation)

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

    __slots__ = ("_parameters", "_return_annotation")
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        self._parameters = {p.name: p for p in parameters or ()}
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, **kwargs):
        return signature(obj)

    @property
    def parameters(self):
        return types.MappingProxyType(self._parameters)

    @property
    def return_annotation(self):
        return self._return_annotation

    def replace(self, *, parameters=_static, return_annotation=_static):
        """A signature with some parts changed."""
        return type(self)(self._parameters.values() if parameters is _static else parameters,
                          return_annotation=self._return_annotation if return_annotation is _static
                          else return_annotation)

    __replace__ = replace

    def _bind(self, args, kwargs, partial):
        arguments = {}
        args = list(args)
        kwargs = dict(kwargs)
        takes_rest = None
        for name, parameter in self._parameters.items():
            kind = parameter.kind
            if kind == 2:
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
                kind_text = " keyword-only" if kind == 3 else ""
                raise TypeError(f"missing a required{kind_text} argument: {name!r}")
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
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text


def _of_function(func):
    code = func.__code__
    names = code.co_varnames
    positional, keyword = code.co_argcount, code.co_kwonlyargcount
    annotations = func.__annotations__
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
    if ismethod(obj):
        return _without_first(signature(obj.__func__))
    if follow_wrapped and hasattr(obj, "__wrapped__"):
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__"))
        if ismethod(obj):
            return signature(obj)
    stated = getattr(obj, "__signature__", None)
    if isinstance(stated, Signature):
        return stated
    if isfunction(obj):
        return _of_function(obj)
    if hasattr(obj, "func") and hasattr(obj, "keywords") and hasattr(obj, "args"):
        return _of_partial(obj)
    if isinstance(obj, type):
        return _of_class(obj)
    text = getattr(obj, "__text_signature__", None)
    if text:
        return _of_text(text)
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_of_function(call))
    raise ValueError(f"no signature found for builtin {obj!r}")


def _of_partial(obj):
    sig = signature(obj.func)
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


def _of_class(cls):
    meta_call = type(cls).__dict__.get("__call__") if type(cls) is not type else None
    if isfunction(meta_call):
        return _without_first(_of_function(meta_call))
    for base in cls.__mro__:
        for name in ("__new__", "__init__"):
            found = base.__dict__.get(name)
            found = getattr(found, "__func__", found)
            if isfunction(found):
                return _without_first(signature(found))
    if cls.__init__ is object.__init__ and cls.__new__ is object.__new__:
        return Signature()
    raise ValueError(f"no signature found for builtin type {cls!r}")


def getfullargspec(func):
    """The names and defaults of a function's parameters."""
    from collections import namedtuple

    sig = signature(func)
    made = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations",
                      module="inspect")
    args, varargs, varkw, defaults, kwonly, kwdefaults, annotations = [], None, None, [], [], {}, {}
    if sig.return_annotation is not _empty:
        annotations["return"] = sig.return_annotation
    if ismethod(func):
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
    return made(args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    """Arguments by parameter."""
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return bound.arguments


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


def stack(context=1):
    """The frames that are running, the innermost first."""
    from collections import namedtuple

    made = namedtuple("FrameInfo", "frame filename lineno function code_context index", module="inspect")
    frame, result = sys._getframe(1), []
    while frame is not None:
        result.append(made(frame, frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, None, None))
        frame = frame.f_back
    return result


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of an object itself."""
    if isinstance(obj, type):
        found = obj.__dict__.get("__annotations__", {})
    else:
        found = getattr(obj, "__annotations__", {}) or {}
    if not eval_str:
        return dict(found)
    scope = globals if globals is not None else getattr(obj, "__globals__", None) or \
        getattr(sys.modules.get(getattr(obj, "__module__", None)), "__dict__", {})
    return {name: eval(value, scope, locals) if isinstance(value, str) else value for name, value in found.items()}
