"""Binary files of the session's folder, plain and buffered, and open()."""

import _files
from _iobase import UnsupportedOperation, _BufferedIOBase, _IOBase, _RawIOBase, fill, size_of

_RDONLY, _WRONLY, _RDWR, _CREAT, _EXCL, _TRUNC, _APPEND = 0, 1, 2, 64, 128, 512, 1024
_CHUNK = 8192


def path_text(file):
    """The path that a str, bytes or os.PathLike stands for."""
    from posixpath import _text

    return _text(file)


class FileIO(_RawIOBase):
    """A file without a buffer."""

    _fd = -1
    _closefd = True
    _left = b""  # of standard input

    def __init__(self, file, mode="r", closefd=True, opener=None):
        if not isinstance(mode, str):
            raise TypeError(f"FileIO() argument 'mode' must be str, not {type(mode).__name__}")
        kinds = [c for c in mode if c in "rwxa"]
        if set(mode) - set("rwxab+"):
            raise ValueError(f"invalid mode: {mode}")
        if len(kinds) != 1 or mode.count("+") > 1:
            raise ValueError("Must have exactly one of create/read/write/append mode and at most one plus")
        self._kind, self._plus = kinds[0], "+" in mode
        self._can_read = self._kind == "r" or self._plus
        self._can_write = self._kind != "r" or self._plus
        self._closefd = closefd
        self.name = file
        self._open(file, opener)
        if self._kind == "a":
            _files.seek(self._fd, 0, 2)

    def _open(self, file, opener):
        if isinstance(file, int) and not isinstance(file, bool) or hasattr(file, "__index__"):
            file = file.__index__()
            if file < 0:
                raise ValueError("negative file descriptor")
            if file > 2:
                _files.facts(file)
            self._fd = file
            return
        text = path_text(file)
        if not self._closefd:
            raise ValueError("Cannot use closefd=False with file name")
        flags = _RDWR if self._can_read and self._can_write else _WRONLY if self._can_write else _RDONLY
        flags |= {"r": 0, "w": _CREAT | _TRUNC, "x": _CREAT | _EXCL, "a": _CREAT | _APPEND}[self._kind]
        if opener is not None:
            self._fd = opener(file, flags | 524288)
            if not isinstance(self._fd, int):
                raise TypeError("expected integer from opener")
            return
        shown = text
        if isinstance(text, bytes):
            text = text.decode("utf-8", "surrogateescape")
        fd = _files.open(text, flags, 0o666, shown)
        if _files.facts(fd)[0] & 0o170000 == 0o040000:
            _files.close(fd)
            raise IsADirectoryError(21, "Is a directory", shown)
        self._fd = fd

    @property
    def closed(self):
        return self._closed

    @property
    def closefd(self):
        return self._closefd

    @property
    def mode(self):
        if self._kind == "r":
            return "rb+" if self._plus else "rb"
        return {"w": "wb", "x": "xb", "a": "ab"}[self._kind] if not self._plus else \
            {"w": "rb+", "x": "xb+", "a": "ab+"}[self._kind]

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def __repr__(self):
        if self._closed:
            return f"<{type(self).__module__}.{type(self).__qualname__} [closed]>"
        return (f"<{type(self).__module__}.{type(self).__qualname__} name={self.name!r} mode={self.mode!r} "
                f"closefd={self._closefd!r}>")

    def fileno(self):
        self._check()
        return self._fd

    def readable(self):
        self._check()
        return self._can_read

    def writable(self):
        self._check()
        return self._can_write

    def seekable(self):
        self._check()
        return self._fd > 2

    def _may_read(self):
        self._check()
        if not self._can_read:
            raise UnsupportedOperation("File not open for reading")

    def read(self, size=-1, /):
        """The next bytes."""
        self._may_read()
        size = size_of(size)
        if self._fd == 0:
            return self._input(size)
        return _files.read(self._fd, size)

    def _input(self, size):
        """Bytes of standard input: of one line, or all."""
        data, self._left = self._left, b""
        while not data or size < 0:
            line = _files.input(0).encode("utf-8", "surrogateescape")
            data += line
            if not line:
                break
        if size >= 0:
            data, self._left = data[:size], data[size:]
        return data

    def readall(self):
        """All bytes that are left."""
        return self.read(-1)

    def readinto(self, buffer, /):
        """Fills a buffer; returns the number of bytes."""
        self._may_read()
        view = memoryview(buffer)
        data = _files.read(self._fd, view.nbytes)
        fill(view, data)
        return len(data)

    def write(self, data, /):
        """Writes bytes; returns how many."""
        self._check()
        if not self._can_write:
            raise UnsupportedOperation("File not open for writing")
        return _files.write(self._fd, data)

    def seek(self, pos, whence=0, /):
        """Moves to a place; returns it."""
        self._check()
        return _files.seek(self._fd, pos, whence)

    def tell(self):
        """The current place."""
        self._check()
        return _files.seek(self._fd, 0, 1)

    def truncate(self, size=None, /):
        """Cuts the file, or fills it up with zeros."""
        self._check()
        if not self._can_write:
            raise UnsupportedOperation("File not open for writing")
        size = self.tell() if size is None else size
        _files.truncate(self._fd, size)
        return size

    def close(self):
        """Closes the file."""
        if not self._closed:
            self._closed = True
            if self._closefd and self._fd > 2:
                _files.close(self._fd)

    def __del__(self):
        if self._fd > 2:
            self.close()


class _Buffered(_BufferedIOBase):
    """What the buffered files share: bytes read ahead, and bytes that are yet to be written."""

    _reads = _writes = False
    _raw = None

    def __init__(self, raw, buffer_size=_CHUNK):
        if self._reads and not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        if self._writes and not raw.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        if self._reads and self._writes and not raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self._raw, self._size = raw, buffer_size
        self._ahead, self._used = b"", 0
        self._pending = bytearray()

    @property
    def raw(self):
        return self._raw

    @property
    def closed(self):
        return self._opened().closed

    @property
    def name(self):
        return self._opened().name

    @property
    def mode(self):
        return self._opened().mode

    def __repr__(self):
        name = f"{type(self).__module__}.{type(self).__qualname__}"
        try:
            return f"<{name} name={self.name!r}>"
        except Exception:
            return f"<{name}>"

    def _opened(self):
        if self._raw is None:
            raise ValueError("raw stream has been detached")
        return self._raw

    def _usable(self, what):
        if self._opened().closed:
            raise ValueError(f"{what} of closed file" if what != "write" else "write to closed file")

    def fileno(self):
        return self._opened().fileno()

    def isatty(self):
        return self._opened().isatty()

    def readable(self):
        return self._reads and self._opened().readable()

    def writable(self):
        return self._writes and self._opened().writable()

    def seekable(self):
        return self._opened().seekable()

    def detach(self):
        """Gives the raw file away."""
        self.flush()
        raw, self._raw = self._opened(), None
        return raw

    def flush(self):
        """Writes what is pending."""
        self._usable("flush")
        self._write_pending()
        self._forget()

    def _write_pending(self):
        while self._pending:
            count = self._raw.write(self._pending)
            if not isinstance(count, int) or not 0 <= count <= len(self._pending):
                raise OSError(f"raw write() returned invalid length {count} (should have been between 0 and "
                              f"{len(self._pending)})")
            del self._pending[:count]

    def _forget(self):
        """Goes back over what was read ahead."""
        left = len(self._ahead) - self._used
        self._ahead, self._used = b"", 0
        if left and self._raw.seekable():
            self._raw.seek(-left, 1)

    def close(self):
        """Writes what is pending and closes the file."""
        if self._raw is not None and not self._raw.closed:
            try:
                self.flush()
            finally:
                self._raw.close()

    def __del__(self):
        if self._raw is not None and self._writes:
            self.close()

    def tell(self):
        """The current place."""
        return self._opened().tell() - (len(self._ahead) - self._used) + len(self._pending)

    def seek(self, target, whence=0, /):
        """Moves to a place; returns it."""
        if whence not in (0, 1, 2):
            raise ValueError(f"whence value {whence} unsupported")
        self._usable("seek")
        if not self._raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        self._write_pending()
        if whence == 1:
            target -= len(self._ahead) - self._used
        place = self._raw.seek(target, whence)
        self._ahead, self._used = b"", 0
        return place

    def truncate(self, pos=None, /):
        """Cuts the file, or fills it up with zeros."""
        self._usable("truncate")
        if not self._writes:
            raise UnsupportedOperation("truncate")
        self.flush()
        return self._raw.truncate(self.tell() if pos is None else pos)

    # ---- reading ----

    def _fill(self):
        """Reads more bytes behind those that are ahead; False at the end."""
        more = self._raw.read(self._size)
        if not more:
            return False
        self._ahead = self._ahead[self._used:] + more
        self._used = 0
        return True

    def _take(self, count):
        result = self._ahead[self._used:self._used + count]
        self._used += len(result)
        return result

    def _read(self, size):
        self._usable("read")
        self._write_pending()
        size = size_of(size)
        if size < -1:
            raise ValueError("read length must be non-negative or -1")
        if size < 0:
            rest, self._ahead, self._used = self._ahead[self._used:], b"", 0
            reader = getattr(self._raw, "readall", None)
            return rest + ((reader() if reader else self._raw.read()) or b"")
        while len(self._ahead) - self._used < size:
            left = size - (len(self._ahead) - self._used)
            more = self._raw.read(max(self._size, left))
            if not more:
                break
            self._ahead, self._used = self._ahead[self._used:] + more, 0
        return self._take(size)

    def _read1(self, size):
        self._usable("read")
        self._write_pending()
        if self._used == len(self._ahead):
            if size == 0:
                return b""
            return self._raw.read(size if size > 0 else self._size) or b""
        return self._take(size if size >= 0 else len(self._ahead))

    def _peek(self):
        self._usable("peek")
        self._write_pending()
        if self._used == len(self._ahead):
            self._fill()
        return self._ahead[self._used:]

    def _readline(self, size):
        self._usable("readline")
        self._write_pending()
        size = size_of(size)
        start = self._used
        while True:
            end = self._ahead.find(b"\n", start)
            if end >= 0 or 0 <= size <= len(self._ahead) - self._used:
                break
            seen = len(self._ahead) - self._used
            if not self._fill():
                break
            start = self._used + seen
        count = end + 1 - self._used if end >= 0 else len(self._ahead)
        return self._take(min(count, size) if size >= 0 else count)

    # ---- writing ----

    def _write(self, data):
        data = _files.bytes(data)
        self._usable("write")
        self._forget()
        if len(self._pending) + len(data) > self._size:
            self._write_pending()
        self._pending += data
        if len(self._pending) > self._size:
            self._write_pending()
        return len(data)


class _Reads:
    """The methods of a buffered file that can be read."""

    def read(self, size=-1, /):
        """The next bytes; all that are left where no size is given."""
        return self._read(size)

    def read1(self, size=-1, /):
        """The next bytes, with at most one read of the system."""
        return self._read1(size)

    def peek(self, size=0, /):
        """The bytes that come next, which stay unread."""
        return self._peek()

    def readline(self, size=-1, /):
        """The next line."""
        return self._readline(size)

    def __next__(self):
        line = self._readline(-1)
        if not line:
            raise StopIteration
        return line


def _with_reads(cls):
    for name in ("read", "read1", "peek", "readline", "__next__"):
        setattr(cls, name, _Reads.__dict__[name])
    return cls


@_with_reads
class BufferedReader(_Buffered):
    """A binary file that is read."""

    _reads = True


class BufferedWriter(_Buffered):
    """A binary file that is written."""

    _writes = True

    def write(self, data, /):
        """Writes bytes; returns how many."""
        return self._write(data)


@_with_reads
class BufferedRandom(_Buffered):
    """A binary file that is read and written."""

    _reads = _writes = True

    def write(self, data, /):
        """Writes bytes; returns how many."""
        return self._write(data)


class BufferedRWPair(_BufferedIOBase):
    """A reader and a writer as one file."""

    def __init__(self, reader, writer, buffer_size=_CHUNK, /):
        if not reader.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        if not writer.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self._reader, self._writer = BufferedReader(reader, buffer_size), BufferedWriter(writer, buffer_size)
        for name in ("read", "read1", "peek", "readline", "readinto", "readinto1", "readable"):
            setattr(self, name, getattr(self._reader, name))
        for name in ("write", "writable", "flush"):
            setattr(self, name, getattr(self._writer, name))

    @property
    def closed(self):
        return self._writer.closed

    def close(self):
        self._writer.close()
        self._reader.close()


# The classes' own hierarchy has no helper class in between.
for _cls in (FileIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair):
    _cls.__module__ = "_io"
del _cls


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Opens a file of the session's folder."""
    if not isinstance(file, int):
        path_text(file)
    for name, value in (("mode", mode), ("encoding", encoding), ("errors", errors)):
        if not isinstance(value, str) and (name == "mode" or value is not None):
            raise TypeError(f"open() argument {name!r} must be str{'' if name == 'mode' else ' or None'}, "
                            f"not {type(value).__name__}")
    if set(mode) - set("rwxab+t") or len(set(mode)) < len(mode):
        raise ValueError(f"invalid mode: {mode!r}")
    binary, plus = "b" in mode, "+" in mode
    if binary and "t" in mode:
        raise ValueError("can't have text and binary mode at once")
    kinds = "".join(c for c in mode if c in "rwxa")
    if len(kinds) > 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    if binary:
        for name, value in (("encoding", encoding), ("errors", errors), ("newline", newline)):
            if value is not None:
                raise ValueError(f"binary mode doesn't take {'a' if name == 'newline' else 'an'} {name} argument")
    raw = FileIO(file, kinds + ("b" if binary else "") + ("+" if plus else ""), closefd, opener)
    try:
        return _wrap(raw, binary, plus, mode, buffering, encoding, errors, newline)
    except BaseException:
        raw.close()
        raise


def _wrap(raw, binary, plus, mode, buffering, encoding, errors, newline):
    if buffering == 0:
        if not binary:
            raise ValueError("can't have unbuffered text I/O")
        return raw
    lines = buffering == 1 and not binary
    size = buffering if buffering > 1 else _CHUNK
    kind = BufferedRandom if plus else BufferedReader if raw.readable() else BufferedWriter
    buffer = kind(raw, size)
    if binary:
        return buffer
    from _iotext import TextIOWrapper

    text = TextIOWrapper(buffer, encoding, errors, newline, lines)
    text.mode = mode
    return text


_standard = {}


def standard(number):
    """The binary file of a standard stream, which passes everything through at once."""
    if number not in _standard:
        raw = FileIO(number, "w" if number else "r", closefd=False)
        raw.name = ("<stdin>", "<stdout>", "<stderr>")[number]
        file = _standard[number] = (BufferedWriter if number else BufferedReader)(raw)
        if number:
            file._size = 0
    return _standard[number]
