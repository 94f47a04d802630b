"""Calls that mocks remember, and objects that stand for themselves."""


class _SentinelObject:
    """An object that is only equal to itself."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"sentinel.{self.name}"

    def __reduce__(self):
        return f"sentinel.{self.name}"


class _Sentinel:
    """Makes one object for each name."""

    def __init__(self):
        self._made = {}

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError
        return self._made.setdefault(name, _SentinelObject(name))


sentinel = _Sentinel()
DEFAULT = sentinel.DEFAULT


class _Any:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _Any()


class _Call(tuple):
    """A call: (name, args, kwargs), or (args, kwargs) if `two`. Names may be left out where calls are compared."""

    def __new__(cls, value=(), name="", parent=None, two=False, from_kall=True):
        args, kwargs = (), {}
        for part in value:
            if isinstance(part, str):
                name = part
            elif isinstance(part, tuple):
                args = part
            else:
                kwargs = part
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name, self._mock_parent, self._mock_from_kall = name, parent, from_kall

    def _parts(self):
        return self if len(self) == 3 else ("", *self)

    @staticmethod
    def _parts_of(other):
        """(name, args, kwargs) of a call or of a tuple with some of them; None if it is no call."""
        name, args, kwargs = "", (), {}
        if not isinstance(other, tuple) or len(other) > 3:
            return None
        for place, part in enumerate(other):
            if isinstance(part, str) and place == 0:
                name = part
            elif isinstance(part, tuple) and place < 2:
                args = part
            elif isinstance(part, dict) and place == len(other) - 1:
                kwargs = part
            else:
                return None
        return name, args, kwargs

    def __eq__(self, other):
        if not isinstance(other, tuple):
            return NotImplemented
        parts, own = self._parts_of(other), self._parts()
        if parts is None:
            return False
        above, other_above = getattr(self, "_mock_parent", None), getattr(other, "_mock_parent", None)
        if above is not None and other_above is not None and above != other_above:
            return False
        if own[0] and parts[0] != own[0] or parts[0] and not own[0]:
            return False
        return (parts[1], parts[2]) == (own[1], own[2])

    def __ne__(self, other):
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    __hash__ = None

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(("", args, kwargs), name="()")
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + "()", parent=self)

    def __getattr__(self, attr):
        if self._mock_name is None:
            return _Call(name=attr, from_kall=False)
        return _Call(name=f"{self._mock_name}.{attr}", parent=self, from_kall=False)

    def __getattribute__(self, attr):
        if attr in ("count", "index"):
            raise AttributeError(attr)
        return tuple.__getattribute__(self, attr)

    @property
    def args(self):
        """The positional arguments."""
        return self._parts()[1]

    @property
    def kwargs(self):
        """The keyword arguments."""
        return self._parts()[2]

    def call_list(self):
        """A chain of calls as a list."""
        found, one = [], self
        while one is not None:
            if one._mock_from_kall:
                found.append(one)
            one = one._mock_parent
        return _CallList(reversed(found))

    def described(self):
        """name(arguments)"""
        name, args, kwargs = self._parts()
        return f"{name}({', '.join([*map(repr, args), *(f'{key}={value!r}' for key, value in kwargs.items())])})"

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or "call"
            return f"call{name}" if name.startswith("()") else name
        name, args, kwargs = self._parts()
        prefix = "call" + (name if name.startswith("()") else f".{name}" if name else "")
        return _Call((prefix, args, kwargs)).described()


call = _Call(from_kall=False)


class _CallList(list):
    """Calls; what is looked for may be several in a row."""

    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        return any(self[place:place + len(value)] == value for place in range(len(self) - len(value) + 1))

    def __repr__(self):
        from pprint import pformat

        return pformat(list(self))
