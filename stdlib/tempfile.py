"""Files and folders for a while, in the session's folder."""

import os
from random import SystemRandom

__all__ = ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp",
           "mktemp", "TMP_MAX", "gettempprefix", "tempdir", "gettempdir", "gettempprefixb", "gettempdirb"]

TMP_MAX = 10000
template = "tmp"
tempdir = None
_characters = "abcdefghijklmnopqrstuvwxyz0123456789_"
_random = SystemRandom()


def gettempprefix():
    return template


def gettempprefixb():
    return os.fsencode(template)


def gettempdir():
    """The folder of temporary files: one that the environment names, /tmp where it is there, or the current one."""
    global tempdir
    if tempdir is None:
        named = [os.environ[name] for name in ("TMPDIR", "TEMP", "TMP") if name in os.environ]
        for folder in named + ["/tmp", "/var/tmp", "/usr/tmp"]:
            if os.path.isdir(folder):
                tempdir = os.path.abspath(folder)
                break
        else:
            tempdir = os.getcwd()
    return os.fsdecode(tempdir)


def gettempdirb():
    return os.fsencode(gettempdir())


def _candidates(suffix, prefix, dir):
    folder = gettempdir() if dir is None else os.fspath(dir)
    for _ in range(TMP_MAX):
        name = "".join(_random.choices(_characters, k=8))
        yield os.path.abspath(os.path.join(folder, (template if prefix is None else prefix) + name + (suffix or "")))
    raise FileExistsError(17, "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Makes a file; returns its descriptor and path."""
    for path in _candidates(suffix, prefix, dir):
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), path
        except FileExistsError:
            continue


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Makes a folder; returns its path."""
    for path in _candidates(suffix, prefix, dir):
        try:
            os.mkdir(path, 0o700)
            return path
        except FileExistsError:
            continue


def mktemp(suffix="", prefix=template, dir=None):
    """A path that is free."""
    for path in _candidates(suffix, prefix, dir):
        if not os.path.exists(path):
            return path


class _TemporaryFileWrapper:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file, self.name, self.delete = file, name, delete
        self._delete_on_close = delete_on_close

    def __getattr__(self, name):
        return getattr(self.__dict__["file"], name)

    def __repr__(self):
        return f"<tempfile._TemporaryFileWrapper object at {id(self):#x}>"

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *exc_info):
        self.close()
        self._remove()

    def __iter__(self):
        for line in self.file:
            yield line

    def close(self):
        self.file.close()
        if self._delete_on_close:
            self._remove()

    def _remove(self):
        if self.delete:
            self.delete = False
            try:
                os.unlink(self.name)
            except FileNotFoundError:
                pass

    def __del__(self):
        if "file" in self.__dict__:
            self.file.close()
            self._remove()


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None, delete_on_close=True):
    """A file with a name that is removed when it is closed."""
    fd, path = mkstemp(suffix, prefix, dir)
    try:
        file = open(fd, mode, buffering, encoding, errors, newline)
    except BaseException:
        os.close(fd)
        os.unlink(path)
        raise
    raw = getattr(file, "buffer", file)
    getattr(raw, "raw", raw).name = path
    return _TemporaryFileWrapper(file, path, delete, delete_on_close)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    """A file without a name."""
    fd, path = mkstemp(suffix, prefix, dir)
    os.unlink(path)
    try:
        return open(fd, mode, buffering, encoding, errors, newline)
    except BaseException:
        os.close(fd)
        raise


class SpooledTemporaryFile:
    """A file in memory."""

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                 dir=None, *, errors=None):
        import io

        self._max, self._arguments = max_size, (mode, buffering, encoding, newline, suffix, prefix, dir)
        self._rolled = False
        self._file = io.BytesIO() if "b" in mode else io.TextIOWrapper(io.BytesIO(), encoding or "utf-8", errors,
                                                                       newline)

    def rollover(self):
        """Moves to a real file."""
        if self._rolled:
            return
        old, self._file = self._file, TemporaryFile(*self._arguments)
        place = old.tell()
        old.seek(0)
        self._file.write(old.read())
        self._file.seek(place)
        self._rolled = True

    def write(self, data):
        count = self._file.write(data)
        if self._max and not self._rolled and self._file.tell() > self._max:
            self.rollover()
        return count

    def __getattr__(self, name):
        return getattr(self.__dict__["_file"], name)

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._file.close()


class TemporaryDirectory:
    """A folder that is removed with all that is in it."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._delete, self._ignore = delete, ignore_cleanup_errors

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        """Removes the folder."""
        from shutil import rmtree

        if os.path.exists(self.name):
            rmtree(self.name, self._ignore)

    def __del__(self):
        if "_delete" in self.__dict__ and self._delete:
            self.cleanup()
