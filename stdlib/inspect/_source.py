"""The source of functions and classes of the program."""

import ast
import sys
from inspect import _behind, getfile, isclass, iscode, ismodule, unwrap


def getsourcefile(object):
    """The file that an object was defined in."""
    return getfile(object)


def _code(object):
    """The code that an object stands for; None for modules and classes."""
    found = _behind(object)
    return found if iscode(found) else None


def _text(object):
    """The text of the file that an object was defined in."""
    code = _code(object)
    if code is None and isclass(object) and object.__module__ in sys.modules:
        codes = [_code(value) for value in vars(object).values()] + [_running(object.__module__)]
        code = next((found for found in codes if found is not None), None)
    elif code is None:
        code = _running(object.__name__)
    text = sys._code_source(code) if code is not None else None
    if text is not None:
        return text
    if code is not None and not code.co_filename.startswith("<"):
        from _types import refuse

        refuse("inspect.getsource of the library")
    raise OSError("could not get source code")


def _running(name):
    """The code of a running module of a name."""
    frame = sys._getframe(0)
    while frame is not None:
        if frame.f_globals.get("__name__") == name and frame.f_code.co_name == "<module>":
            return frame.f_code
        frame = frame.f_back
    return None


def findsource(object):
    """The lines of the file of an object, and the index of its first line."""
    getfile(object)
    lines = _text(object).splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if ismodule(object):
        return lines, 0
    first = object.__firstlineno__ if isclass(object) else _code(object).co_firstlineno
    if not 0 < first <= len(lines):
        raise OSError("lineno is out of bounds")
    return lines, first - 1


def getblock(lines):
    """The lines of the definition or the statement that begins with the first line."""
    tree, kept = None, len(lines)
    margin = indentsize(lines[0])
    text = "".join(line[min(margin, len(line) - len(line.lstrip(" \t"))):] for line in lines)
    while tree is None and kept:
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            # What stands behind the block belongs to an outer one, or is not Python.
            kept = min(kept - 1, (error.lineno or kept) - 1)
            text = "".join(text.splitlines(keepends=True)[:kept])
    if tree is None or not tree.body:
        return lines[:1]
    return lines[:tree.body[0].end_lineno]


def getsourcelines(object):
    """The lines of an object, and the number of the first one."""
    object = unwrap(object)
    lines, start = findsource(object)
    if ismodule(object):
        return lines, 0
    code = _code(object)
    if code is not None and code.co_name == "<module>":
        return lines, 0
    return getblock(lines[start:]), start + 1


def getsource(object):
    """The text of an object."""
    return "".join(getsourcelines(object)[0])


def indentsize(line):
    """The width of a line's indentation."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def getcomments(object):
    """The comment lines right above an object; at the top of a file those of a module."""
    try:
        lines, start = findsource(object)
    except (OSError, TypeError):
        return None
    found = []
    if ismodule(object):
        start = 1 if lines and lines[0].startswith("#!") else 0
        while start < len(lines) and lines[start].strip() in ("", "#"):
            start += 1
        while start < len(lines) and lines[start].startswith("#"):
            found.append(lines[start].expandtabs())
            start += 1
    else:
        margin = indentsize(lines[start])
        while start > 0 and lines[start - 1].lstrip().startswith("#") and indentsize(lines[start - 1]) == margin:
            start -= 1
            found.insert(0, lines[start].expandtabs().lstrip())
    return "".join(found) or None
