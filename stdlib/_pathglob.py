"""Patterns of paths, walked through the session's folder."""

from fnmatch import translate
from os import scandir
from re import IGNORECASE, compile


def _matcher(part, case_sensitive, hidden):
    """A test of names; without `hidden`, names with a leading dot need a pattern with one."""
    match = compile(translate(part), 0 if case_sensitive is not False else IGNORECASE).match
    if hidden or part.startswith("."):
        return match
    return lambda name: not name.startswith(".") and match(name)


def entries(folder):
    """The entries of a folder; none where it cannot be read."""
    try:
        return list(scandir(folder))
    except OSError:
        return []


def _has_magic(part):
    return any(c in part for c in "*?[")


def walk(folder, parts, case_sensitive=None, hidden=True):
    """The paths below `folder` ("" for the current one) that fit the parts of a pattern, as texts."""
    if not parts:
        yield folder
        return
    part, rest = parts[0], parts[1:]
    base = folder + "/" if folder and not folder.endswith("/") else folder
    if part == "**":
        yield from walk(folder, rest, case_sensitive, hidden)
        for entry in entries(folder or "."):
            if not hidden and entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from walk(base + entry.name, parts, case_sensitive, hidden)
            elif not rest:
                yield base + entry.name
        return
    if not _has_magic(part) and case_sensitive is None:
        from posixpath import exists, isdir

        if isdir(base + part) if rest and rest != [""] else exists(base + part):
            yield from walk(base + part, rest, case_sensitive, hidden)
        return
    fits = _matcher(part, case_sensitive, hidden)
    for entry in entries(folder or "."):
        if fits(entry.name) and (not rest or entry.is_dir()):
            yield from walk(base + entry.name, rest, case_sensitive, hidden)


def select(path, pattern, case_sensitive):
    """Path.glob()."""
    pattern = pattern if isinstance(pattern, str) else str(pattern)
    if not pattern:
        raise ValueError(f"Unacceptable pattern: {path.with_segments(pattern)!r}")
    if pattern.startswith("/"):
        raise NotImplementedError("Non-relative patterns are unsupported")
    folders_only = pattern.endswith("/")
    parts = [part for part in pattern.split("/") if part and part != "."]
    start = "" if str(path) == "." else str(path)
    seen = set()
    found = walk(start, parts, case_sensitive)
    if not _exists(path):
        return iter(())
    return (path.with_segments(text or ".") for text in found
            if not (text in seen or seen.add(text)) and (not folders_only
                                                         or path.with_segments(text).is_dir()))


def _exists(path):
    return path.exists()
