"""The bases of file objects. io gives them to programs."""


class UnsupportedOperation(OSError, ValueError):
    """An operation that the file object does not have."""


UnsupportedOperation.__module__ = "io"


class _IOBase:
    """The base of file objects."""

    _closed = False

    @property
    def closed(self):
        return self._closed

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    _checkClosed = _check

    def close(self):
        """Flushes and closes the file."""
        if not self._closed:
            try:
                self.flush()
            finally:
                self._closed = True

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    def readable(self):
        self._check()
        return False

    def writable(self):
        self._check()
        return False

    def seekable(self):
        self._check()
        return False

    def _checkReadable(self, msg=None):
        if not self.readable():
            raise UnsupportedOperation("File or stream is not readable." if msg is None else msg)

    def _checkWritable(self, msg=None):
        if not self.writable():
            raise UnsupportedOperation("File or stream is not writable." if msg is None else msg)

    def _checkSeekable(self, msg=None):
        if not self.seekable():
            raise UnsupportedOperation("File or stream is not seekable." if msg is None else msg)

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def seek(self, *args):
        raise UnsupportedOperation("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, *args):
        raise UnsupportedOperation("truncate")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self, size=-1, /):
        """Reads a line byte by byte, for classes that only have read()."""
        size = -1 if size is None else size
        line = bytearray()
        while size < 0 or len(line) < size:
            byte = self.read(1)
            if not byte:
                break
            if not isinstance(byte, bytes):
                raise OSError(f"read() should have returned a bytes object, not {type(byte).__name__!r}")
            line += byte
            if line.endswith(b"\n"):
                break
        return bytes(line)

    def readlines(self, hint=-1, /):
        lines, size = [], 0
        for line in self:
            lines.append(line)
            size += len(line)
            if hint is not None and 0 < hint <= size:
                break
        return lines

    def writelines(self, lines, /):
        self._check()
        for line in lines:
            self.write(line)


class _RawIOBase(_IOBase):
    """The base of raw binary files: readinto() and write() are the class's own."""

    def read(self, size=-1, /):
        """The next bytes, in one call of the system."""
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        count = self.readinto(buffer)
        return None if count is None else bytes(buffer[:count])

    def readall(self):
        """All bytes that are left."""
        parts = []
        while True:
            part = self.read(8192)
            if not part:
                return b"".join(parts) if parts or part is not None else None
            parts.append(part)

    def readinto(self, buffer, /):
        raise UnsupportedOperation("readinto")

    def write(self, data, /):
        raise UnsupportedOperation("write")


class _BufferedIOBase(_IOBase):
    """The base of binary files that read and write all that they are asked for."""

    def read(self, size=-1, /):
        raise UnsupportedOperation("read")

    def read1(self, size=-1, /):
        raise UnsupportedOperation("read1")

    def write(self, data, /):
        raise UnsupportedOperation("write")

    def detach(self):
        raise UnsupportedOperation("detach")

    def readinto(self, buffer, /):
        """Fills a buffer; returns the number of bytes."""
        view = memoryview(buffer)
        data = self.read(view.nbytes)
        fill(view, data)
        return len(data)

    def readinto1(self, buffer, /):
        """Fills a buffer with at most one read of the system."""
        view = memoryview(buffer)
        data = self.read1(view.nbytes)
        fill(view, data)
        return len(data)


class _TextIOBase(_IOBase):
    """The base of text files."""

    encoding = None
    errors = None
    newlines = None

    def read(self, size=-1, /):
        raise UnsupportedOperation("read")

    def readline(self, size=-1, /):
        raise UnsupportedOperation("readline")

    def write(self, text, /):
        raise UnsupportedOperation("write")

    def detach(self):
        raise UnsupportedOperation("detach")


for _cls in (_IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase):
    _cls.__module__ = "_io"
del _cls


def fill(view, data):
    """Puts bytes at the start of a buffer."""
    view = view if view.format == "B" else view.cast("B")
    view[:len(data)] = data


def size_of(size):
    """The number of a size argument; None is all."""
    if size is None:
        return -1
    try:
        return size.__index__()
    except AttributeError:
        raise TypeError(f"argument should be integer or None, not {type(size).__name__!r}") from None
