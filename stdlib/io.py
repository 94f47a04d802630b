"""File objects: texts and bytes in memory, and the files of the session's folder."""

import sys
from abc import ABCMeta

from _iobase import UnsupportedOperation, _BufferedIOBase, _IOBase, _RawIOBase, _TextIOBase
from _iomemory import BytesIO, StringIO

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom", "TextIOBase",
           "TextIOWrapper", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE",
           "text_encoding", "IncrementalNewlineDecoder"]

open = open
BlockingIOError = BlockingIOError
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


_stream = type(sys.__stdout__)


def _accepts(cls, subclass, base, streams):
    """Whether a class of this module counts a built-in one as its own."""
    if cls.__module__ != "io" or cls.__name__ != base.__name__[1:]:
        return NotImplemented
    return base in subclass.__mro__ or (streams and subclass is _stream) or NotImplemented


class IOBase(_IOBase, metaclass=ABCMeta):
    """The base of all file objects."""

    @classmethod
    def __subclasshook__(cls, subclass):
        for kind, base in (("IOBase", _IOBase), ("RawIOBase", _RawIOBase), ("BufferedIOBase", _BufferedIOBase),
                           ("TextIOBase", _TextIOBase)):
            if cls.__name__ == kind:
                return _accepts(cls, subclass, base, kind in ("IOBase", "TextIOBase"))
        return NotImplemented


class RawIOBase(_RawIOBase, IOBase):
    """The base of raw binary files."""


class BufferedIOBase(_BufferedIOBase, IOBase):
    """The base of buffered binary files."""


class TextIOBase(_TextIOBase, IOBase):
    """The base of text files."""


_LAZY = {
    "FileIO": "_iobuffered",
    "BufferedReader": "_iobuffered",
    "BufferedWriter": "_iobuffered",
    "BufferedRandom": "_iobuffered",
    "BufferedRWPair": "_iobuffered",
    "TextIOWrapper": "_iotext",
    "IncrementalNewlineDecoder": "_iotext",
}


def text_encoding(encoding, stacklevel=2, /):
    """The encoding of a text file whose encoding may be None."""
    return "locale" if encoding is None else encoding


def open_code(path):
    """Opens a file of code for reading its bytes."""
    return open(path, "rb")


def __getattr__(name):
    if name not in _LAZY:
        from _modules import _missing

        raise _missing("io", name)
    value = globals()[name] = getattr(__import__(_LAZY[name]), name)
    return value
