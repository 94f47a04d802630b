"""Objects as bytes and back.

The bytes are a subset of the documented protocol: what this module writes, it reads, and so does any other
implementation of the protocol for plain data and instances of classes.
"""

import struct
import sys

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads",
           "HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL"]

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
format_version = "4.0"


class PickleError(Exception):
    """An object or bytes that cannot be dealt with."""

    __module__ = "_pickle"


class PicklingError(PickleError):
    """An object that cannot be pickled."""

    __module__ = "_pickle"


class UnpicklingError(PickleError):
    """Bytes that are no pickle."""

    __module__ = "_pickle"


class PickleBuffer:
    """Not supported."""

    def __init__(self, obj):
        from _types import refuse

        refuse("pickle.PickleBuffer")


class _Stop(Exception):
    def __init__(self, value):
        self.value = value


class Pickler:
    """Writes objects to a binary file object, protocol 4."""

    dispatch_table = None

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        protocol = DEFAULT_PROTOCOL if protocol is None else protocol
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
        self.proto = max(protocol, 4)
        self._file = file
        self.memo = {}

    def clear_memo(self):
        """Forgets what was written."""
        self.memo.clear()

    def persistent_id(self, obj):
        """A name for objects outside the pickle, or None."""
        return None

    def reducer_override(self, obj):
        """A subclass's own way to reduce an object."""
        return NotImplemented

    def dump(self, obj):
        """Writes an object."""
        self._out = [b"\x80", bytes([self.proto])]
        self._save(obj)
        self._out.append(b".")
        self._file.write(b"".join(self._out))

    def _remember(self, obj):
        self._out.append(b"\x94")
        self.memo[id(obj)] = (len(self.memo), obj)

    def _recall(self, number):
        self._out.append(b"h" + bytes([number]) if number < 256 else b"j" + struct.pack("<I", number))

    def _save(self, obj):
        name = self.persistent_id(obj)
        if name is not None:
            self._save(name)
            self._out.append(b"Q")
            return
        cls = type(obj)
        writer = _WRITERS.get(cls)
        if writer is not None and cls in (type(None), bool, int, float):
            writer(self, obj)
            return
        known = self.memo.get(id(obj))
        if known is not None:
            self._recall(known[0])
            return
        if writer is not None:
            writer(self, obj)
            return
        self._save_other(obj, cls)

    def _save_other(self, obj, cls):
        import copyreg

        reduced = self.reducer_override(obj)
        if reduced is NotImplemented:
            table = self.dispatch_table or copyreg.dispatch_table
            reductor = table.get(cls)
            if reductor is not None:
                reduced = reductor(obj)
            elif isinstance(obj, type):
                self._save_global(obj)
                return
            elif cls.__name__ in ("function", "builtin_function_or_method") and cls.__module__ == "builtins":
                if cls.__name__ != "function" and getattr(obj, "__self__", None) is not None \
                        and not hasattr(obj.__self__, "__spec__"):
                    reduced = (getattr, (obj.__self__, obj.__name__))
                else:
                    self._save_global(obj)
                    return
            elif cls.__name__ == "method" and cls.__module__ == "builtins":
                reduced = (getattr, (obj.__self__, obj.__func__.__name__))
            else:
                from copy import _reduced

                reduced = _reduced(obj, cls)
        if isinstance(reduced, str):
            self._save_global(obj, reduced)
            return
        self._save_reduced(obj, *reduced)

    def _save_reduced(self, obj, make, args, state=None, items=None, pairs=None, setter=None):
        if not isinstance(args, (tuple, list)):
            raise PicklingError("args from save_reduce() must be a tuple")
        if not callable(make):
            raise PicklingError("func from save_reduce() must be callable")
        if getattr(make, "__name__", "") == "__newobj__" and args:
            self._save(args[0])
            self._save(tuple(args[1:]))
            self._out.append(b"\x81")
        elif getattr(make, "__name__", "") == "__newobj_ex__" and len(args) == 3:
            for arg in args:
                self._save(arg)
            self._out.append(b"\x92")
        else:
            self._save(make)
            self._save(tuple(args))
            self._out.append(b"R")
        known = self.memo.get(id(obj))
        if known is not None:
            # The arguments led back to the object: it stands in the memo already.
            self._out.append(b"0")
            self._recall(known[0])
        else:
            self._remember(obj)
        if items is not None:
            self._batch(items, b"e", False)
        if pairs is not None:
            self._batch(pairs, b"u", True)
        if state is not None:
            self._save(state)
            self._out.append(b"b")

    def _batch(self, items, code, pairs):
        batch = list(items)
        for start in range(0, len(batch), 1000):
            self._out.append(b"(")
            for item in batch[start:start + 1000]:
                if pairs:
                    self._save(item[0])
                    self._save(item[1])
                else:
                    self._save(item)
            self._out.append(code)

    def _save_global(self, obj, name=None):
        name = name or getattr(obj, "__qualname__", None) or obj.__name__
        module = getattr(obj, "__module__", None) or "__main__"
        if obj in _SINGLETON_TYPES:
            self._save(type)
            self._save((_SINGLETON_TYPES[obj],))
            self._out.append(b"R")
            return
        text = f"{obj!r}"
        if "<locals>" in name:
            raise AttributeError(f"Can't get local object {name!r}")
        found = sys.modules.get(module)
        try:
            if found is None:
                found = __import__(module, fromlist=["*"])
            for part in name.split("."):
                found = getattr(found, part)
        except (ImportError, AttributeError):
            raise PicklingError(f"Can't pickle {text}: attribute lookup {name} on {module} failed") from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {text}: it's not the same object as {module}.{name}")
        self._save(module)
        self._save(name)
        self._out.append(b"\x93")
        self._remember(obj)

    def _save_none(self, obj):
        self._out.append(b"N")

    def _save_bool(self, obj):
        self._out.append(b"\x88" if obj else b"\x89")

    def _save_int(self, obj):
        if 0 <= obj < 256:
            self._out.append(b"K" + bytes([obj]))
        elif 0 <= obj < 65536:
            self._out.append(b"M" + struct.pack("<H", obj))
        elif -2 ** 31 <= obj < 2 ** 31:
            self._out.append(b"J" + struct.pack("<i", obj))
        else:
            data = obj.to_bytes((obj.bit_length() + 8) // 8, "little", signed=True)
            self._out.append(b"\x8a" + bytes([len(data)]) + data if len(data) < 256
                             else b"\x8b" + struct.pack("<i", len(data)) + data)

    def _save_float(self, obj):
        self._out.append(b"G" + struct.pack(">d", obj))

    def _save_str(self, obj):
        data = obj.encode("utf-8", "surrogatepass")
        self._out.append((b"\x8c" + bytes([len(data)]) if len(data) < 256 else b"X" + struct.pack("<I", len(data)))
                         + data)
        self._remember(obj)

    def _save_bytes(self, obj):
        self._out.append((b"C" + bytes([len(obj)]) if len(obj) < 256 else b"B" + struct.pack("<I", len(obj))) + obj)
        self._remember(obj)

    def _save_bytearray(self, obj):
        self._save_reduced(obj, bytearray, (bytes(obj),))

    def _save_tuple(self, obj):
        if not obj:
            self._out.append(b")")
            return
        if len(obj) <= 3:
            for item in obj:
                self._save(item)
            known = self.memo.get(id(obj))
            if known is not None:
                self._out.append(b"0" * len(obj))
                self._recall(known[0])
                return
            self._out.append((b"\x85", b"\x86", b"\x87")[len(obj) - 1])
        else:
            self._out.append(b"(")
            for item in obj:
                self._save(item)
            known = self.memo.get(id(obj))
            if known is not None:
                self._out.append(b"1")
                self._recall(known[0])
                return
            self._out.append(b"t")
        self._remember(obj)

    def _save_list(self, obj):
        self._out.append(b"]")
        self._remember(obj)
        self._batch(obj, b"e", False)

    def _save_dict(self, obj):
        self._out.append(b"}")
        self._remember(obj)
        self._batch(obj.items(), b"u", True)

    def _save_set(self, obj):
        self._out.append(b"\x8f")
        self._remember(obj)
        batch = list(obj)
        if batch:
            self._out.append(b"(")
            for item in batch:
                self._save(item)
            self._out.append(b"\x90")

    def _save_frozenset(self, obj):
        self._out.append(b"(")
        for item in obj:
            self._save(item)
        self._out.append(b"\x91")
        self._remember(obj)


_WRITERS = {type(None): Pickler._save_none, bool: Pickler._save_bool, int: Pickler._save_int,
            float: Pickler._save_float, str: Pickler._save_str, bytes: Pickler._save_bytes,
            bytearray: Pickler._save_bytearray, tuple: Pickler._save_tuple, list: Pickler._save_list,
            dict: Pickler._save_dict, set: Pickler._save_set, frozenset: Pickler._save_frozenset}
_SINGLETON_TYPES = {type(None): None, type(Ellipsis): ..., type(NotImplemented): NotImplemented}
_MARK = object()


class Unpickler:
    """Reads objects from a binary file object."""

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._file = file
        self.memo = {}

    def persistent_load(self, pid):
        """The object outside the pickle that has a name."""
        raise UnpicklingError("unsupported persistent id encountered")

    def find_class(self, module, name):
        """The global that is named."""
        __import__(module)
        found = sys.modules[module]
        for part in name.split("."):
            try:
                found = getattr(found, part)
            except AttributeError:
                raise AttributeError(f"Can't get attribute {name!r} on {sys.modules[module]!r}") from None
        return found

    def load(self):
        """Reads an object."""
        self._stack = []
        try:
            while True:
                code = self._file.read(1)
                if not code:
                    raise EOFError("Ran out of input")
                reader = _READERS.get(code[0])
                if reader is None:
                    raise UnpicklingError(f"invalid load key, {code.decode('latin-1')!r}.")
                reader(self)
        except _Stop as stop:
            return stop.value

    def _read(self, size):
        data = self._file.read(size)
        if len(data) < size:
            raise UnpicklingError("pickle data was truncated")
        return data

    def _line(self):
        line = self._file.readline()
        if not line.endswith(b"\n"):
            raise UnpicklingError("pickle data was truncated")
        return line[:-1]

    def _number(self, size):
        return int.from_bytes(self._read(size), "little")

    def _to_mark(self):
        place = len(self._stack) - 1
        while self._stack[place] is not _MARK:
            place -= 1
        items = self._stack[place + 1:]
        del self._stack[place:]
        return items

    def _push(self, value):
        self._stack.append(value)

    def _stop(self):
        raise _Stop(self._stack.pop())

    def _long(self, size):
        self._push(int.from_bytes(self._read(self._number(size)), "little", signed=True))

    def _text(self, size):
        self._push(self._read(self._number(size)).decode("utf-8", "surrogatepass"))

    def _bytes(self, size):
        self._push(self._read(self._number(size)))

    def _tuple(self, count):
        items = tuple(self._stack[-count:])
        del self._stack[-count:]
        self._push(items)

    def _append_items(self):
        items = self._to_mark()
        target = self._stack[-1]
        if hasattr(target, "extend"):
            target.extend(items)
        else:
            for item in items:
                target.append(item)

    def _set_items(self):
        items = self._to_mark()
        target = self._stack[-1]
        for place in range(0, len(items), 2):
            target[items[place]] = items[place + 1]

    def _add_items(self):
        items = self._to_mark()
        target = self._stack[-1]
        for item in items:
            target.add(item)

    def _build(self):
        state = self._stack.pop()
        target = self._stack[-1]
        setstate = getattr(target, "__setstate__", None)
        if setstate is not None:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            for name, value in state.items():
                target.__dict__[sys.intern(name) if type(name) is str else name] = value
        if slots:
            for name, value in slots.items():
                setattr(target, name, value)

    def _reduce(self):
        args = self._stack.pop()
        self._push(self._stack.pop()(*args))

    def _new(self):
        args = self._stack.pop()
        cls = self._stack.pop()
        self._push(cls.__new__(cls, *args))

    def _new_ex(self):
        kwargs = self._stack.pop()
        args = self._stack.pop()
        cls = self._stack.pop()
        self._push(cls.__new__(cls, *args, **kwargs))

    def _global(self):
        name = self._stack.pop()
        self._push(self.find_class(self._stack.pop(), name))

    def _text_global(self):
        module = self._line().decode()
        self._push(self.find_class(module, self._line().decode()))

    def _set_one(self):
        value = self._stack.pop()
        key = self._stack.pop()
        self._stack[-1][key] = value

    def _memoize(self):
        self.memo[len(self.memo)] = self._stack[-1]

    def _put(self, number):
        self.memo[number] = self._stack[-1]

    def _dict_of_mark(self):
        items = self._to_mark()
        self._push({items[place]: items[place + 1] for place in range(0, len(items), 2)})


_READERS = {
    0x80: lambda self: self._read(1), 0x95: lambda self: self._read(8), ord("."): Unpickler._stop,
    ord("N"): lambda self: self._push(None), 0x88: lambda self: self._push(True),
    0x89: lambda self: self._push(False), ord("K"): lambda self: self._push(self._number(1)),
    ord("M"): lambda self: self._push(self._number(2)),
    ord("J"): lambda self: self._push(struct.unpack("<i", self._read(4))[0]),
    0x8A: lambda self: self._long(1), 0x8B: lambda self: self._long(4),
    ord("G"): lambda self: self._push(struct.unpack(">d", self._read(8))[0]),
    ord("F"): lambda self: self._push(float(self._line())), 0x8C: lambda self: self._text(1),
    ord("X"): lambda self: self._text(4), 0x8D: lambda self: self._text(8), ord("C"): lambda self: self._bytes(1),
    ord("B"): lambda self: self._bytes(4), 0x8E: lambda self: self._bytes(8),
    0x96: lambda self: self._push(bytearray(self._read(self._number(8)))),
    ord("("): lambda self: self._push(_MARK), ord(")"): lambda self: self._push(()),
    ord("t"): lambda self: self._push(tuple(self._to_mark())), 0x85: lambda self: self._tuple(1),
    0x86: lambda self: self._tuple(2), 0x87: lambda self: self._tuple(3), ord("]"): lambda self: self._push([]),
    ord("l"): lambda self: self._push(self._to_mark()), ord("}"): lambda self: self._push({}),
    ord("d"): Unpickler._dict_of_mark, 0x8F: lambda self: self._push(set()),
    0x91: lambda self: self._push(frozenset(self._to_mark())), ord("e"): Unpickler._append_items,
    ord("a"): lambda self: (lambda item: self._stack[-1].append(item))(self._stack.pop()),
    ord("u"): Unpickler._set_items, ord("s"): Unpickler._set_one, 0x90: Unpickler._add_items,
    ord("b"): Unpickler._build, ord("R"): Unpickler._reduce, 0x81: Unpickler._new, 0x92: Unpickler._new_ex,
    0x93: Unpickler._global, ord("c"): Unpickler._text_global, 0x94: Unpickler._memoize,
    ord("h"): lambda self: self._push(self.memo[self._number(1)]),
    ord("j"): lambda self: self._push(self.memo[self._number(4)]),
    ord("g"): lambda self: self._push(self.memo[int(self._line())]),
    ord("p"): lambda self: self._put(int(self._line())),
    ord("q"): lambda self: self._put(self._number(1)), ord("r"): lambda self: self._put(self._number(4)),
    ord("Q"): lambda self: self._push(self.persistent_load(self._stack.pop())),
    ord("0"): lambda self: self._stack.pop(), ord("1"): lambda self: self._to_mark(),
    ord("2"): lambda self: self._push(self._stack[-1]),
}


def _read_int(self):
    line = self._line()
    self._push({b"00": False, b"01": True}[line] if line in (b"00", b"01") else int(line))


_READERS[ord("I")] = _read_int


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """An object as bytes."""
    from io import BytesIO

    file = BytesIO()
    Pickler(file, protocol).dump(obj)
    return file.getvalue()


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Writes an object to a binary file object."""
    Pickler(file, protocol).dump(obj)


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
    """The object of bytes."""
    from io import BytesIO

    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return Unpickler(BytesIO(data)).load()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
    """Reads an object from a binary file object."""
    return Unpickler(file).load()
