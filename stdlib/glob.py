"""File names by patterns."""

import re

from _pathglob import walk

__all__ = ["escape", "glob", "iglob", "translate"]

_magic = re.compile("([*?[])")


def has_magic(s):
    """Whether a path is a pattern."""
    return _magic.search(s) is not None


def escape(pathname):
    """The pattern that fits this path only."""
    return _magic.sub(r"[\1]", pathname)


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that fit a pattern, one by one."""
    if dir_fd is not None:
        from _types import refuse

        refuse("dir_fd= of glob functions")
    return iter(_found(pathname, root_dir, recursive, include_hidden))


def _found(pathname, root_dir, recursive, hidden):
    import os

    root = os.fspath(root_dir) if root_dir is not None else ""
    absolute = pathname.startswith("/")
    parts = [part for part in pathname.strip("/").split("/") if part]
    if not recursive:
        parts = ["*" if part == "**" else part for part in parts]
    if pathname.endswith("/") and parts:
        parts.append("")
    start = "/" if absolute else root
    seen, result = set(), []
    for path in _walk(start, parts, hidden):
        if path in seen or path == start and (not parts or parts[0] != "**" or not path):
            continue
        seen.add(path)
        if root and not absolute:
            path = path[len(root):].lstrip("/")
        if path:
            result.append(path)
    return result


def _walk(start, parts, hidden):
    from posixpath import isdir

    if parts and parts[-1] == "":
        return [path + "/" for path in walk(start, parts[:-1], None, hidden) if isdir(path)]
    return walk(start, parts, None, hidden)


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that fit a pattern."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """Refused."""
    from _types import refuse

    refuse("glob.translate")
