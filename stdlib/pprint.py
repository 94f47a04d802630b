"""Pretty printing of nested data."""

from types import SimpleNamespace

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Prints an object, in several lines where one is too short."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """The text that pprint() prints."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """pprint() that leaves dicts in their order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """repr() that stands recursion."""
    return PrettyPrinter()._short(object, {}, None, 0)


def isreadable(object):
    """Whether the text can be evaluated."""
    return "<" not in saferepr(object)


def isrecursive(object):
    """Whether an object contains itself."""
    return "<Recursion on" in saferepr(object)


class _Key:
    """Sorts anything: by value where that works, else by type name and address."""

    __slots__ = ("obj",)

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


def _pair_key(pair):
    return _Key(pair[0]), _Key(pair[1])


def _recursion(obj):
    return f"<Recursion on {type(obj).__name__} with id={id(obj)}>"


class PrettyPrinter:
    """Prints nested data within a width."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent, self._width, self._depth = indent, width, depth
        self._stream = stream
        self._compact, self._sort, self._underscore = bool(compact), sort_dicts, underscore_numbers

    def pprint(self, object):
        """Prints an object."""
        text = self.pformat(object) + "\n"
        if self._stream is not None:
            self._stream.write(text)
        else:
            print(text, end="")

    def pformat(self, object):
        """The text of an object."""
        out = []
        self._write(object, out, 0, 0, {}, 0)
        return "".join(out)

    def isreadable(self, object):
        return isreadable(object)

    def isrecursive(self, object):
        return isrecursive(object)

    def format(self, object, context, maxlevels, level):
        """(text, readable, recursive) of an object on one line."""
        text = self._short(object, context, maxlevels, level)
        return text, "<" not in text, "<Recursion" in text

    def _items(self, obj):
        items = list(obj.items())
        if self._sort:
            items.sort(key=_pair_key)
        return items

    def _short(self, obj, context, maxlevels, level):
        """The text on one line, with depth and recursion minded."""
        kind = type(obj)
        if kind is int and self._underscore:
            return f"{obj:_d}"
        method = kind.__repr__
        if issubclass(kind, dict) and method is dict.__repr__:
            if not obj:
                return "{}"
            if maxlevels and level >= maxlevels:
                return "{...}"
            if id(obj) in context:
                return _recursion(obj)
            context[id(obj)] = 1
            text = ", ".join(f"{self._short(key, context, maxlevels, level + 1)}: "
                             f"{self._short(value, context, maxlevels, level + 1)}" for key, value in self._items(obj))
            del context[id(obj)]
            return "{" + text + "}"
        if (issubclass(kind, list) and method is list.__repr__) or (issubclass(kind, tuple)
                                                                    and method is tuple.__repr__):
            is_list = issubclass(kind, list)
            if is_list:
                if not obj:
                    return "[]"
                left, right = "[", "]"
            else:
                if not obj:
                    return "()"
                left, right = "(", ",)" if len(obj) == 1 else ")"
            if maxlevels and level >= maxlevels:
                return left + "..." + right
            if id(obj) in context:
                return _recursion(obj)
            context[id(obj)] = 1
            text = ", ".join(self._short(item, context, maxlevels, level + 1) for item in obj)
            del context[id(obj)]
            return left + text + right
        return repr(obj)

    def _write(self, obj, out, indent, allowance, context, level):
        if id(obj) in context:
            out.append(_recursion(obj))
            return
        text = self._short(obj, context.copy(), self._depth, level)
        room = self._width - indent - allowance
        if len(text) <= room:
            out.append(text)
            return
        writer = self._writer(obj)
        if writer is None:
            out.append(text)
            return
        context[id(obj)] = 1
        writer(obj, out, indent, allowance, context, level + 1)
        del context[id(obj)]

    def _writer(self, obj):
        kind, method = type(obj), type(obj).__repr__
        for base, writer in ((dict, self._write_dict), (list, self._write_list), (tuple, self._write_tuple),
                             (set, self._write_set), (frozenset, self._write_set), (str, self._write_str),
                             (bytes, self._write_bytes), (bytearray, self._write_bytearray),
                             (SimpleNamespace, self._write_namespace)):
            if method is base.__repr__:
                return writer
        name = f"{kind.__module__}.{kind.__name__}"
        if name == "collections.OrderedDict":
            return self._write_ordered
        if name == "collections.defaultdict":
            return self._write_default
        if name == "collections.Counter":
            return self._write_counter
        if name == "collections.deque":
            return self._write_deque
        if name in ("collections.UserDict", "collections.UserList", "collections.UserString"):
            return lambda obj, *rest: self._write(obj.data, *rest[:4], rest[4] - 1)
        if name == "collections.ChainMap":
            return self._write_chain
        if name == "builtins.mappingproxy":
            return self._write_proxy
        if hasattr(kind, "__dataclass_fields__") and kind.__dataclass_params__.repr \
                and method.__qualname__.endswith("__repr__") and method.__module__ == "dataclasses":
            return self._write_dataclass
        return None

    def _write_dict(self, obj, out, indent, allowance, context, level):
        out.append("{")
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        self._dict_items(self._items(obj), out, indent, allowance + 1, context, level)
        out.append("}")

    def _dict_items(self, items, out, indent, allowance, context, level):
        indent += self._indent
        between = ",\n" + " " * indent
        last = len(items) - 1
        for i, (key, value) in enumerate(items):
            text = self._short(key, context, self._depth, level)
            out.append(text + ": ")
            self._write(value, out, indent + len(text) + 2, allowance if i == last else 1, context, level)
            if i != last:
                out.append(between)

    def _write_items(self, items, out, indent, allowance, context, level):
        items = list(items)
        indent += self._indent
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        new_line = ",\n" + " " * indent
        between = ""
        width = room = self._width - indent + 1
        last = len(items) - 1
        for i, item in enumerate(items):
            if i == last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self._short(item, context, self._depth, level)
                size = len(text) + 2
                if room < size:
                    room = width
                    if between:
                        between = new_line
                if room >= size:
                    room -= size
                    out.append(between)
                    between = ", "
                    out.append(text)
                    continue
            out.append(between)
            between = new_line
            self._write(item, out, indent, allowance if i == last else 1, context, level)

    def _write_list(self, obj, out, indent, allowance, context, level):
        out.append("[")
        self._write_items(obj, out, indent, allowance + 1, context, level)
        out.append("]")

    def _write_tuple(self, obj, out, indent, allowance, context, level):
        out.append("(")
        end = ",)" if len(obj) == 1 else ")"
        self._write_items(obj, out, indent, allowance + len(end), context, level)
        out.append(end)

    def _write_set(self, obj, out, indent, allowance, context, level):
        if not obj:
            out.append(repr(obj))
            return
        kind = type(obj)
        if kind is set:
            start, end = "{", "}"
        else:
            start, end = kind.__name__ + "({", "})"
            indent += len(kind.__name__) + 1
        out.append(start)
        self._write_items(sorted(obj, key=_Key), out, indent, allowance + len(end), context, level)
        out.append(end)

    def _write_str(self, obj, out, indent, allowance, context, level):
        if not obj:
            out.append(repr(obj))
            return
        chunks = []
        lines = obj.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        width = room = self._width - indent
        text = ""
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                room -= allowance
            if len(text) <= room:
                chunks.append(text)
                continue
            parts = _words(line)
            room2 = width
            current = ""
            for j, part in enumerate(parts):
                candidate = current + part
                if j == len(parts) - 1 and i == len(lines) - 1:
                    room2 -= allowance
                if len(repr(candidate)) > room2:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            out.append(text)
            return
        if level == 1:
            out.append("(")
        for i, chunk in enumerate(chunks):
            if i > 0:
                out.append("\n" + " " * indent)
            out.append(chunk)
        if level == 1:
            out.append(")")

    def _write_bytes(self, obj, out, indent, allowance, context, level):
        if len(obj) <= 4:
            out.append(repr(obj))
            return
        parens = level == 1
        if parens:
            indent += 1
            allowance += 1
            out.append("(")
        between = ""
        for chunk in _wrap_bytes(obj, self._width - indent, allowance):
            out.append(between)
            out.append(chunk)
            if not between:
                between = "\n" + " " * indent
        if parens:
            out.append(")")

    def _write_bytearray(self, obj, out, indent, allowance, context, level):
        out.append("bytearray(")
        self._write_bytes(bytes(obj), out, indent + 10, allowance + 1, context, level + 1)
        out.append(")")

    def _write_chain(self, obj, out, indent, allowance, context, level):
        if not obj.maps:
            out.append(repr(obj))
            return
        name = obj.__class__.__name__
        out.append(name + "(")
        indent += len(name) + 1
        for i, mapping in enumerate(obj.maps):
            last = i == len(obj.maps) - 1
            self._write(mapping, out, indent, allowance + 1 if last else 1, context, level)
            out.append(")" if last else ",\n" + " " * indent)

    def _write_ordered(self, obj, out, indent, allowance, context, level):
        if not obj:
            out.append(repr(obj))
            return
        name = type(obj).__name__
        out.append(name + "(")
        self._write(list(obj.items()), out, indent + len(name) + 1, allowance + 1, context, level)
        out.append(")")

    def _write_default(self, obj, out, indent, allowance, context, level):
        if not obj:
            out.append(repr(obj))
            return
        factory = repr(obj.default_factory)
        name = type(obj).__name__
        indent += len(name) + 1
        out.append(f"{name}({factory},\n{' ' * indent}")
        self._write_dict(obj, out, indent, allowance + 1, context, level)
        out.append(")")

    def _write_counter(self, obj, out, indent, allowance, context, level):
        if not obj:
            out.append(repr(obj))
            return
        name = type(obj).__name__
        out.append(name + "({")
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        self._dict_items(obj.most_common(), out, indent + len(name) + 1, allowance + 2, context, level)
        out.append("})")

    def _write_deque(self, obj, out, indent, allowance, context, level):
        if not obj:
            out.append(repr(obj))
            return
        name = type(obj).__name__
        out.append(name + "(")
        indent += len(name) + 1
        out.append("[")
        if obj.maxlen is None:
            self._write_items(obj, out, indent, allowance + 2, context, level)
            out.append("])")
        else:
            self._write_items(obj, out, indent, 2, context, level)
            out.append(f"],\n{' ' * indent}maxlen={obj.maxlen!r})")

    def _write_proxy(self, obj, out, indent, allowance, context, level):
        out.append("mappingproxy(")
        self._write(obj.copy(), out, indent + 13, allowance + 1, context, level)
        out.append(")")

    def _fields(self, name, items, out, indent, allowance, context, level):
        indent += len(name) + 1
        out.append(name + "(")
        for i, (key, value) in enumerate(items):
            out.append(f"{key}=")
            self._write(value, out, indent + len(key) + 1, allowance if i == len(items) - 1 else 1, context, level)
            if i != len(items) - 1:
                out.append(",\n" + " " * indent)
        out.append(")")

    def _write_namespace(self, obj, out, indent, allowance, context, level):
        name = "namespace" if type(obj) is SimpleNamespace else obj.__class__.__name__
        self._fields(name, list(obj.__dict__.items()), out, indent, allowance, context, level)

    def _write_dataclass(self, obj, out, indent, allowance, context, level):
        items = [(f.name, getattr(obj, f.name)) for f in obj.__dataclass_fields__.values()
                 if f.repr and f._field_type.name == "_FIELD"]
        self._fields(obj.__class__.__name__, items, out, indent, allowance, context, level)


def _words(line):
    """A line in pieces of a word and the white space behind it."""
    parts, start, place = [], 0, 0
    while place < len(line):
        while place < len(line) and not line[place].isspace():
            place += 1
        while place < len(line) and line[place].isspace():
            place += 1
        parts.append(line[start:place])
        start = place
    return parts


def _wrap_bytes(obj, width, allowance):
    current = b""
    last = len(obj) // 4 * 4
    for i in range(0, len(obj), 4):
        part = obj[i:i + 4]
        candidate = current + part
        if i == last:
            width -= allowance
        if len(repr(candidate)) > width:
            if current:
                yield repr(current)
            current = part
        else:
            current = candidate
    if current:
        yield repr(current)
