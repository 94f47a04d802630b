"""Variables of a context; there is one context unless a program copies it."""

__all__ = ["Context", "ContextVar", "Token", "copy_context"]

_missing = object()


class Token:
    """What set() returns, for reset()."""

    MISSING = _missing

    def __init__(self, var, old):
        self.var = var
        self.old_value = old


class Context:
    """Values of variables."""

    def __init__(self):
        self._values = {}

    def run(self, callable, *args, **kwargs):
        """Calls a function within the context."""
        global _current
        before, _current = _current, self
        try:
            return callable(*args, **kwargs)
        finally:
            _current = before

    def copy(self):
        """A context with the same values."""
        new = Context()
        new._values = dict(self._values)
        return new

    def __getitem__(self, var):
        return self._values[var]

    def __contains__(self, var):
        return var in self._values

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def get(self, var, default=None):
        return self._values.get(var, default)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


_current = Context()


class ContextVar:
    """A variable of the context."""

    def __init__(self, name, *, default=_missing):
        self.name = name
        self._default = default

    def get(self, default=_missing, /):
        """The value."""
        value = _current._values.get(self, _missing)
        if value is not _missing:
            return value
        if default is not _missing:
            return default
        if self._default is not _missing:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        """Sets the value."""
        token = Token(self, _current._values.get(self, _missing))
        _current._values[self] = value
        return token

    def reset(self, token, /):
        """Restores the value before a set()."""
        if token.old_value is _missing:
            _current._values.pop(self, None)
        else:
            _current._values[self] = token.old_value

    def __repr__(self):
        default = "" if self._default is _missing else f" default={self._default!r}"
        return f"<ContextVar name={self.name!r}{default} at {id(self):#x}>"


def copy_context():
    """A copy of the current context."""
    return _current.copy()
