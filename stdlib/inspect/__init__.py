"""Looks at functions, classes and frames."""

import sys
import types

# What is loaded when it is first named, and where it stands.
_LAZY = {
    "_signature": ("signature", "Signature", "Parameter", "BoundArguments", "_ParameterKind", "_empty",
                   "formatannotation", "getfullargspec", "getcallargs", "FullArgSpec"),
    "_source": ("getsource", "getsourcelines", "getsourcefile", "findsource", "getcomments", "getblock", "indentsize"),
    "_rarer": ("classify_class_attrs", "Attribute", "getclosurevars", "ClosureVars", "getgeneratorstate",
               "getgeneratorlocals", "getframeinfo", "Traceback", "FrameInfo", "stack", "trace", "getouterframes",
               "getinnerframes", "getargvalues", "ArgInfo", "formatargvalues", "getclasstree", "walktree"),
}

__all__ = ["CO_GENERATOR", "CO_COROUTINE", "CO_VARARGS", "CO_VARKEYWORDS", "CO_NESTED", "CO_NEWLOCALS",
           "CO_OPTIMIZED", "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED", "cleandoc", "currentframe",
           "get_annotations", "getattr_static", "getdoc", "getfile", "getmembers", "getmembers_static", "getmodule",
           "getmodulename", "getmro", "isabstract", "isasyncgen", "isasyncgenfunction", "isawaitable", "isbuiltin",
           "isclass", "iscode", "iscoroutine", "iscoroutinefunction", "isdatadescriptor", "isframe", "isfunction",
           "isgenerator", "isgeneratorfunction", "isgetsetdescriptor", "ismemberdescriptor", "ismethod",
           "ismethoddescriptor", "ismethodwrapper", "ismodule", "isroutine", "istraceback", "unwrap",
           *(name for names in _LAZY.values() for name in names if name[0] != "_")]

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR, CO_COROUTINE = 1, 2, 4, 8, 16, 32, 128
GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"


def __getattr__(name):
    for module, names in _LAZY.items():
        if name in names:
            value = globals()[name] = getattr(__import__(f"inspect.{module}", None, None, [name]), name)
            return value
    from _modules import _missing

    raise _missing("inspect", name)


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


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


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


def getmembers_static(object, predicate=None):
    """The sorted (name, value) pairs of an object's attributes, found without running any of its code."""
    pairs = ((name, getattr_static(object, name)) for name in sorted(dir(object)))
    return [(name, value) for name, value in pairs if predicate is None or predicate(value)]


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
    """The name of the module in a file."""
    name = path.rsplit("/", 1)[-1]
    return name[:-3] if name.endswith(".py") else None


def _behind(object):
    """The code of a method, function, traceback or frame; what has none is given as it is."""
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    return object


def getfile(object):
    """The file that an object was defined in."""
    object = _behind(object)
    if iscode(object):
        return object.co_filename
    if ismodule(object) and getattr(object, "__file__", None):
        return object.__file__
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    if ismodule(object):
        raise TypeError(f"{object!r} is a built-in module")
    raise TypeError(f"module, class, method, function, traceback, frame, or code object was expected, got "
                    f"{type(object).__name__}")


def unwrap(func, *, stop=None):
    """The function behind wrappers."""
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


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
