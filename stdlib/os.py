"""The system, as far as a session has one.

A program sees a machine with one processor, without an environment, users or other processes. Its file system is the
session's folder, which it sees as "/"; where the session has none, everything that would look at a file is refused.
"""

import sys

import _files
import posixpath as path
from _files import process as getpid

name = "posix"
linesep = "\n"
sep, altsep, extsep, pathsep, curdir, pardir, devnull, defpath = "/", None, ".", ":", ".", "..", "/dev/null", "/bin:/usr/bin"
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
O_CLOEXEC = 524288
EX_OK = 0
error = OSError
supports_bytes_environ = True
supports_dir_fd = supports_effective_ids = supports_fd = supports_follow_symlinks = frozenset()

sys.modules["os.path"] = path


class _Environ(dict):
    """The environment of the session, which starts empty; changes stay within it."""

    def __setitem__(self, key, value):
        for text in (key, value):
            if not isinstance(text, str):
                raise TypeError(f"str expected, not {type(text).__name__}")
        super().__setitem__(key, value)

    def __delitem__(self, key):
        if not isinstance(key, str):
            raise TypeError(f"str expected, not {type(key).__name__}")
        super().__delitem__(key)

    def __getitem__(self, key):
        if not isinstance(key, str):
            raise TypeError(f"str expected, not {type(key).__name__}")
        return super().__getitem__(key)

    def __contains__(self, key):
        if not isinstance(key, str):
            raise TypeError(f"str expected, not {type(key).__name__}")
        return super().__contains__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def update(self, other=(), /, **more):
        for key, value in dict(other, **more).items():
            self[key] = value

    def __repr__(self):
        return f"environ({dict.__repr__(self)})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]


environ = _Environ()


def getenv(key, default=None):
    """An environment variable."""
    return environ.get(key, default)


def putenv(name, value, /):
    """Sets an environment variable."""
    environ[name] = value


def unsetenv(name, /):
    """Removes an environment variable."""
    environ.pop(name, None)


def cpu_count():
    """The number of processors that a program sees: one."""
    return 1


process_cpu_count = cpu_count


def sched_getaffinity(pid, /):
    """The one processor."""
    return {0}


def urandom(size, /):
    """Random bytes."""
    from random import SystemRandom

    return SystemRandom().randbytes(size)


# ---- paths ----

_fspath = path._text


def fspath(path):
    """The text of a path object."""
    return _fspath(path)


def fsencode(filename):
    """A path as bytes."""
    filename = _fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    """A path as text."""
    filename = _fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def strerror(code, /):
    """The text of an error number."""
    from errno import _texts

    return _texts.get(code, f"Unknown error {code}")


def get_terminal_size(fd=1, /):
    """Refused by the system: there is no terminal."""
    raise OSError(25, "Inappropriate ioctl for device")


def isatty(fd, /):
    """Whether a descriptor is a terminal: no."""
    return False


def _exit(status):
    """Ends the program."""
    raise SystemExit(status)


def getcwd():
    """The current folder; it starts as "/"."""
    return _files.current()


def getcwdb():
    """The current folder as bytes."""
    return fsencode(getcwd())


def _lazy_pathlike():
    from abc import ABC, abstractmethod

    class PathLike(ABC):
        """Objects that have __fspath__."""

        __slots__ = ()

        @abstractmethod
        def __fspath__(self):
            raise NotImplementedError

        @classmethod
        def __subclasshook__(cls, subclass):
            if cls is PathLike:
                return hasattr(subclass, "__fspath__") or NotImplemented
            return NotImplemented

        __class_getitem__ = classmethod(type(list[int]))

    PathLike.__module__ = "os"
    PathLike.__qualname__ = "PathLike"
    return PathLike


_FILE_NAMES = {
    "listdir", "scandir", "walk", "mkdir", "makedirs", "rmdir", "removedirs", "remove", "unlink", "rename", "renames",
    "replace", "stat", "lstat", "fstat", "stat_result", "chdir", "open", "close", "read", "write", "lseek", "fsync",
    "ftruncate", "truncate", "fdopen", "utime", "access", "DirEntry", "dup"}


def __getattr__(name):
    if name == "PathLike":
        globals()[name] = _lazy_pathlike()
        return globals()[name]
    if name in _FILE_NAMES:
        import _osfiles

        globals()[name] = getattr(_osfiles, name)
        return globals()[name]
    from _modules import _missing

    raise _missing("os", name)
