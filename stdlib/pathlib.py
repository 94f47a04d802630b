"""Paths as objects."""

import posixpath

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath", "UnsupportedOperation"]


class UnsupportedOperation(NotImplementedError):
    """An operation that the path does not have."""


class _Parents:
    """The folders above a path."""

    def __init__(self, path):
        self._paths = []
        while path.parent != path:
            path = path.parent
            self._paths.append(path)

    def __len__(self):
        return len(self._paths)

    def __getitem__(self, place):
        found = self._paths[place]
        return tuple(found) if isinstance(place, slice) else found

    def __iter__(self):
        return iter(self._paths)

    def __repr__(self):
        return f"<{type(self._paths[0]).__name__ if self._paths else 'PurePath'}.parents>"


class PurePath:
    """A path that is only text."""

    __slots__ = ("_root", "_parts", "_hash", "__weakref__")
    parser = posixpath

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        elif cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        text = ""
        for arg in args:
            if isinstance(arg, PurePath):
                arg = str(arg)
            elif not isinstance(arg, str):
                method = getattr(type(arg), "__fspath__", None)
                arg = method(arg) if method else arg
                if not isinstance(arg, str):
                    raise TypeError("argument should be a str or an os.PathLike object where __fspath__ returns a "
                                    f"str, not {type(arg).__name__!r}")
            text = posixpath.join(text, arg) if text else arg
        _, self._root, rest = posixpath.splitroot(text)
        self._parts = tuple(part for part in rest.split("/") if part and part != ".")

    def _of(self, root, parts):
        new = type(self).__new__(type(self))
        new._root, new._parts = root, tuple(parts)
        return new

    def with_segments(self, *pathsegments):
        """A path of the same class."""
        return type(self)(*pathsegments)

    def __str__(self):
        return self._root + "/".join(self._parts) or "."

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self)

    def as_uri(self):
        if not self._root:
            raise ValueError("relative path can't be expressed as a file URI")
        return "file://" + str(self).replace(" ", "%20")

    def __repr__(self):
        return f"{type(self).__name__}({self.as_posix()!r})"

    def __bytes__(self):
        return str(self).encode()

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return str(self) == str(other)

    def _order(self, other, test):
        return test((self._root, self._parts), (other._root, other._parts)) if isinstance(other, PurePath) \
            else NotImplemented

    def __lt__(self, other):
        return self._order(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._order(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._order(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._order(other, lambda a, b: a >= b)

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def joinpath(self, *pathsegments):
        """The path with further parts."""
        return self.with_segments(self, *pathsegments)

    def __reduce__(self):
        return self.__class__, self.parts

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._root

    @property
    def parts(self):
        return ((self._root,) if self._root else ()) + self._parts

    @property
    def name(self):
        return self._parts[-1] if self._parts else ""

    @property
    def suffix(self):
        name = self.name
        place = name.rfind(".")
        return name[place:] if 0 < place < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        name = self.name
        place = name.rfind(".")
        return name[:place] if 0 < place < len(name) - 1 else name

    @property
    def parent(self):
        return self._of(self._root, self._parts[:-1]) if self._parts else self

    @property
    def parents(self):
        return _Parents(self)

    def with_name(self, name):
        """The path with another name."""
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._of(self._root, self._parts[:-1] + (name,))

    def with_stem(self, stem):
        """The path with another stem."""
        if self.suffix and not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """The path with another suffix."""
        if suffix and (not suffix.startswith(".") or suffix == "."):
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self.with_name(self.stem + suffix)

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    def relative_to(self, other, /, *_deprecated, walk_up=False):
        """The path as seen from another one."""
        other = self.with_segments(other, *_deprecated)
        if self._root == other._root:
            for steps, path in enumerate([other, *other.parents]):
                if self._parts[:len(path._parts)] == path._parts:
                    if steps and not walk_up:
                        break
                    return self._of("", (("..",) * steps) + self._parts[len(path._parts):])
        if walk_up:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")

    def is_relative_to(self, other, /, *_deprecated):
        other = self.with_segments(other, *_deprecated)
        return self._root == other._root and self._parts[:len(other._parts)] == other._parts

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the path's end fits a pattern."""
        from fnmatch import fnmatchcase

        pattern = path_pattern if isinstance(path_pattern, PurePath) else self.with_segments(path_pattern)
        if not pattern.parts:
            raise ValueError("empty pattern")
        mine, wanted = self.parts, pattern.parts
        if pattern._root and len(mine) != len(wanted) or len(mine) < len(wanted):
            return False
        return all(fnmatchcase(part, pat) for part, pat in zip(reversed(mine), reversed(wanted)))

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether the whole path fits a pattern."""
        pattern = pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)
        return _fits(self.parts, pattern.parts)


def _fits(parts, patterns):
    from fnmatch import fnmatchcase

    if not patterns:
        return not parts
    if patterns[0] == "**":
        return any(_fits(parts[i:], patterns[1:]) for i in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], patterns[0]) and _fits(parts[1:], patterns[1:])


class PurePosixPath(PurePath):
    """A path of Unix."""

    __slots__ = ()


class PureWindowsPath(PurePath):
    """Refused."""

    __slots__ = ()

    def __init__(self, *args):
        from _types import refuse

        refuse("pathlib.PureWindowsPath")


class Path(PurePath):
    """A path of the session's folder."""

    __slots__ = ()

    @classmethod
    def cwd(cls):
        """The current folder."""
        from os import getcwd

        return cls(getcwd())

    @classmethod
    def home(cls):
        """The home folder, which the environment may name."""
        from os import environ

        if "HOME" not in environ:
            raise RuntimeError("Could not determine home directory.")
        return cls(environ["HOME"])

    def absolute(self):
        return self if self._root else self.cwd() / self

    def resolve(self, strict=False):
        return self.with_segments(posixpath.realpath(str(self), strict=strict))

    def expanduser(self):
        if not self._root and self._parts and self._parts[0].startswith("~"):
            expanded = posixpath.expanduser(self._parts[0])
            if expanded.startswith("~"):
                raise RuntimeError("Could not determine home directory.")
            return self.with_segments(expanded, *self._parts[1:])
        return self

    # ---- facts ----

    def stat(self, *, follow_symlinks=True):
        import os

        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return self.stat(follow_symlinks=False)

    def exists(self, *, follow_symlinks=True):
        return posixpath.exists(self)

    def is_file(self, *, follow_symlinks=True):
        return posixpath.isfile(self)

    def is_dir(self, *, follow_symlinks=True):
        return posixpath.isdir(self)

    def is_symlink(self):
        return posixpath.islink(self)

    def is_mount(self):
        return posixpath.ismount(self)

    def is_junction(self):
        return False

    def _is_special(self):
        """Whether it is a device, pipe or socket: such things are not opened, but may lie there."""
        return False

    is_socket = is_fifo = is_block_device = is_char_device = _is_special

    def samefile(self, other_path):
        return posixpath.samefile(self, other_path)

    # ---- folders ----

    def iterdir(self):
        """The paths in a folder."""
        import os

        return iter([self / name for name in os.listdir(self)])

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths that fit a pattern."""
        from _pathglob import select

        return select(self, pattern, case_sensitive)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths that fit a pattern, in all folders below."""
        from _pathglob import select

        return select(self, posixpath.join("**", posixpath._text(pattern)), case_sensitive)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Each folder below with the names of its folders and files."""
        import os

        for folder, folders, files in os.walk(str(self), top_down, on_error, follow_symlinks):
            yield self.with_segments(folder), folders, files

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Makes a folder."""
        import os

        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        import os

        os.rmdir(self)

    # ---- files ----

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """Opens the file."""
        import io

        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        """The file's text."""
        with self.open("r", -1, encoding, errors, newline) as file:
            return file.read()

    def read_bytes(self):
        """The file's bytes."""
        with self.open("rb", 0) as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Writes a text as the whole file."""
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", -1, encoding, errors, newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        """Writes bytes as the whole file."""
        view = memoryview(data)
        with self.open("wb") as file:
            return file.write(view)

    def touch(self, mode=0o666, exist_ok=True):
        """Makes an empty file, or sets the time of one that is there."""
        import os

        if exist_ok:
            try:
                os.utime(self)
            except OSError:
                pass
            else:
                return
        flags = os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL)
        os.close(os.open(self, flags, mode))

    def unlink(self, missing_ok=False):
        """Removes the file."""
        import os

        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        """Renames; returns the new path."""
        import os

        os.rename(self, target)
        return self.with_segments(target)

    replace = rename

    def _refuse(self, *args, **kwargs):
        from _types import refuse

        refuse("links, owners and modes of files")

    symlink_to = hardlink_to = readlink = chmod = lchmod = owner = group = _refuse


class PosixPath(Path, PurePosixPath):
    """A path of this system."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """Refused."""

    __slots__ = ()
