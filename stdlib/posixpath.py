"""Paths as texts."""

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix",
           "exists", "lexists", "isdir", "isfile", "islink", "expanduser", "expandvars", "normpath", "abspath",
           "realpath", "relpath", "commonpath", "curdir", "pardir", "sep", "pathsep", "altsep", "extsep", "devnull",
           "splitroot"]

curdir, pardir, extsep, sep, pathsep, defpath, altsep, devnull = ".", "..", ".", "/", ":", "/bin:/usr/bin", None, "/dev/null"


def _text(path):
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return method(path)


def _sep(path):
    return b"/" if isinstance(path, bytes) else "/"


def normcase(s):
    """The path as it is: upper and lower case differ."""
    return _text(s)


def isabs(s):
    """Whether a path begins at the root."""
    s = _text(s)
    return s.startswith(_sep(s))


def join(a, *p):
    """Joins parts; an absolute part starts anew."""
    path = _text(a)
    separator = _sep(path)
    for part in p:
        try:
            part = _text(part)
        except TypeError:
            raise TypeError(f"join() argument must be str, bytes, or os.PathLike object, not "
                            f"{part.__class__.__name__!r}") from None
        if isinstance(part, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(separator):
            path = part
        elif not path or path.endswith(separator):
            path += part
        else:
            path += separator + part
    return path


def split(p):
    """(head, tail): the tail holds no slash."""
    p = _text(p)
    separator = _sep(p)
    place = p.rfind(separator) + 1
    head, tail = p[:place], p[place:]
    if head and head != separator * len(head):
        head = head.rstrip(separator)
    return head, tail


def splitext(p):
    """(root, extension): the extension begins with the last dot."""
    p = _text(p)
    dot = b"." if isinstance(p, bytes) else "."
    slash, place = p.rfind(_sep(p)), p.rfind(dot)
    if place > slash:
        first = slash + 1
        while first < place:
            if p[first:first + 1] != dot:
                return p[:place], p[place:]
            first += 1
    return p, p[:0]


def splitdrive(p):
    """('', path)."""
    p = _text(p)
    return p[:0], p


def splitroot(p):
    """('', root, rest)."""
    p = _text(p)
    if not p.startswith("/"):
        return "", "", p
    if p.startswith("//") and not p.startswith("///"):
        return "", "//", p[2:]
    return "", "/", p[1:]


def basename(p):
    """The last part."""
    return split(p)[1]


def dirname(p):
    """All but the last part."""
    return split(p)[0]


def _mode(path, what):
    """The mode of a file, 0 where it is not there. Refused where the session has no files."""
    from _files import facts, stat

    try:
        if isinstance(path, int):
            return facts(path)[0]
        if not isinstance(path, (str, bytes)) and not hasattr(type(path), "__fspath__"):
            raise TypeError("stat: path should be string, bytes, os.PathLike or integer, not "
                            + type(path).__name__)
        path = _text(path)
        return stat(path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path, what)[0]
    except (OSError, ValueError):
        return 0


def exists(path):
    """Whether a path names something; links are not followed."""
    return _mode(path, "os.path.exists()") != 0


lexists = exists


def isdir(s):
    """Whether a path names a folder."""
    return _mode(s, "os.path.isdir()") & 0o170000 == 0o040000


def isfile(path):
    """Whether a path names a file."""
    return _mode(path, "os.path.isfile()") & 0o170000 == 0o100000


def islink(path):
    """Whether a path names a symbolic link."""
    return _mode(path, "os.path.islink()") & 0o170000 == 0o120000


def ismount(path):
    """Whether a path is the root: nothing else is a file system of its own."""
    return isdir(path) and abspath(path) == "/"


def isjunction(path):
    """Whether a path is a junction: there are none."""
    _text(path)
    return False


def _facts(filename):
    from os import stat

    return stat(filename)


def getsize(filename):
    """The bytes of a file."""
    return _facts(filename).st_size


def getmtime(filename):
    """When a file was written."""
    return _facts(filename).st_mtime


def getatime(filename):
    """When a file was read."""
    return _facts(filename).st_atime


def getctime(filename):
    """When a file was changed."""
    return _facts(filename).st_ctime


def expanduser(path):
    """~ as the home folder."""
    path = _text(path)
    if path == "~" or path.startswith("~/"):
        from os import environ

        return (environ["HOME"].rstrip("/") or "/") + path[1:] if "HOME" in environ else path
    return path


def expandvars(path):
    """$name as the environment variable."""
    path = _text(path)
    if "$" not in path:
        return path
    import re
    from os import environ

    def value(match):
        return environ.get(match.group(1) or match.group(2), match.group())

    return re.sub(r"\$(?:(\w+)|\{([^}]*)\})", value, path)


def normpath(path):
    """A path without . and .. and double slashes."""
    path = _text(path)
    if not path:
        return "."
    root = "//" if path.startswith("//") and not path.startswith("///") else "/" if path.startswith("/") else ""
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or (not root and not parts) or (parts and parts[-1] == ".."):
            parts.append(part)
        elif parts:
            parts.pop()
    return root + "/".join(parts) or "."


def abspath(path):
    """The path from the root."""
    path = _text(path)
    if not isabs(path):
        from os import getcwd

        path = join(getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """The path from the root; links are not followed."""
    filename = abspath(filename)
    if strict:
        from os import lstat

        lstat(filename)
    return filename


def relpath(path, start=None):
    """The way from one folder to a path."""
    if not path:
        raise ValueError("no path specified")
    here = [part for part in abspath(start or ".").split("/") if part]
    there = [part for part in abspath(path).split("/") if part]
    same = len(commonprefix([here, there]))
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def commonprefix(m):
    """What all of several texts (or lists) begin with."""
    if not m:
        return ""
    m = list(m)
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    """The folder that all of several paths are in."""
    paths = [_text(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    absolute = {path.startswith("/") for path in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[part for part in path.split("/") if part and part != "."] for path in paths]
    return ("/" if absolute.pop() else "") + "/".join(commonprefix(parts))


def samefile(a, b):
    """Whether two paths name one file."""
    from os import stat

    return samestat(stat(a), stat(b))


def samestat(a, b):
    """Whether two results of stat are of one file."""
    return a.st_ino == b.st_ino and a.st_dev == b.st_dev


def sameopenfile(a, b):
    """Whether two descriptors are of one file."""
    from os import fstat

    return samestat(fstat(a), fstat(b))
