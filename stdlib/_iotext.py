"""Text files over binary ones."""

from _iobase import UnsupportedOperation, _TextIOBase, size_of

_CHUNK = 8192


class IncrementalNewlineDecoder:
    """Decodes texts part by part and translates their line ends."""

    def __init__(self, decoder, translate, errors="strict"):
        self._decoder, self._translate = decoder, translate
        self._seen = set()
        self._held = False  # a carriage return, whose line feed may follow

    def decode(self, input, final=False):
        """The text of the next bytes."""
        text = input if self._decoder is None else self._decoder.decode(input, final=final)
        if self._held and (text or final):
            text = "\r" + text
            self._held = False
        if text.endswith("\r") and not final:
            text = text[:-1]
            self._held = True
        if "\r" in text:
            pairs = text.count("\r\n")
            self._note("\r\n", pairs)
            self._note("\r", text.count("\r") - pairs)
            self._note("\n", text.count("\n") - pairs)
            if self._translate:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
        elif "\n" in text:
            self._seen.add("\n")
        return text

    def _note(self, end, count):
        if count:
            self._seen.add(end)

    @property
    def newlines(self):
        seen = tuple(end for end in ("\r", "\n", "\r\n") if end in self._seen)
        return None if not seen else seen[0] if len(seen) == 1 else seen

    def reset(self):
        """Forgets all."""
        self._seen = set()
        self._held = False
        if self._decoder is not None:
            self._decoder.reset()

    def getstate(self):
        data, flag = (b"", 0) if self._decoder is None else self._decoder.getstate()
        return data, flag * 2 + self._held

    def setstate(self, state):
        data, flag = state
        self._held = bool(flag & 1)
        if self._decoder is not None:
            self._decoder.setstate((data, flag >> 1))


def _encoding_name(encoding):
    if encoding is None or encoding == "locale":
        return "UTF-8"
    if not isinstance(encoding, str):
        raise TypeError(f"TextIOWrapper() argument 'encoding' must be str or None, not {type(encoding).__name__}")
    return encoding


class TextIOWrapper(_TextIOBase):
    """A text file over a binary one."""

    _buffer = None

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"illegal newline type: {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline}")
        encoding = _encoding_name(encoding)
        "".encode(encoding)
        self._configure(encoding, errors or "strict", newline)
        self._lines, self._through = bool(line_buffering), bool(write_through)
        self._buffer = buffer
        self._seekable = self._telling = buffer.seekable()
        self._pending = []
        self._started = False
        if self._seekable and buffer.writable():
            self._started = buffer.tell() != 0

    def _configure(self, encoding, errors, newline):
        self._encoding, self._errors, self._newline = encoding, errors, newline
        self._decoder = None
        self._text, self._used = "", 0  # decoded, and how much of it was read
        self._snapshot = None  # the decoder's state and the bytes that _text came from
        self._end = {None: "\n", "": "\n"}.get(newline, newline)

    # ---- what it is ----

    @property
    def buffer(self):
        return self._open_buffer()

    @property
    def encoding(self):
        return self._encoding

    @property
    def errors(self):
        return self._errors

    @property
    def line_buffering(self):
        return self._lines

    @property
    def write_through(self):
        return self._through

    @property
    def newlines(self):
        return getattr(self._decoder, "newlines", None)

    @property
    def closed(self):
        return self._open_buffer().closed

    @property
    def name(self):
        return self._open_buffer().name

    def __repr__(self):
        text = f"<{type(self).__module__}.{type(self).__qualname__}"
        for name in ("name", "mode"):
            try:
                text += f" {name}={getattr(self, name)!r}"
            except Exception:
                pass
        return f"{text} encoding={self._encoding!r}>"

    def _open_buffer(self):
        if self._buffer is None:
            raise ValueError("underlying buffer has been detached")
        return self._buffer

    def _usable(self):
        if self._open_buffer().closed:
            raise ValueError("I/O operation on closed file.")

    def readable(self):
        return self._open_buffer().readable()

    def writable(self):
        return self._open_buffer().writable()

    def seekable(self):
        return self._open_buffer().seekable()

    def fileno(self):
        return self._open_buffer().fileno()

    def isatty(self):
        self._usable()
        return self._buffer.isatty()

    def reconfigure(self, *, encoding=None, errors=None, newline=Ellipsis, line_buffering=None, write_through=None):
        """Changes the settings; the encoding and the line ends only before anything was read."""
        if self._decoder is not None and (encoding is not None or errors is not None or newline is not Ellipsis):
            raise UnsupportedOperation("It is not possible to set the encoding or newline of stream after the first "
                                       "read")
        self.flush()
        if encoding is not None or errors is not None or newline is not Ellipsis:
            if encoding is not None and errors is None:
                errors = "strict"
            self._configure(_encoding_name(encoding) if encoding is not None else self._encoding,
                            errors or self._errors, self._newline if newline is Ellipsis else newline)
        self._lines = self._lines if line_buffering is None else bool(line_buffering)
        self._through = self._through if write_through is None else bool(write_through)

    def detach(self):
        """Gives the binary file away."""
        self.flush()
        buffer, self._buffer = self._open_buffer(), None
        return buffer

    def flush(self):
        """Writes what is pending."""
        self._usable()
        self._write_pending()
        self._buffer.flush()
        self._telling = self._seekable

    def close(self):
        """Writes what is pending and closes the file."""
        if self._buffer is not None and not self._buffer.closed:
            try:
                self.flush()
            finally:
                self._buffer.close()

    def __del__(self):
        if self._buffer is not None:
            self.close()

    # ---- writing ----

    def _encode(self, text):
        encoding = self._encoding
        if self._started and encoding.lower().replace("-", "").replace("_", "") in ("utf16", "utf32"):
            encoding += "-le"  # the mark stands at the start only
        elif self._started and encoding.lower().replace("_", "-") == "utf-8-sig":
            encoding = "utf-8"
        data = text.encode(encoding, self._errors)
        self._started = self._started or bool(text)
        return data

    def _write_pending(self):
        if self._pending:
            data, self._pending = b"".join(self._pending), []
            self._buffer.write(data)

    def write(self, text, /):
        """Writes a text; returns its number of characters."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._usable()
        if not self._buffer.writable():
            raise UnsupportedOperation("not writable")
        count = len(text)
        lines = self._lines and ("\n" in text or "\r" in text)
        if self._end != "\n":
            text = text.replace("\n", self._end)
        self._pending.append(self._encode(text))
        if len(self._pending) > 64 or len(self._pending[-1]) > _CHUNK or self._through or lines:
            self._write_pending()
        if lines:
            self._buffer.flush()
        self._text, self._used, self._snapshot = "", 0, None
        return count

    # ---- reading ----

    def _may_read(self):
        self._usable()
        if not self._buffer.readable():
            raise UnsupportedOperation("not readable")
        self._write_pending()
        if self._decoder is None:
            from codecs import getincrementaldecoder

            self._decoder = getincrementaldecoder(self._encoding)(self._errors)
            if self._newline in (None, ""):
                self._decoder = IncrementalNewlineDecoder(self._decoder, self._newline is None)

    def _fill(self):
        """Decodes one more chunk behind what is left; False at the end of the file."""
        state = self._decoder.getstate() if self._telling else None
        data = self._buffer.read1(_CHUNK) if hasattr(self._buffer, "read1") else self._buffer.read(_CHUNK)
        if not isinstance(data, (bytes, bytearray)):
            raise TypeError(f"underlying read1() should have returned a bytes-like object, not "
                            f"{type(data).__name__!r}")
        text = self._decoder.decode(bytes(data), final=not data)
        more = bool(data) or bool(text)
        if self._used < len(self._text):
            # What is left came from an earlier chunk: both count as one.
            if self._snapshot is not None:
                state, before, skipped = self._snapshot
                data = before + data
                self._snapshot = (state, data, skipped + self._used)
            self._text = self._text[self._used:] + text
        else:
            self._text = text
            self._snapshot = (state, data, 0)
        self._used = 0
        return more

    def _at_end(self):
        data = self._buffer.read()
        return self._decoder.decode(data, final=True)

    def read(self, size=-1, /):
        """The next characters; all that are left where no size is given."""
        self._may_read()
        size = size_of(size)
        if size < 0:
            text = self._text[self._used:] + self._at_end()
            self._text, self._used, self._snapshot = "", 0, None
            return text
        parts, left = [], size
        while True:
            part = self._text[self._used:self._used + left]
            self._used += len(part)
            left -= len(part)
            parts.append(part)
            if left == 0 or not self._fill():
                return "".join(parts)

    def _line_end(self, start):
        """The place behind the first line end from `start` on; -1 where there is none yet."""
        if self._newline != "":
            place = self._text.find(self._end, start)
            return place + len(self._end) if place >= 0 else -1
        feed, carriage = self._text.find("\n", start), self._text.find("\r", start)
        if carriage < 0 or 0 <= feed < carriage:
            return feed + 1 if feed >= 0 else -1
        return carriage + 1 + (feed == carriage + 1)

    def readline(self, size=-1, /):
        """The next line."""
        self._may_read()
        return self._readline(size_of(size))

    def _readline(self, size):
        start = self._used
        while True:
            end = self._line_end(start)
            if end >= 0 or 0 <= size <= len(self._text) - self._used:
                break
            seen = len(self._text) - self._used
            if not self._grow():
                break
            start = self._used + max(seen - 1, 0) if len(self._end) > 1 or self._newline == "" else self._used + seen
        end = len(self._text) if end < 0 else end
        if size >= 0:
            end = min(end, self._used + size)
        line = self._text[self._used:end]
        self._used = end
        return line

    def _grow(self):
        """Decodes until there is more text; False at the end."""
        before = len(self._text) - self._used
        while self._fill():
            if len(self._text) - self._used > before:
                return True
        return len(self._text) - self._used > before

    def __next__(self):
        self._telling = False
        self._may_read()
        line = self._readline(-1)
        if not line:
            self._telling = self._seekable
            self._snapshot = None
            raise StopIteration
        return line

    # ---- places ----

    def tell(self):
        """The place as a number that seek() takes."""
        self._usable()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if not self._telling:
            raise OSError("telling position disabled by next() call")
        self._write_pending()
        self._buffer.flush()
        place = self._buffer.tell()
        if self._snapshot is None or self._decoder is None:
            return place
        state, data, skipped = self._snapshot
        wanted = skipped + self._used
        start = place - len(data) - len(state[0])
        return start + self._bytes_of(state, data, wanted)

    def _bytes_of(self, state, data, wanted):
        """How many bytes of a chunk give its first `wanted` characters."""
        if wanted == 0:
            return len(state[0])
        now = self._decoder.getstate()
        seen = getattr(self._decoder, "_seen", None)
        if seen is not None:
            seen = set(seen)
        count = made = 0
        self._decoder.setstate(state)
        whole = data.isascii() and b"\r" not in data and not state[0] and self._encoding.lower() not in \
            ("utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
        if whole:
            count = wanted
        else:
            while made < wanted and count < len(data):
                made += len(self._decoder.decode(data[count:count + 1]))
                count += 1
        self._decoder.setstate(now)
        if seen is not None:
            self._decoder._seen = seen
        return count + len(state[0])

    def seek(self, cookie, whence=0, /):
        """Moves to a place that tell() gave, to the start or to the end."""
        self._usable()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if whence == 1:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie, whence = self.tell(), 0
        elif whence == 2:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
        elif whence != 0:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        elif cookie < 0:
            raise ValueError(f"negative seek position {cookie}")
        self.flush()
        place = self._buffer.seek(cookie, whence)
        self._text, self._used, self._snapshot = "", 0, None
        self._started = place != 0
        if self._decoder is not None:
            self._decoder.reset()
        return place

    def truncate(self, pos=None, /):
        """Cuts the file off."""
        self.flush()
        return self._buffer.truncate(self.tell() if pos is None and self._telling else pos)


for _cls in (TextIOWrapper, IncrementalNewlineDecoder):
    _cls.__module__ = "_io"
del _cls
