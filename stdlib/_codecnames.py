"""The encodings that Python has and torchlet lacks, and the error handlers as functions."""

from _types import refuse

_FAMILIES = ("cp", "iso8859", "koi8", "mac", "big5", "gb", "shiftjis", "eucjp", "euckr", "idna", "punycode", "zlib",
             "bz2", "quopri", "uu", "utf7", "charmap", "johab", "hz", "windows",
             "tis620", "ptcp154", "iso2022", "kz1048", "latin2", "latin9", "palmos", "mbcs", "oem", "undefined")


def refuse_known(key, encoding):
    """Raises UnsupportedError where Python knows the encoding."""
    if key.startswith(_FAMILIES):
        refuse(f"the encoding {encoding}")


def _range(error):
    if not isinstance(error, (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)):
        raise TypeError(f"don't know how to handle {type(error).__name__} in error callback")
    return error.object[error.start:error.end], error.end


def strict_errors(error, /):
    """Raises the error."""
    if not isinstance(error, Exception):
        raise TypeError("codec must pass exception instance")
    raise error


def ignore_errors(error, /):
    """Leaves out what is wrong."""
    return "", _range(error)[1]


def replace_errors(error, /):
    """Puts a question mark, or the replacement character."""
    part, end = _range(error)
    if isinstance(error, UnicodeEncodeError):
        return "?" * len(part), end
    return "\ufffd" * (1 if isinstance(error, UnicodeDecodeError) else len(part)), end


def xmlcharrefreplace_errors(error, /):
    """Puts character references."""
    part, end = _range(error)
    return "".join(f"&#{ord(c)};" for c in part), end


def backslashreplace_errors(error, /):
    """Puts escapes."""
    part, end = _range(error)
    if isinstance(part, bytes):
        return "".join(f"\\x{byte:02x}" for byte in part), end
    return part.encode("ascii", "backslashreplace").decode("ascii"), end


def namereplace_errors(error, /):
    """Puts the names of characters."""
    part, end = _range(error)
    return part.encode("ascii", "namereplace").decode("ascii"), end


_HANDLERS = {"strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors,
             "xmlcharrefreplace": xmlcharrefreplace_errors, "backslashreplace": backslashreplace_errors,
             "namereplace": namereplace_errors}


def lookup_error(name, /):
    """The error handler of a name."""
    if name not in _HANDLERS:
        raise LookupError(f"unknown error handler name {name!r}")
    return _HANDLERS[name]


def register_error(errors, handler, /):
    """Refused: str.encode knows the built-in handlers only."""
    refuse("codecs.register_error")
