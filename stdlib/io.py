"""Texts and bytes as file objects."""

__all__ = ["BytesIO", "StringIO", "IOBase", "RawIOBase", "BufferedIOBase", "TextIOBase", "TextIOWrapper",
           "UnsupportedOperation", "BlockingIOError", "open", "SEEK_SET", "SEEK_CUR", "SEEK_END"]

import sys

open = open
BlockingIOError = BlockingIOError
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    """An operation that the file object does not have."""


class IOBase:
    """The base of file objects."""

    _closed = False

    @property
    def closed(self):
        return self._closed

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def close(self):
        self._closed = True

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def fileno(self):
        raise UnsupportedOperation("fileno")

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

    def readlines(self, hint=-1):
        lines, size = [], 0
        for line in self:
            lines.append(line)
            size += len(line)
            if hint is not None and 0 < hint <= size:
                break
        return lines

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    pass


class BufferedIOBase(IOBase):
    pass


class TextIOBase(IOBase):
    encoding = None
    errors = None
    newlines = None


def _limit(size, what="argument"):
    if size is None:
        return -1
    if not isinstance(size, int):
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'")
    return size


class StringIO(TextIOBase):
    """A text in memory as a file object."""

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._newline = newline
        self._text = self._translate(initial_value or "")
        self._parts = []  # written at the end and not joined yet
        self._place = 0
        self._end = len(self._text)  # of the text and the parts

    def _translate(self, text):
        if self._newline is None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        if self._newline in ("\r", "\r\n"):
            return text.replace("\n", self._newline)
        return text

    def _join(self):
        if self._parts:
            self._text = "".join([self._text, *self._parts])
            self._parts = []
        return self._text

    def getvalue(self):
        """The whole text."""
        self._check()
        return self._join()

    def write(self, s):
        """Writes a text at the current place."""
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        self._check()
        length = len(s)
        if self._newline != "\n" and self._newline != "":
            s = self._translate(s)
        if self._place == self._end:
            self._parts.append(s)
            self._end += len(s)
            self._place = self._end
        elif s:
            text = self._join()
            if self._place > len(text):
                text += "\0" * (self._place - len(text))
            self._text = text[:self._place] + s + text[self._place + len(s):]
            self._place += len(s)
            self._end = len(self._text)
        return length

    def read(self, size=-1, /):
        """The next characters."""
        self._check()
        size = _limit(size)
        text = self._join()
        end = len(text) if size < 0 else min(self._place + size, len(text))
        result = text[self._place:end]
        self._place = max(end, self._place)
        return result

    def readline(self, size=-1, /):
        """The next line."""
        self._check()
        size = _limit(size)
        text = self._join()
        end = text.find("\n" if self._newline != "\r" else "\r", self._place)
        end = len(text) if end < 0 else end + 1
        if size >= 0:
            end = min(end, self._place + size)
        result = text[self._place:end]
        self._place = max(end, self._place)
        return result

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=0, /):
        """Moves to a place."""
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence and pos:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._place = pos if whence == 0 else self._place if whence == 1 else self._end
        return self._place

    def tell(self):
        """The current place."""
        self._check()
        return self._place

    def truncate(self, pos=None, /):
        """Cuts the text off."""
        self._check()
        pos = self._place if pos is None else pos
        if pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._text = self._join()[:pos]
        self._end = len(self._text)
        return pos

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    @property
    def line_buffering(self):
        return False

    @property
    def name(self):
        raise AttributeError("'_io.StringIO' object has no attribute 'name'")

    def detach(self):
        raise UnsupportedOperation("detach")

    def __getstate__(self):
        return (self.getvalue(), self._newline, self._place, None)


class BytesIO(BufferedIOBase):
    """Bytes in memory as a file object."""

    mode = "rb+"

    def __init__(self, initial_bytes=b""):
        self._buffer = bytearray(initial_bytes if initial_bytes is not None else b"")
        self._place = 0

    def getvalue(self):
        """All bytes."""
        self._check()
        return bytes(self._buffer)

    def getbuffer(self):
        """A view of the bytes."""
        self._check()
        return memoryview(self._buffer)

    def write(self, b, /):
        """Writes bytes at the current place."""
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._check()
        data = bytes(b)
        end = self._place + len(data)
        if self._place > len(self._buffer):
            self._buffer.extend(bytes(self._place - len(self._buffer)))
        self._buffer[self._place:end] = data
        self._place = end
        return len(data)

    def read(self, size=-1, /):
        """The next bytes."""
        self._check()
        size = _limit(size)
        end = len(self._buffer) if size < 0 else min(self._place + size, len(self._buffer))
        result = bytes(self._buffer[self._place:end])
        self._place = max(end, self._place)
        return result

    read1 = read

    def readinto(self, b, /):
        """Fills a buffer; returns the number of bytes."""
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    def readline(self, size=-1, /):
        """The next line."""
        self._check()
        size = _limit(size)
        end = self._buffer.find(b"\n", self._place)
        end = len(self._buffer) if end < 0 else end + 1
        if size >= 0:
            end = min(end, self._place + size)
        result = bytes(self._buffer[self._place:end])
        self._place = max(end, self._place)
        return result

    def seek(self, pos, whence=0, /):
        """Moves to a place."""
        self._check()
        if whence == 0 and pos < 0:
            raise ValueError(f"negative seek value {pos}")
        if whence not in (0, 1, 2):
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        self._place = max(0, pos + (0, self._place, len(self._buffer))[whence])
        return self._place

    def tell(self):
        """The current place."""
        self._check()
        return self._place

    def truncate(self, size=None, /):
        """Cuts the bytes off."""
        self._check()
        size = self._place if size is None else size
        del self._buffer[size:]
        return size

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def __getstate__(self):
        return (self.getvalue(), self._place, None)

    def __setstate__(self, state):
        self._buffer = bytearray(state[0])
        self._place = state[1]
        self._closed = False


class TextIOWrapper(TextIOBase):
    """A text file object over one of bytes."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        self.buffer = buffer
        self.encoding = encoding or "utf-8"
        self.errors = errors or "strict"
        self._pending = ""

    def write(self, s):
        self.buffer.write(s.encode(self.encoding, self.errors))
        return len(s)

    def _fill(self):
        self._pending += self.buffer.read().decode(self.encoding, self.errors).replace("\r\n", "\n").replace("\r", "\n")

    def read(self, size=-1, /):
        self._fill()
        size = len(self._pending) if size is None or size < 0 else size
        result, self._pending = self._pending[:size], self._pending[size:]
        return result

    def readline(self, size=-1, /):
        self._fill()
        end = self._pending.find("\n") + 1 or len(self._pending)
        result, self._pending = self._pending[:end], self._pending[end:]
        return result

    def seek(self, pos, whence=0, /):
        self._pending = ""
        return self.buffer.seek(pos, whence)

    def tell(self):
        return self.buffer.tell()

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def flush(self):
        self.buffer.flush()

    def detach(self):
        buffer, self.buffer = self.buffer, None
        return buffer

    def close(self):
        self._closed = True
        self.buffer.close()


for _cls in (StringIO, BytesIO, TextIOWrapper):
    _cls.__module__ = "_io"
del _cls


def __getattr__(name):
    if name in ("FileIO", "BufferedReader", "BufferedWriter", "BufferedRandom", "BufferedRWPair",
                "IncrementalNewlineDecoder", "open_code", "text_encoding"):
        from _types import refuse

        refuse(f"io.{name}")
    raise AttributeError(f"module 'io' has no attribute '{name}'")
