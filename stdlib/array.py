"""Arrays of numbers of one type."""

import operator

from _array import storage
from _types import native as _native

__all__ = ["array", "ArrayType"]

typecodes = "bBuwhHiIlLqQfd"


@_native
class array(storage):
    """A sequence of numbers of one type."""

    __slots__ = ("__weakref__",)

    def __init__(self, typecode, initializer=(), /):
        if typecode == "u":
            import warnings

            warnings.warn("The 'u' type code is deprecated and will be removed in Python 3.16", DeprecationWarning,
                          stacklevel=2)
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        elif isinstance(initializer, str) and typecode not in "uw":
            raise TypeError(f"cannot use a str to initialize an array with typecode {typecode!r}")
        elif isinstance(initializer, array):
            for value in initializer.tolist():
                self.append(value)
        else:
            self.extend(initializer)

    def extend(self, bb, /):
        """Adds the items of an iterable."""
        if isinstance(bb, array):
            if bb.typecode != self.typecode:
                raise TypeError("can only extend with array of same kind")
            self.frombytes(bb)
        else:
            for value in bb:
                self.append(value)

    def fromlist(self, list_, /):
        """Adds the items of a list; none where one does not fit."""
        if not isinstance(list_, list):
            raise TypeError("arg must be list")
        self.frombytes(array(self.typecode, list_))

    def fromunicode(self, ustr, /):
        """Adds the characters of a text."""
        if self.typecode not in "uw":
            raise ValueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
        self.extend(ustr)

    def tounicode(self):
        """The characters as a text."""
        if self.typecode not in "uw":
            raise ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')")
        return "".join(self.tolist())

    def fromfile(self, f, n, /):
        """Adds n items that are read from a file."""
        data = f.read(n * self.itemsize)
        whole = len(data) // self.itemsize * self.itemsize
        self.frombytes(data[:whole])
        if len(data) < n * self.itemsize:
            raise EOFError("read() didn't return enough bytes")

    def tofile(self, f, /):
        """Writes all items to a file."""
        f.write(self.tobytes())

    def byteswap(self):
        """Turns the bytes of each item around."""
        size, data = self.itemsize, self.tobytes()
        self._replace(0, len(self), b"".join(data[i:i + size][::-1] for i in range(0, len(data), size)))

    def count(self, v, /):
        return self.tolist().count(v)

    def index(self, v, start=0, stop=9223372036854775807, /):
        try:
            return self.tolist().index(v, start, stop)
        except ValueError:
            raise ValueError("array.index(x): x not in array") from None

    def insert(self, i, v, /):
        """Puts an item before another one."""
        i = operator.index(i)
        made = array(self.typecode, (v,))
        size = len(self)
        i = max(0, i + size) if i < 0 else min(i, size)
        self._replace(i, i, made)

    def pop(self, i=-1, /):
        """Removes an item and returns it."""
        if not len(self):
            raise IndexError("pop from empty array")
        i = operator.index(i)
        place = i + len(self) if i < 0 else i
        if not 0 <= place < len(self):
            raise IndexError("pop index out of range")
        value = self[place]
        self._replace(place, place + 1, b"")
        return value

    def remove(self, v, /):
        """Removes the first item that is equal to a value."""
        try:
            place = self.tolist().index(v)
        except ValueError:
            raise ValueError("array.remove(x): x not in array") from None
        self._replace(place, place + 1, b"")

    def reverse(self):
        """Turns the order around."""
        self._replace(0, len(self), self[::-1])

    def clear(self):
        """Removes all items."""
        self._replace(0, len(self), b"")

    def buffer_info(self):
        """The address and the number of items."""
        return id(self), len(self)

    def _same(self, other):
        if other.typecode != self.typecode:
            raise TypeError("bad argument type for built-in operation")
        return other

    def _assign(self, key, other):
        """Assigns to a slice."""
        if not isinstance(other, array):
            raise TypeError(f'can only assign array (not "{type(other).__name__}") to array slice')
        self._same(other)
        start, stop, step = key.indices(len(self))
        if step == 1:
            self._replace(start, max(start, stop), other.tobytes())
            return
        places = range(start, stop, step)
        if len(places) != len(other):
            raise ValueError(f"attempt to assign array of size {len(other)} to extended slice of size {len(places)}")
        for place, value in zip(places, other.tolist()):
            self[place] = value

    def _delete(self, key):
        """Deletes an item or a slice."""
        if isinstance(key, slice):
            start, stop, step = key.indices(len(self))
            if step == 1:
                self._replace(start, max(start, stop), b"")
                return
            gone = set(range(start, stop, step))
            kept = [value for place, value in enumerate(self.tolist()) if place not in gone]
            self._replace(0, len(self), array(self.typecode, kept))
            return
        if not hasattr(key, "__index__"):
            raise TypeError("array indices must be integers")
        place = key.__index__()
        place += len(self) if place < 0 else 0
        if not 0 <= place < len(self):
            raise IndexError("array assignment index out of range")
        self._replace(place, place + 1, b"")

    def __iter__(self):
        place = 0
        while place < len(self):
            yield self[place]
            place += 1

    def __contains__(self, v):
        return v in self.tolist()

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        made = self[:]
        made.frombytes(self._same(other))
        return made

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend array with array (not "{type(other).__name__}")')
        self.extend(other)
        return self

    def _times(self, n):
        if not hasattr(n, "__index__"):
            raise TypeError(f"can't multiply sequence by non-int of type {type(n).__name__!r}")
        return self.tobytes() * n

    def __mul__(self, n):
        made = self[:0]
        made.frombytes(self._times(n))
        return made

    __rmul__ = __mul__

    def __imul__(self, n):
        self._replace(0, len(self), self._times(n))
        return self

    def __eq__(self, other):
        if not isinstance(other, array):
            return NotImplemented
        return self.tolist() == other.tolist() and not (self.typecode in "fd" and any(x != x for x in self))

    def __lt__(self, other):
        return self.tolist() < other.tolist() if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self.tolist() <= other.tolist() if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self.tolist() > other.tolist() if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self.tolist() >= other.tolist() if isinstance(other, array) else NotImplemented

    __hash__ = None

    def __repr__(self):
        name = type(self).__name__
        if not len(self):
            return f"{name}({self.typecode!r})"
        if self.typecode in "uw":
            return f"{name}({self.typecode!r}, {self.tounicode()!r})"
        return f"{name}({self.typecode!r}, {self.tolist()!r})"

    def __copy__(self):
        return self[:]

    def __deepcopy__(self, memo):
        return self[:]

    def __reduce_ex__(self, protocol):
        items = self.tounicode() if self.typecode in "uw" else self.tolist()
        return type(self), (self.typecode, items), getattr(self, "__dict__", None)

    def __reduce__(self):
        return self.__reduce_ex__(0)

    __class_getitem__ = classmethod(type(list[int]))


ArrayType = array
