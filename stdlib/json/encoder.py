"""Values to JSON texts."""

import _json

__all__ = ["JSONEncoder"]


def encode_basestring(s):
    """A str as JSON, characters as they are."""
    return _json.encode_string(s, False)


def encode_basestring_ascii(s):
    """A str as JSON, all but ASCII escaped."""
    return _json.encode_string(s, True)


def _indent_text(indent):
    """What a line has in front for each level, of a text or a number of blanks; None where there are no lines."""
    return indent if indent is None or isinstance(indent, str) else " " * indent


class JSONEncoder:
    """Encodes values as JSON; a subclass's default() adds further types."""

    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """The encodable form of an object of another type; refuses all by default."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """The JSON text of a value."""
        if type(self).iterencode is not JSONEncoder.iterencode and not isinstance(o, str):
            return "".join(self.iterencode(o, _one_shot=True))
        settings = (self.skipkeys, self.ensure_ascii, self.check_circular, self.allow_nan, _indent_text(self.indent),
                    self.item_separator, self.key_separator, self.sort_keys)
        return _json.encode(o, self.default, settings)

    def iterencode(self, o, _one_shot=False):
        """The JSON text of a value, in pieces."""
        return _Pieces(self).of(o, 0)


class _Pieces:
    """Gives the text of a value as soon as it is known."""

    def __init__(self, encoder):
        self.indent = _indent_text(encoder.indent)
        self.encoder = encoder
        self.open = {}

    def plain(self, o):
        """The text of what is no container and needs no default(); None where it is one."""
        if o is None or isinstance(o, (str, int, float)):
            encoder = self.encoder
            return _json.encode(o, None, (False, encoder.ensure_ascii, False, encoder.allow_nan, None, "", "", False))
        return None

    def new_line(self, level):
        return "" if self.indent is None else "\n" + self.indent * level

    def of(self, o, level):
        """All pieces of a value."""
        text = self.plain(o)
        if text is not None:
            yield text
            return
        if isinstance(o, (list, tuple, dict)) and not o:
            yield "{}" if isinstance(o, dict) else "[]"
            return
        if self.encoder.check_circular:
            if id(o) in self.open:
                raise ValueError("Circular reference detected")
            self.open[id(o)] = o
        if isinstance(o, (list, tuple)):
            yield from self.of_list(o, level + 1)
        elif isinstance(o, dict):
            yield from self.of_dict(o, level + 1)
        else:
            yield from self.of(self.encoder.default(o), level)
        self.open.pop(id(o), None)

    def of_list(self, items, level):
        before = "[" + self.new_line(level)
        for item in items:
            text = self.plain(item)
            if text is not None:
                yield before + text
            else:
                yield before
                yield from self.of(item, level)
            before = self.encoder.item_separator + self.new_line(level)
        if self.indent is not None:
            yield self.new_line(level - 1)
        yield "]"

    def of_dict(self, o, level):
        yield "{"
        before = self.new_line(level)
        for key, value in sorted(o.items()) if self.encoder.sort_keys else o.items():
            text = self.key(key)
            if text is None:
                continue
            if before:
                yield before
            before = self.encoder.item_separator + self.new_line(level)
            yield text
            yield self.encoder.key_separator
            yield from self.of(value, level)
        if self.indent is not None:
            yield self.new_line(level - 1)
        yield "}"

    def key(self, key):
        """The text of a key; None where it is left out."""
        if isinstance(key, str):
            return self.plain(key)
        text = self.plain(key)
        if text is not None:
            return f'"{text}"'
        if self.encoder.skipkeys:
            return None
        raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")
