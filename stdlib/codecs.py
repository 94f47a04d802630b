"""Encodings as objects: at once, part by part, and over files."""

__all__ = ["register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE",
           "BOM64_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE",
           "BOM_UTF32_BE", "CodecInfo", "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader",
           "StreamWriter", "StreamReaderWriter", "StreamRecoder", "getencoder", "getdecoder", "getincrementalencoder",
           "getincrementaldecoder", "getreader", "getwriter", "encode", "decode", "iterencode", "iterdecode",
           "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors", "backslashreplace_errors",
           "namereplace_errors", "register_error", "lookup_error"]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM32_LE = BOM = BOM_UTF16 = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = BOM32_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM64_LE = BOM_UTF32 = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = BOM64_BE = b"\x00\x00\xfe\xff"

_NAMES = {"utf8": "utf-8", "u8": "utf-8", "utf": "utf-8", "cp65001": "utf-8", "utf8sig": "utf-8-sig",
          "ascii": "ascii", "usascii": "ascii", "646": "ascii", "latin1": "iso8859-1", "latin": "iso8859-1",
          "iso88591": "iso8859-1", "88591": "iso8859-1", "8859": "iso8859-1", "cp819": "iso8859-1",
          "l1": "iso8859-1", "utf16": "utf-16", "u16": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be",
          "utf32": "utf-32", "u32": "utf-32", "utf32le": "utf-32-le", "utf32be": "utf-32-be",
          "rot13": "rot13", "hex": "hex", "hexcodec": "hex", "base64": "base64", "base64codec": "base64"}
_searches = []


class CodecInfo(tuple):
    """The functions and classes of an encoding."""

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode, self.decode = encode, decode
        self.incrementalencoder, self.incrementaldecoder = incrementalencoder, incrementaldecoder
        self.streamreader, self.streamwriter = streamreader, streamwriter
        self._is_text_encoding = _is_text_encoding is not False
        return self

    def __repr__(self):
        kind = "" if self._is_text_encoding else "non-text "
        return f"<codecs.CodecInfo object for {kind}encoding {self.name} at {id(self):#x}>"


def register(search_function, /):
    """Adds a function that finds encodings by their names: for the functions of this module, not for str.encode."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searches.append(search_function)


def unregister(search_function, /):
    """Takes a search function away."""
    if search_function in _searches:
        _searches.remove(search_function)


def _page_name(key):
    """The name of a code page, None where there is none of this name."""
    try:
        "".encode(key)
    except LookupError:
        return None
    for start, name in (("windows", "cp"), ("iso8859", "iso8859-"), ("koi8", "koi8-"), ("mac", "mac-")):
        if key.startswith(start):
            return name + key.removeprefix(start)
    for start, name in (("unicodeescape", "unicode-escape"), ("rawunicodeescape", "raw-unicode-escape")):
        if key == start:
            return name
    return "cp" + key if key.isdecimal() else key


def lookup(encoding, /):
    """What there is of an encoding."""
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    key = encoding.lower().replace("-", "").replace("_", "").replace(" ", "")
    name = _NAMES.get(key) or _page_name(key)
    if name:
        if name not in _known:
            _known[name] = _make(name)
        return _known[name]
    for search in _searches:
        found = search(encoding.lower().replace(" ", "_").replace("-", "_"))
        if found is not None:
            return found
    from _codecnames import refuse_known

    refuse_known(key, encoding)
    raise LookupError(f"unknown encoding: {encoding}")


def decode(obj, encoding="utf-8", errors="strict"):
    """What bytes in an encoding stand for."""
    return lookup(encoding).decode(obj, errors)[0]


def encode(obj, encoding="utf-8", errors="strict"):
    """A text (or bytes) in an encoding."""
    return lookup(encoding).encode(obj, errors)[0]


def getdecoder(encoding):
    return lookup(encoding).decode


def getencoder(encoding):
    return lookup(encoding).encode


def getwriter(encoding):
    return lookup(encoding).streamwriter


def getreader(encoding):
    return lookup(encoding).streamreader


def getincrementaldecoder(encoding):
    found = lookup(encoding).incrementaldecoder
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementalencoder(encoding):
    found = lookup(encoding).incrementalencoder
    if found is None:
        raise LookupError(encoding)
    return found


def _results(convert, iterator, nothing):
    """What is made of each part, and of nothing at the end; empty results are left out."""
    for part in iterator:
        if made := convert(part):
            yield made
    if made := convert(nothing, True):
        yield made


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decodes each part of several."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    yield from _results(decoder.decode, iterator, b"")


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encodes each text of several."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    yield from _results(encoder.encode, iterator, "")


class Codec:
    """The base of encodings."""

    def decode(self, input, errors="strict"):
        raise NotImplementedError

    def encode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalDecoder:
    """Decodes bytes part by part."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def setstate(self, state):
        pass

    def getstate(self):
        return b"", 0

    def reset(self):
        pass

    def decode(self, input, final=False):
        raise NotImplementedError


class IncrementalEncoder:
    """Encodes texts part by part."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def setstate(self, state):
        pass

    def getstate(self):
        return 0

    def reset(self):
        pass

    def encode(self, input, final=False):
        raise NotImplementedError


def _unfinished(encoding, data):
    """How many bytes at the end start a character that is not complete yet."""
    if encoding in ("utf-8", "utf-8-sig"):
        for back in range(1, min(3, len(data)) + 1):
            byte = data[-back]
            if byte >= 0xC0:
                need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
                return back if back < need and byte <= 0xF4 else 0
            if byte < 0x80:
                return 0
        return 0
    if encoding.startswith("utf-16"):
        rest = len(data) % 2
        if len(data) - rest >= 2:
            high = data[len(data) - rest - (1 if encoding != "utf-16-be" else 2)]
            if 0xD8 <= high <= 0xDB:
                rest += 2
        return rest
    return len(data) % 4 if encoding.startswith("utf-32") else 0


# What the encodings with a byte order mark are where there is none.
_UNMARKED = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}
# What a decoder may have learnt from the mark, by the number in its state.
_ORDERS = (None, "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


class _Decoder(IncrementalDecoder):
    """The decoder of a built-in encoding."""

    _encoding = "utf-8"

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.reset()

    def setstate(self, state):
        self.buffer, flag = state
        self._order = _ORDERS[flag]

    def getstate(self):
        return self.buffer, _ORDERS.index(self._order)

    def reset(self):
        self.buffer = b""
        self._order = None  # what the mark at the start said

    def _start(self, data, final):
        """Reads the byte order mark."""
        marks = {"utf-16": ((BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")),
                 "utf-32": ((BOM_UTF32_LE, "utf-32-le"), (BOM_UTF32_BE, "utf-32-be")),
                 "utf-8-sig": ((BOM_UTF8, "utf-8"),)}[self._encoding]
        for mark, encoding in marks:
            if data.startswith(mark):
                self._order = encoding
                return data[len(mark):]
            if mark.startswith(data) and not final:
                return None
        self._order = _UNMARKED[self._encoding]
        return data

    def decode(self, input, final=False):
        """The text of the next bytes."""
        data = self.buffer + bytes(input)
        encoding = self._encoding
        if encoding in _UNMARKED:
            if self._order is None:
                rest = self._start(data, final)
                if rest is None:
                    self.buffer = data
                    return ""
                data = rest
            encoding = self._order
        hold = 0 if final else _unfinished(encoding, data)
        text = data[:len(data) - hold].decode(encoding, self.errors)
        self.buffer = data[len(data) - hold:]
        return text


BufferedIncrementalEncoder, BufferedIncrementalDecoder = IncrementalEncoder, _Decoder


class _Encoder(IncrementalEncoder):
    """The encoder of a built-in encoding; a byte order mark comes once."""

    _encoding = "utf-8"

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self._begun = False

    def setstate(self, state):
        self._begun = state == 0

    def getstate(self):
        return 0 if self._begun or self._encoding not in ("utf-16", "utf-32") else 2

    def reset(self):
        self._begun = False

    def encode(self, input, final=False):
        encoding = self._encoding
        if self._begun:
            encoding = _UNMARKED.get(encoding, encoding)
        self._begun = True
        return input.encode(encoding, self.errors)


class _OverStream:
    """What text files over a binary stream share."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.stream.close()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()


class StreamReader(_OverStream, Codec):
    """A text file that reads from a binary one."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors
        self._text = ""

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def readline(self, size=None, keepends=True):
        lines = self._all().splitlines(True)
        if not lines:
            return ""
        self._text = self._text[len(lines[0]):]
        return lines[0] if keepends else lines[0].splitlines(False)[0]

    def read(self, size=-1, chars=-1, firstline=False):
        text = self._all()
        count = chars if chars >= 0 else size if size >= 0 else len(text)
        self._text = text[count:]
        return text[:count]

    def _all(self):
        data = self.stream.read()
        if data:
            self._text += self.decode(data, self.errors)[0]
        return self._text

    def reset(self):
        self._text = ""


class StreamWriter(_OverStream, Codec):
    """A text file that writes to a binary one."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors

    def reset(self):
        pass

    def writelines(self, list):
        self.write("".join(list))

    def write(self, object):
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)


class StreamReaderWriter(_OverStream):
    """A text file that reads from and writes to a binary one."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream = stream
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)
        self.errors = errors

    def writelines(self, list):
        return self.writer.writelines(list)

    def write(self, data):
        return self.writer.write(data)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.reader)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def readline(self, size=None, keepends=True):
        return self.reader.readline(size, keepends)

    def read(self, size=-1):
        return self.reader.read(size)

    def reset(self):
        self.reader.reset()
        self.writer.reset()


# The built-in encodings.


def _rot13(text):
    def turn(c):
        base = 65 if "A" <= c <= "Z" else 97 if "a" <= c <= "z" else None
        return c if base is None else chr((ord(c) - base + 13) % 26 + base)

    return "".join(map(turn, text))


def _bytes_codec(name):
    """The functions of the encodings that are not of texts."""
    if name == "rot13":
        return _rot13, _rot13
    import base64
    import binascii

    if name == "hex":
        return binascii.hexlify, binascii.unhexlify
    return base64.encodebytes, base64.decodebytes


def _make(encoding):
    name = encoding
    if encoding in ("rot13", "hex", "base64"):
        forth, back = _bytes_codec(encoding)

        def encode(input, errors="strict"):
            return forth(input), len(input)

        def decode(input, errors="strict"):
            return back(input), len(input)
    else:
        def encode(input, errors="strict", /):
            if not isinstance(input, str):
                raise TypeError(f"{name.replace('-', '_')}_encode() argument 1 must be str, "
                                f"not {type(input).__name__}")
            return input.encode(encoding, errors), len(input)

        def decode(input, errors="strict", /):
            data = bytes(memoryview(input))
            return data.decode(encoding, errors), len(data)

    encoder = type("IncrementalEncoder", (_Encoder,), {"_encoding": encoding})
    decoder = type("IncrementalDecoder", (_Decoder,), {"_encoding": encoding})
    reader = type("StreamReader", (StreamReader,), {"decode": staticmethod(decode)})
    writer = type("StreamWriter", (StreamWriter,), {"encode": staticmethod(encode)})
    return CodecInfo(encode, decode, reader, writer, encoder, decoder, name,
                     _is_text_encoding=encoding not in ("rot13", "hex", "base64"))


_known = {}


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Opens a file of the session's folder as text in an encoding."""
    import builtins

    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    info = lookup(encoding)
    result = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    result.encoding = encoding
    return result


def __getattr__(name):
    if name.endswith("_errors") or name in ("lookup_error", "register_error"):
        import _codecnames

        return getattr(_codecnames, name)
    if name.endswith(("_encode", "_decode")) and name.rsplit("_", 1)[0].replace("_", "") in _NAMES:
        info = lookup(name.rsplit("_", 1)[0])
        return info.encode if name.endswith("_encode") else info.decode
    from _modules import _missing

    raise _missing("codecs", name)
