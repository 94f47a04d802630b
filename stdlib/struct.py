"""Packing numbers into bytes by a format."""

from _struct import calcsize, pack, unpack_at

__all__ = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"]


class error(Exception):
    """A format or value that does not fit."""


error.__module__ = "struct"


def unpack(format, buffer, /):
    """The values of bytes that have exactly the format's size."""
    return unpack_at(format, buffer, 0, True)


def unpack_from(format, /, buffer, offset=0):
    """The values of bytes from an offset on."""
    if offset < 0:
        size, length = calcsize(format), len(buffer)
        if offset + size > 0:
            raise error(f"not enough data to unpack {size} bytes at offset {offset}")
        if offset + length < 0:
            raise error(f"offset {offset} out of range for {length}-byte buffer")
    return unpack_at(format, buffer, offset, False)


def _writable(buffer):
    """The bytes of a buffer that may be changed."""
    try:
        view = memoryview(buffer)
    except TypeError:
        view = None
    if view is None or view.readonly:
        raise TypeError(f"argument must be read-write bytes-like object, not {type(buffer).__name__}")
    return view if view.format == "B" else view.cast("B")


def pack_into(format, buffer, offset, /, *values):
    """Packs values into a buffer."""
    data = pack(format, *values)
    buffer = _writable(buffer)
    if offset < 0:
        if offset + len(data) > 0:
            raise error(f"no space to pack {len(data)} bytes at offset {offset}")
        if offset + len(buffer) < 0:
            raise error(f"offset {offset} out of range for {len(buffer)}-byte buffer")
        offset += len(buffer)
    if len(buffer) - offset < len(data):
        raise error(f"pack_into requires a buffer of at least {offset + len(data)} bytes for packing {len(data)} "
                    f"bytes at offset {offset} (actual buffer size is {len(buffer)})")
    buffer[offset:offset + len(data)] = data


def iter_unpack(format, buffer, /):
    """Unpacks one tuple after another."""
    size = calcsize(format)
    if size == 0:
        raise error("cannot iteratively unpack with a struct of length 0")
    if len(buffer) % size:
        raise error(f"iterative unpacking requires a buffer of a multiple of {size} bytes")
    return (unpack_at(format, buffer, place, False) for place in range(0, len(buffer), size))


class Struct:
    """A format."""

    def __init__(self, format):
        self.format = format
        self.size = calcsize(format)

    def pack(self, *values):
        return pack(self.format, *values)

    def pack_into(self, buffer, offset, *values):
        pack_into(self.format, buffer, offset, *values)

    def unpack(self, buffer):
        return unpack(self.format, buffer)

    def unpack_from(self, buffer, offset=0):
        return unpack_from(self.format, buffer, offset)

    def iter_unpack(self, buffer):
        return iter_unpack(self.format, buffer)

    def __repr__(self):
        return f"Struct({self.format!r})"
