"""Paths as objects. There is no file system: paths can be taken apart and put together."""

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
    """A path whose file could be looked at; there are no files."""

    __slots__ = ()

    @classmethod
    def cwd(cls):
        return cls("/")

    @classmethod
    def home(cls):
        return cls("/root")

    def absolute(self):
        return self if self._root else self._of("/", self._parts)

    def resolve(self, strict=False):
        return type(self)(posixpath.normpath(str(self.absolute())))

    def expanduser(self):
        return type(self)(posixpath.expanduser(str(self)))

    def exists(self, *, follow_symlinks=True):
        return False

    is_file = is_dir = exists

    def is_symlink(self):
        return False

    is_mount = is_socket = is_fifo = is_block_device = is_char_device = is_symlink

    def _missing(self, *args, **kwargs):
        raise FileNotFoundError(2, "No such file or directory", str(self))

    stat = lstat = read_text = read_bytes = rename = replace = rmdir = readlink = iterdir = _missing

    def unlink(self, missing_ok=False):
        if not missing_ok:
            self._missing()

    def glob(self, pattern, **kwargs):
        return iter(())

    rglob = glob

    def _refuse(self, *args, **kwargs):
        from _types import refuse

        refuse("writing files")

    open = mkdir = touch = write_text = write_bytes = symlink_to = hardlink_to = chmod = _refuse


class PosixPath(Path, PurePosixPath):
    """A path of this system."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """Refused."""

    __slots__ = ()
