"""Texts and bytes in memory as file objects."""

from _files import bytes as _bytes
from _iobase import _BufferedIOBase, _TextIOBase, size_of


def _index(number):
    try:
        return number.__index__()
    except AttributeError:
        raise TypeError(f"{type(number).__name__!r} object cannot be interpreted as an integer") from None


class StringIO(_TextIOBase):
    """A text in memory as a file object."""

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self._newline = newline
        self._seen = set()  # the line ends that were translated
        self._text = self._translate(initial_value or "")
        self._parts = []  # written at the end and not joined yet
        self._place = 0
        self._end = len(self._text)  # of the text and the parts

    def _translate(self, text):
        if self._newline is None or self._newline == "":
            pairs = text.count("\r\n")
            for end, count in (("\r\n", pairs), ("\r", text.count("\r") - pairs), ("\n", text.count("\n") - pairs)):
                if count:
                    self._seen.add(end)
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
        if self._newline != "\n":
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
        size = size_of(size)
        text = self._join()
        end = len(text) if size < 0 else min(self._place + size, len(text))
        result = text[self._place:end]
        self._place = max(end, self._place)
        return result

    def _line_end(self, text):
        """The place behind the line that starts at the current place."""
        if self._newline == "":
            feed, carriage = text.find("\n", self._place), text.find("\r", self._place)
            if carriage >= 0 and (feed < 0 or carriage < feed):
                return carriage + 1 + (feed == carriage + 1)
            return feed + 1 if feed >= 0 else len(text)
        end = self._newline or "\n"
        place = text.find(end, self._place)
        return place + len(end) if place >= 0 else len(text)

    def readline(self, size=-1, /):
        """The next line."""
        self._check()
        size = size_of(size)
        text = self._join()
        end = self._line_end(text)
        if size >= 0:
            end = min(end, self._place + size)
        result = text[self._place:end]
        self._place = max(end, self._place)
        return result

    def seek(self, pos, whence=0, /):
        """Moves to a place."""
        self._check()
        pos = _index(pos)
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

    def close(self):
        """Closes the file; its text is gone."""
        self._closed = True
        self._text, self._parts = "", []

    @property
    def newlines(self):
        seen = tuple(end for end in ("\r", "\n", "\r\n") if end in self._seen)
        return None if not seen else seen[0] if len(seen) == 1 else seen

    @property
    def line_buffering(self):
        return False

    @property
    def name(self):
        raise AttributeError("'_io.StringIO' object has no attribute 'name'")

    def __getstate__(self):
        return (self.getvalue(), self._newline, self._place, None)

    def __setstate__(self, state):
        self.__init__(state[0], state[1])
        self._place = state[2]


class BytesIO(_BufferedIOBase):
    """Bytes in memory as a file object."""

    mode = "rb+"

    def __init__(self, initial_bytes=b""):
        self._buffer = bytearray(_bytes(initial_bytes) if initial_bytes is not None else b"")
        self._place = 0

    def close(self):
        """Closes the file; its bytes are gone."""
        self._closed = True
        self._buffer = bytearray()

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
        self._check()
        data = _bytes(b)
        end = self._place + len(data)
        if self._place > len(self._buffer):
            self._buffer.extend(bytes(self._place - len(self._buffer)))
        self._buffer[self._place:end] = data
        self._place = end
        return len(data)

    def read(self, size=-1, /):
        """The next bytes."""
        self._check()
        size = size_of(size)
        end = len(self._buffer) if size < 0 else min(self._place + size, len(self._buffer))
        result = bytes(self._buffer[self._place:end])
        self._place = max(end, self._place)
        return result

    read1 = read

    def readline(self, size=-1, /):
        """The next line."""
        self._check()
        size = size_of(size)
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
        pos = _index(pos)
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
        size = self._place if size is None else _index(size)
        if size < 0:
            raise ValueError(f"negative size value {size}")
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


StringIO.__module__ = BytesIO.__module__ = "_io"
