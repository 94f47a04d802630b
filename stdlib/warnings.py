"""Warnings: messages that do not stop the program."""

import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
           "catch_warnings", "deprecated"]

# (action, message pattern or None, category, module pattern or None, line), the first that fits decides.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
_defaultaction = "default"
_onceregistry = {}
# Every change of the filters starts the memory of what was shown anew.
_version = [0]
_shown = {}
_compiled = {}


class WarningMessage:
    """What catch_warnings(record=True) collects."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning: where it comes from, and the source line."""
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        from linecache import getline

        line = getline(filename, lineno)
    if line:
        text += f"  {line.strip()}\n"
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning to a file object, standard error by default."""
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


_original_showwarning = showwarning


def _check_category(category):
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'"
                        if not isinstance(category, type) else
                        f"category must be a Warning subclass, not '{category.__name__}'")


_ACTIONS = ("error", "ignore", "always", "all", "default", "module", "once")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Adds a filter whose message and module are regular expressions."""
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    if message or module:
        import re

        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _add_filter(action, message or None, category, module or None, lineno, append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Adds a filter for a category."""
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add_filter(action, None, category, None, lineno, append)


def _add_filter(*item, append=False):
    *item, append = item
    item = tuple(item)
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def _filters_mutated():
    _version[0] += 1
    _shown.clear()
    _compiled.clear()


def resetwarnings():
    """Removes all filters."""
    filters[:] = []
    _filters_mutated()


def _fits(pattern, text):
    if pattern is None:
        return True
    if isinstance(pattern, str):
        return pattern == text
    return pattern.match(text) is not None


def _user_frame(level):
    """The frame that a warning is blamed on."""
    try:
        return sys._getframe(level + 1)
    except ValueError:
        return None


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Gives a warning for the line that is `stacklevel` calls out."""
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    _check_category(category)
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError(f"warn() argument 'skip_file_prefixes' must be tuple, not {type(skip_file_prefixes).__name__}")
    frame = _user_frame(max(stacklevel, 2 if skip_file_prefixes else 1))
    while frame is not None and skip_file_prefixes and frame.f_code.co_filename.startswith(skip_file_prefixes):
        frame = frame.f_back
    if frame is None:
        filename, lineno, module = "<sys>", 0, "sys"
    else:
        filename, lineno = frame.f_code.co_filename, frame.f_lineno
        module = frame.f_globals.get("__name__", "<string>")
    warn_explicit(message, category, filename, lineno, module, _shown, None, source)


def _warn_syntax(message, filename, lineno, line, once):
    """Gives a warning of the lexer or of the compiler; the latter's are shown once for a line number."""
    if _filtered(message, SyntaxWarning, filename, lineno, None, _compiled if once else None):
        _deliver(WarningMessage(SyntaxWarning(message), SyntaxWarning, filename, lineno, line=line))


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """Gives a warning for a place."""
    if isinstance(message, Warning):
        category = message.__class__
    else:
        message = category(message)
    if _filtered(message, category, filename, lineno, module, registry):
        _deliver(WarningMessage(message, category, filename, lineno, source=source))


def _filtered(message, category, filename, lineno, module, registry):
    """Whether the filters let a warning be shown; raises it where they say so."""
    if module is None:
        module = filename[:-3] if filename.endswith(".py") else filename or "<unknown>"
    text = str(message)
    action = _defaultaction
    for item in filters:
        kind, pattern, wanted, where, line = item
        if _fits(pattern, text) and issubclass(category, wanted) and _fits(where, module) and line in (0, lineno):
            action = kind
            break
    if action == "ignore":
        return False
    if action == "error":
        raise message if isinstance(message, Warning) else category(message)
    if action not in ("always", "all"):
        where = lineno if registry is _compiled else (filename, lineno)
        key = {"once": (text, category), "module": (filename, text, category)}.get(action, (text, category, where))
        registry = _onceregistry if action == "once" and registry is None else registry
        if registry is not None:
            if key in registry:
                return False
            registry[key] = True
    return True


_recorder = [None]


def _deliver(msg):
    if showwarning is not _original_showwarning:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    elif _recorder[0] is not None:
        _recorder[0](msg)
    else:
        _original_showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


class catch_warnings:
    """Restores filters and showwarning() at the end; may collect the warnings in a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        return f"catch_warnings({'record=True' if self._record else ''})"

    def __enter__(self):
        global showwarning
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._saved = filters[:], showwarning, _recorder[0]
        _filters_mutated()
        log = None
        if self._record:
            log = []
            _recorder[0] = log.append
            showwarning = _original_showwarning
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        global showwarning
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        filters[:], showwarning, _recorder[0] = self._saved
        _filters_mutated()


class deprecated:
    """A decorator: using the function or class gives a DeprecationWarning."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        from functools import wraps

        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            original = arg.__new__

            def __new__(cls, /, *args, **kwargs):
                if cls is arg:
                    warn(message, category=category, stacklevel=stacklevel + 1)
                if original is not object.__new__:
                    return original(cls, *args, **kwargs)
                return object.__new__(cls)

            arg.__new__ = staticmethod(__new__)
            arg.__deprecated__ = message
            return arg

        @wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper
