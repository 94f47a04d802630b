"""Copies, moves and removals of whole files and folders."""

import fnmatch
import os

__all__ = ["copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move", "rmtree", "Error",
           "SpecialFileError", "ignore_patterns", "get_terminal_size", "SameFileError", "disk_usage", "which",
           "make_archive", "unpack_archive"]


class Error(OSError):
    """Several things went wrong."""


class SameFileError(Error):
    """Source and target are one file."""


class SpecialFileError(OSError):
    """A file is not a regular one."""


def copyfileobj(fsrc, fdst, length=0):
    """Copies the rest of a file object to another one."""
    while part := fsrc.read(length or 65536):
        fdst.write(part)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies a file's bytes."""
    if os.path.exists(dst) and os.path.exists(src) and os.path.samefile(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    with open(src, "rb") as source:
        with open(dst, "wb") as target:
            copyfileobj(source, target)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Refused: modes are the session's."""
    from _types import refuse

    refuse("shutil.copymode")


def copystat(src, dst, *, follow_symlinks=True):
    """Copies the times of a file; modes are the session's."""
    facts = os.stat(src)
    os.utime(dst, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def copy(src, dst, *, follow_symlinks=True):
    """Copies a file to a path or into a folder; returns the new path."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    return copyfile(src, dst)


def copy2(src, dst, *, follow_symlinks=True):
    """Copies a file with its times."""
    dst = copy(src, dst)
    copystat(src, dst)
    return dst


def ignore_patterns(*patterns):
    """A function that picks the names that fit one of several patterns."""
    def ignored(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}

    return ignored


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    """Copies a folder and all that is in it; returns the new path."""
    entries = list(os.scandir(src))
    left_out = ignore(os.fspath(src), [entry.name for entry in entries]) if ignore is not None else set()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for entry in entries:
        if entry.name in left_out:
            continue
        source, target = os.path.join(src, entry.name), os.path.join(dst, entry.name)
        try:
            if entry.is_dir():
                copytree(source, target, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(source, target)
        except Error as error:
            errors.extend(error.args[0])
        except OSError as error:
            errors.append((source, target, str(error)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Removes a folder and all that is in it."""
    def failed(function, what, error):
        if ignore_errors:
            return
        if onexc is not None:
            onexc(function, what, error)
        elif onerror is not None:
            onerror(function, what, (type(error), error, error.__traceback__))
        else:
            raise error

    try:
        entries = list(os.scandir(path))
    except OSError as error:
        failed(os.scandir if os.path.exists(path) else os.lstat, path, error)
        return
    for entry in entries:
        where = os.path.join(path, entry.name)
        try:
            if entry.is_dir():
                rmtree(where, ignore_errors, onerror, onexc=onexc)
            else:
                os.unlink(where)
        except OSError as error:
            failed(os.unlink, where, error)
    try:
        os.rmdir(path)
    except OSError as error:
        failed(os.rmdir, path, error)


def move(src, dst, copy_function=copy2):
    """Moves a file or folder to a path or into a folder; returns the new path."""
    target = dst
    if os.path.isdir(dst):
        if os.path.samefile(src, dst):
            os.rename(src, dst)
            return dst
        target = os.path.join(dst, os.path.basename(os.fspath(src).rstrip("/")))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    os.rename(src, target)
    return target


def get_terminal_size(fallback=(80, 24)):
    """The size that the environment tells, or a fallback."""
    sizes = []
    for name, usual in zip(("COLUMNS", "LINES"), fallback):
        try:
            sizes.append(int(os.environ[name]) or usual)
        except (KeyError, ValueError):
            sizes.append(usual)
    import _structseq

    return _structseq.make("os", "terminal_size", "columns lines")(tuple(sizes))


def which(cmd, mode=1, path=None):
    """Where a command is: there are none."""
    from _types import refuse

    refuse("shutil.which")
