"""The system, as far as a session has one: an environment, paths, no files."""

import sys

import posixpath as path

name = "posix"
linesep = "\n"
sep, altsep, extsep, pathsep, curdir, pardir, devnull, defpath = "/", None, ".", ":", ".", "..", "/dev/null", "/bin:/usr/bin"
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
error = OSError

sys.modules["os.path"] = path


class _Environ(dict):
    """The environment of the session; changes stay within it."""

    def __setitem__(self, key, value):
        for text in (key, value):
            if not isinstance(text, str):
                raise TypeError(f"str expected, not {type(text).__name__}")
        super().__setitem__(key, value)

    def __repr__(self):
        return f"environ({dict.__repr__(self)})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]


environ = _Environ({"HOME": "/root", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                    "PWD": "/"})


def getenv(key, default=None):
    """An environment variable."""
    return environ.get(key, default)


def putenv(name, value, /):
    """Sets an environment variable."""
    environ[name] = value


def unsetenv(name, /):
    """Removes an environment variable."""
    environ.pop(name, None)


def getcwd():
    """The current folder."""
    return "/"


def getpid():
    """A process number."""
    return 1


def getppid():
    return 0


def cpu_count():
    """The number of processors that a session uses."""
    return 1


process_cpu_count = cpu_count


def sched_getaffinity(pid, /):
    return {0}


def getlogin():
    return "root"


def getuid():
    return 0


getgid = geteuid = getegid = getuid


def urandom(size, /):
    """Random bytes."""
    from random import SystemRandom

    return SystemRandom().randbytes(size)


def fspath(path):
    """The text of a path object."""
    return _fspath(path)


_fspath = path._text


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
    """Refused: there is no terminal."""
    raise OSError(25, "Inappropriate ioctl for device")


def _exit(status):
    """Ends the program."""
    raise SystemExit(status)


def _missing(function):
    def refused(path=".", *args, **kwargs):
        raise FileNotFoundError(2, "No such file or directory", path)

    refused.__name__ = refused.__qualname__ = function
    return refused


for _name in ("stat", "lstat", "remove", "unlink", "rmdir", "rename", "replace", "readlink", "chmod", "utime"):
    globals()[_name] = _missing(_name)


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


_REFUSED = {"listdir", "scandir", "walk", "mkdir", "makedirs", "removedirs", "chdir", "open", "close", "read", "write",
            "system", "popen", "fork", "kill", "execv", "execve", "spawnl", "pipe", "dup", "access", "symlink", "link",
            "umask", "uname", "times", "getloadavg", "wait", "waitpid", "killpg", "truncate", "fdopen", "statvfs",
            "get_exec_path", "nice", "sync", "setsid", "getpgid", "isatty", "fstat", "lseek", "fsync"}


def __getattr__(name):
    if name == "PathLike":
        globals()[name] = _lazy_pathlike()
        return globals()[name]
    if name in _REFUSED:
        from _types import refuse

        refuse(f"os.{name}")
    raise AttributeError(f"module 'os' has no attribute '{name}'")
