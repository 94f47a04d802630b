"""The functions of os that look at files."""

import _files
import posixpath
from _types import refuse
from posixpath import _text

_KIND, _FOLDER, _LINK, _FILE = 0o170000, 0o040000, 0o120000, 0o100000


def _plain(path, **options):
    """A path as the str that _files takes, and as errors show it. Options that have no effect here are refused."""
    for option, value in options.items():
        if value is not None:
            refuse(f"{option}= of os functions")
    shown = _text(path)
    return (shown.decode("utf-8", "surrogateescape") if isinstance(shown, bytes) else shown), shown


# ---- facts ----


class stat_result(tuple):
    """The facts of a file: ten numbers in order, more by name."""

    n_fields, n_sequence_fields, n_unnamed_fields = 19, 10, 3
    _NAMES = ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime",
              "st_ctime")

    def __new__(cls, sequence, dict=None):
        return tuple.__new__(cls, sequence[:10])

    def __repr__(self):
        inner = ", ".join(f"{name}={value}" for name, value in zip(self._NAMES, self))
        return f"os.stat_result({inner})"


for _place, _name in enumerate(stat_result._NAMES[:7]):
    setattr(stat_result, _name, property(lambda self, _place=_place: self[_place]))
stat_result.__module__ = "os"


def _result(facts):
    times = facts[7:10]
    result = stat_result(facts[:7] + tuple(time // 1000000000 for time in times))
    for name, time in zip(("atime", "mtime", "ctime"), times):
        result.__dict__["st_" + name] = time / 1e9
        result.__dict__[f"st_{name}_ns"] = time
    result.__dict__["st_blksize"], result.__dict__["st_blocks"] = facts[10], facts[11]
    return result


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """The facts of a file. Symbolic links are not followed in the session's folder."""
    if isinstance(path, int):
        return fstat(path)
    plain, shown = _plain(path, dir_fd=dir_fd)
    facts = _files.stat(plain, "os.stat()", shown)
    if follow_symlinks and facts[0] & _KIND == _LINK:
        refuse("following symbolic links")
    return _result(facts)


def lstat(path, *, dir_fd=None):
    """The facts of a file, of a link itself where it is one."""
    return stat(path, dir_fd=dir_fd, follow_symlinks=False)


def fstat(fd):
    """The facts of an open file."""
    return _result(_files.facts(fd))


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Whether a file is there and its owner may use it so."""
    plain, shown = _plain(path, dir_fd=dir_fd, effective_ids=effective_ids or None)
    try:
        facts = _files.stat(plain, "os.access()", shown)
    except OSError:
        return False
    if follow_symlinks and facts[0] & _KIND == _LINK:
        refuse("following symbolic links")
    return facts[0] >> 6 & mode == mode


# ---- folders ----


def listdir(path=None):
    """The names in a folder."""
    plain, shown = _plain("." if path is None else path)
    names = [name for name, _ in _files.list(plain, shown)]
    return [name.encode("utf-8", "surrogateescape") for name in names] if isinstance(shown, bytes) else names


class DirEntry:
    """A name in a folder."""

    __slots__ = ("name", "path", "_mode")

    def __init__(self, name, path, mode):
        self.name, self.path, self._mode = name, path, mode

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def __fspath__(self):
        return self.path

    def is_dir(self, *, follow_symlinks=True):
        return self._mode & _KIND == _FOLDER

    def is_file(self, *, follow_symlinks=True):
        return self._mode & _KIND == _FILE

    def is_symlink(self):
        return self._mode & _KIND == _LINK

    def is_junction(self):
        return False

    def stat(self, *, follow_symlinks=True):
        return lstat(self.path)

    def inode(self):
        return self.stat().st_ino


DirEntry.__module__ = "posix"


class _Scan:
    """An iterator over the entries of a folder."""

    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def close(self):
        self._entries = iter(())

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


_Scan.__name__ = _Scan.__qualname__ = "ScandirIterator"
_Scan.__module__ = "posix"


def scandir(path=None):
    """The entries of a folder."""
    plain, shown = _plain("." if path is None else path)
    base = "" if path is None else plain
    return _Scan([DirEntry(name, posixpath.join(base or ".", name), mode)
                  for name, mode in _files.list(plain, shown)])


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Each folder below `top` with the names of its folders and files."""
    top = _text(top)
    try:
        entries = list(scandir(top))
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    if followlinks and any(entry.is_symlink() for entry in entries):
        refuse("following symbolic links")
    folders = [entry.name for entry in entries if entry.is_dir()]
    files = [entry.name for entry in entries if not entry.is_dir()]
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(posixpath.join(top, name), topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def mkdir(path, mode=0o777, *, dir_fd=None):
    """Makes a folder."""
    plain, shown = _plain(path, dir_fd=dir_fd)
    _files.mkdir(plain, mode, shown)


def makedirs(name, mode=0o777, exist_ok=False):
    """Makes a folder and those above it."""
    head, tail = posixpath.split(name)
    if not tail:
        head, tail = posixpath.split(head)
    if head and tail and not posixpath.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == ".":
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not posixpath.isdir(name):
            raise


def rmdir(path, *, dir_fd=None):
    """Removes an empty folder."""
    plain, shown = _plain(path, dir_fd=dir_fd)
    _files.remove(plain, 1, shown)


def removedirs(name):
    """Removes an empty folder and those above it that are empty then."""
    rmdir(name)
    head, tail = posixpath.split(name)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = posixpath.split(head)


def chdir(path):
    """Changes the current folder."""
    plain, shown = _plain(path)
    _files.chdir(plain, shown)


# ---- files ----


def remove(path, *, dir_fd=None):
    """Removes a file."""
    plain, shown = _plain(path, dir_fd=dir_fd)
    _files.remove(plain, 0, shown)


unlink = remove


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Renames a file or folder."""
    _files.rename(_plain(src, src_dir_fd=src_dir_fd)[0], _plain(dst, dst_dir_fd=dst_dir_fd)[0])


replace = rename


def renames(old, new):
    """Renames, with the folders above made and removed."""
    head = posixpath.dirname(new)
    if head and not posixpath.exists(head):
        makedirs(head)
    rename(old, new)
    head = posixpath.dirname(old)
    if head:
        try:
            removedirs(head)
        except OSError:
            pass


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    """Sets the times of a file."""
    plain, _ = _plain(path, dir_fd=dir_fd)
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if times is not None:
        ns = tuple(round(time * 1e9) for time in times)
    if follow_symlinks:
        stat(path)  # it refuses links
    _files.touch(plain, *(ns or (None, None)))


def truncate(path, length):
    """Cuts a file, or fills it up with zeros."""
    if isinstance(path, int):
        _files.truncate(path, length)
        return
    fd = open(path, 1)
    try:
        _files.truncate(fd, length)
    finally:
        _files.close(fd)


# ---- descriptors ----


def open(path, flags, mode=0o777, *, dir_fd=None):
    """Opens a file; returns its descriptor."""
    plain, shown = _plain(path, dir_fd=dir_fd)
    return _files.open(plain, flags & 0o3777, mode, shown)


def close(fd):
    """Closes a descriptor."""
    _files.close(fd)


def read(fd, length, /):
    """At most `length` bytes."""
    if length < 0:
        raise OSError(22, "Invalid argument")
    return _files.read(fd, length)


def write(fd, data, /):
    """Writes bytes; returns how many."""
    return _files.write(fd, data)


def lseek(fd, position, whence, /):
    """Moves to a place; returns it."""
    return _files.seek(fd, position, whence)


def ftruncate(fd, length, /):
    """Cuts a file, or fills it up with zeros."""
    _files.truncate(fd, length)


def fsync(fd):
    """Every write reached the system already."""
    _files.facts(fd)


def dup(fd, /):
    """Refused: each descriptor is a file of its own."""
    refuse("os.dup")


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A file object of a descriptor."""
    import io

    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)
