"""The rarer parts of inspect: frames, closures, states of generators, kinds of attributes."""

import builtins
import sys
from collections import namedtuple
from inspect import (CO_VARARGS, CO_VARKEYWORDS, GEN_CLOSED, GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, getmro,
                     isfunction, ismethod, istraceback)

Attribute = namedtuple("Attribute", "name kind defining_class object", module="inspect")
ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound", module="inspect")
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals", module="inspect")
Traceback = namedtuple("Traceback", "filename lineno function code_context index", module="inspect")
FrameInfo = namedtuple("FrameInfo", "frame filename lineno function code_context index", module="inspect")


def getframeinfo(frame, context=1):
    """Where a frame or a traceback stands, with so many lines around."""
    number = frame.f_lineno
    if istraceback(frame):
        number, frame = frame.tb_lineno, frame.tb_frame
    lines = index = None
    text = sys._code_source(frame.f_code) if context > 0 else None
    if text is not None:
        known = text.splitlines(keepends=True)
        start = max(0, min(number - 1 - context // 2, len(known) - context))
        lines, index = known[start:start + context], number - 1 - start
    return Traceback(frame.f_code.co_filename, number, frame.f_code.co_name, lines, index)


def getouterframes(frame, context=1):
    """A frame and those that called it."""
    found = []
    while frame is not None:
        found.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    """The frames of a traceback."""
    found = []
    while tb is not None:
        found.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
        tb = tb.tb_next
    return found


def stack(context=1):
    """The frames that are running, the innermost first."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """The frames of the exception that is being handled."""
    error = sys.exception()
    return getinnerframes(None if error is None else error.__traceback__, context)


def getargvalues(frame):
    """The arguments of a frame's function."""
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount
    names = list(code.co_varnames)
    varargs = names[count] if code.co_flags & CO_VARARGS else None
    keywords = names[count + bool(varargs)] if code.co_flags & CO_VARKEYWORDS else None
    return ArgInfo(names[:count], varargs, keywords, frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: "*" + name,
                    formatvarkw=lambda name: "**" + name, formatvalue=lambda value: "=" + repr(value)):
    """The arguments of a frame's function as text."""
    parts = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        parts.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        parts.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return f"({', '.join(parts)})"


def getgeneratorstate(generator):
    """Whether a generator is new, running, waiting or done."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getgeneratorlocals(generator):
    """The variables of a generator."""
    frame = generator.gi_frame
    return {} if frame is None else frame.f_locals


def getclosurevars(func):
    """What the names in a function stand for."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code, scope = func.__code__, func.__globals__
    outer = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    found, built_in, unbound = {}, {}, set()
    for name in code.co_names:
        if name in scope:
            found[name] = scope[name]
        elif hasattr(builtins, name):
            built_in[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return ClosureVars(outer, found, built_in, unbound)


def classify_class_attrs(cls):
    """The attributes of a class, with what kind each is and where it comes from."""
    found = []
    for name in sorted(set(dir(cls)) | set(dir(type(cls))) - {"__abstractmethods__"}):
        base = next((base for base in getmro(cls) + getmro(type(cls)) if name in base.__dict__), None)
        if base is None:
            continue
        value = base.__dict__[name]
        if isinstance(value, (staticmethod, type(dict.__new__))) and not isinstance(value, type(dict.fromkeys)):
            kind = "static method"
        elif isinstance(value, (classmethod, type(dict.__dict__["fromkeys"]))):
            kind = "class method"
        elif isinstance(value, property):
            kind = "property"
        else:
            kind = "method" if callable(value) and not isinstance(value, type) else "data"
        kept = value if kind in ("property", "static method", "class method") else getattr(cls, name, value)
        found.append(Attribute(name, kind, base, kept))
    return found


def getclasstree(classes, unique=False):
    """Classes with their bases, as lists within lists of those that derive from them."""
    children, roots = {}, []
    for cls in classes:
        for parent in cls.__bases__:
            inner = children.setdefault(parent, [])
            if cls not in inner:
                inner.append(cls)
            if unique and parent in classes:
                break
        if not cls.__bases__ and cls not in roots:
            roots.append(cls)
    roots += [parent for parent in children if parent not in classes]
    return walktree(roots, children, None)


def walktree(classes, children, parent):
    """The tree of classes below a parent."""
    tree = []
    for cls in sorted(classes, key=lambda cls: (cls.__module__, cls.__name__)):
        tree.append((cls, cls.__bases__))
        if cls in children:
            tree.append(walktree(children[cls], children, cls))
    return tree
