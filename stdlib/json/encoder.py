"""Values to JSON texts."""

import _json

__all__ = ["JSONEncoder"]


def encode_basestring(s):
    """A str as JSON, characters as they are."""
    return _json.encode_string(s, False)


def encode_basestring_ascii(s):
    """A str as JSON, all but ASCII escaped."""
    return _json.encode_string(s, True)


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
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        settings = (self.skipkeys, self.ensure_ascii, self.check_circular, self.allow_nan, indent,
                    self.item_separator, self.key_separator, self.sort_keys)
        return _json.encode(o, self.default, settings)

    def iterencode(self, o, _one_shot=False):
        """The JSON text of a value, in pieces."""
        yield self.encode(o)
