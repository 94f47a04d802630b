"""Containers beside the built-in ones."""

from _collections import deque, ordered_items, ordered_iterate, ordered_keys, ordered_values
from _types import native as _native

__all__ = ["ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque",
           "namedtuple"]

_GenericAlias = type(list[int])


def __getattr__(name):
    if name in ("ChainMap", "UserDict", "UserList", "UserString"):
        import _collections_user

        value = getattr(_collections_user, name)
    elif name == "abc":
        import collections.abc

        return collections.abc
    else:
        from _modules import _missing

        raise _missing("collections", name)
    globals()[name] = value
    return value


@_native
class defaultdict(dict):
    """A dict that makes the values of missing keys by calling a factory."""

    __slots__ = ("default_factory",)

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        self.default_factory = default_factory
        if args or kwargs:
            super().__init__(*args, **kwargs)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = value = self.default_factory()
        return value

    def __repr__(self):
        factory = self.default_factory
        return f"{type(self).__name__}({'...' if factory is self else repr(factory)}, {dict.__repr__(self)})"

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __reduce__(self):
        args = () if self.default_factory is None else (self.default_factory,)
        return type(self), args, None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self.default_factory, self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self.default_factory, other)
        new.update(self)
        return new

    __class_getitem__ = classmethod(_GenericAlias)


_NO_DEFAULT = object()


@_native
class OrderedDict(dict):
    """A dict that knows about order: equality counts it, and keys can be moved to either end."""

    def __iter__(self):
        return ordered_iterate(self, False)

    def __reversed__(self):
        return ordered_iterate(self, True)

    def keys(self):
        """A view of the keys."""
        return ordered_keys(self)

    def values(self):
        """A view of the values."""
        return ordered_values(self)

    def items(self):
        """A view of the pairs."""
        return ordered_items(self)

    def move_to_end(self, key, last=True):
        """Moves an existing key to the end, or to the beginning."""
        if last:
            value = dict.pop(self, key)
            dict.__setitem__(self, key, value)
            return
        if not dict.__contains__(self, key):
            raise KeyError(key)
        items = [(k, v) for k, v in dict.items(self) if k != key]
        value = dict.pop(self, key)
        dict.clear(self)
        dict.__setitem__(self, key, value)
        for k, v in items:
            dict.__setitem__(self, k, v)

    def pop(self, key, default=_NO_DEFAULT):
        """Takes a key out and returns its value, or the default where it is missing."""
        return dict.pop(self, key) if default is _NO_DEFAULT else dict.pop(self, key, default)

    def setdefault(self, key, default=None):
        """The value of a key, which is set where it is missing."""
        return dict.setdefault(self, key, default)

    def popitem(self, last=True):
        """Takes out and returns the last pair, or the first one."""
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self) if last else iter(self))
        return key, self.pop(key)

    def __eq__(self, other):
        if not dict.__eq__(self, other):
            return False if isinstance(other, dict) else NotImplemented
        if isinstance(other, OrderedDict):
            return all(a == b for a, b in zip(self, other))
        return True

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        return f"{type(self).__name__}({dict(self.items())!r})"

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __reduce__(self):
        state = self.__dict__
        return type(self), (), state.copy() if state else None, None, iter(self.items())

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """A new dict with the keys of an iterable."""
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = type(self)(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self


class Counter(dict):
    """A dict that counts hashable items."""

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def most_common(self, n=None):
        """The items and their counts, from the most common down; items of equal counts keep their order."""
        if n is None:
            return sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        if n == 1 and self:
            return [max(self.items(), key=lambda pair: pair[1])]
        return sorted(self.items(), key=lambda pair: pair[1], reverse=True)[:max(n, 0)]

    def elements(self):
        """Gives each item as often as it was counted."""
        from itertools import chain, repeat, starmap

        return chain.from_iterable(starmap(repeat, self.items()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        """Adds the counts of a mapping, or counts the items of an iterable."""
        if iterable is not None:
            if isinstance(iterable, dict) or (hasattr(iterable, "keys") and hasattr(iterable, "items")):
                if self:
                    get = self.get
                    for item, count in iterable.items():
                        self[item] = count + get(item, 0)
                else:
                    super().update(iterable)
            else:
                get = self.get
                for item in iterable:
                    self[item] = get(item, 0) + 1
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Takes counts away; they may become negative."""
        if iterable is not None:
            get = self.get
            if isinstance(iterable, dict) or (hasattr(iterable, "keys") and hasattr(iterable, "items")):
                for item, count in iterable.items():
                    self[item] = get(item, 0) - count
            else:
                for item in iterable:
                    self[item] = get(item, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __reduce__(self):
        return type(self), (dict(self),)

    def __delitem__(self, item):
        if item in self:
            super().__delitem__(item)

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        try:
            pairs = dict(self.most_common())
        except TypeError:
            pairs = dict(self)
        return f"{type(self).__name__}({pairs!r})"

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[item] == other[item] for part in (self, other) for item in part)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[item] <= other[item] for part in (self, other) for item in part)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[item] >= other[item] for part in (self, other) for item in part)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    def _combine(self, other, combine):
        """A counter of the positive results for the items of either."""
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for item, count in self.items():
            new = combine(count, other[item])
            if new > 0:
                result[item] = new
        for item, count in other.items():
            if item not in self:
                new = combine(0, count)
                if new > 0:
                    result[item] = new
        return result

    def __add__(self, other):
        return self._combine(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._combine(other, lambda a, b: a - b)

    def __or__(self, other):
        return self._combine(other, max)

    def __and__(self, other):
        return self._combine(other, min)

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def _keep_positive(self):
        for item in [item for item, count in self.items() if not count > 0]:
            del self[item]
        return self

    def __iadd__(self, other):
        for item, count in other.items():
            self[item] += count
        return self._keep_positive()

    def __isub__(self, other):
        for item, count in other.items():
            self[item] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for item, count in other.items():
            if count > self[item]:
                self[item] = count
        return self._keep_positive()

    def __iand__(self, other):
        for item, count in self.items():
            if other[item] < count:
                self[item] = other[item]
        return self._keep_positive()


# The descriptor of a named tuple's field; the documentation is the field's own.
class _tuplegetter:
    __slots__ = ("_index", "__doc__")

    def __init__(self, index, doc):
        self._index = index
        self.__doc__ = doc

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return tuple.__getitem__(instance, self._index)

    def __set__(self, instance, value):
        raise AttributeError("can't set attribute")

    def __delete__(self, instance):
        raise AttributeError("can't delete attribute")

    def __reduce__(self):
        return _tuplegetter, (self._index, self.__doc__)

    def __repr__(self):
        return f"_tuplegetter({self._index}, {self.__doc__!r})"


def _check_names(typename, field_names, rename):
    from keyword import iskeyword

    if rename:
        seen = set()
        for place, name in enumerate(field_names):
            if not name.isidentifier() or iskeyword(name) or name.startswith("_") or name in seen:
                field_names[place] = f"_{place}"
            seen.add(name)
    for name in [typename] + field_names:
        if type(name) is not str:
            raise TypeError("Type names and field names must be strings")
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in field_names:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)


def _values_by_name(field_names, defaults):
    """The defaults of the last fields, by name."""
    if len(defaults) > len(field_names):
        raise TypeError("Got more default values than field names")
    return dict(zip(field_names[len(field_names) - len(defaults):], defaults))


def _named_tuple_new(typename, names, defaults):
    """The constructor of a named tuple; its signature is the fields, so that errors about arguments name them."""
    arguments = ", ".join(names) + ("," if len(names) == 1 else "")
    scope = {"_tuple_new": tuple.__new__, "__name__": f"namedtuple_{typename}"}
    made = eval(f"lambda _cls, {arguments}: _tuple_new(_cls, ({arguments}))" if names
                else "lambda _cls: _tuple_new(_cls, ())", scope)
    made.__name__ = "__new__"
    made.__doc__ = f"Create new instance of {typename}({', '.join(names)})"
    made.__defaults__ = defaults
    return made


def _named_tuple_methods(names):
    """The other methods of a named tuple."""
    count = len(names)
    pattern = "(" + ", ".join(f"{name}=%r" for name in names) + ")"

    def _make(cls, iterable):
        result = tuple.__new__(cls, iterable)
        if len(result) != count:
            raise TypeError(f"Expected {count} arguments, got {len(result)}")
        return result

    def _replace(self, /, **kwds):
        result = self._make(map(kwds.pop, names, self))
        if kwds:
            raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    def __repr__(self):
        return self.__class__.__name__ + pattern % tuple.__getitem__(self, slice(None))

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        return tuple(self)

    return _make, _replace, __repr__, _asdict, __getnewargs__


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Makes a subclass of tuple whose items have names."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    field_names = [str(name) for name in field_names]
    typename = str(typename)
    _check_names(typename, field_names, rename)
    names, defaults = tuple(field_names), None if defaults is None else tuple(defaults)
    namespace = {
        "__doc__": f"{typename}({', '.join(names)})",
        "__slots__": (),
        "_fields": names,
        "_field_defaults": _values_by_name(names, defaults or ()),
        "__match_args__": names,
    }
    for method in (_named_tuple_new(typename, names, defaults), *_named_tuple_methods(names)):
        method.__qualname__ = f"{typename}.{method.__name__}"
        namespace[method.__name__] = method
    namespace["__replace__"] = namespace["_replace"]
    namespace["_make"] = classmethod(namespace["_make"])
    for index, name in enumerate(names):
        namespace[name] = _tuplegetter(index, f"Alias for field number {index}")
    result = type(typename, (tuple,), namespace)
    if module is None:
        import sys

        try:
            module = sys._getframe(1).f_globals.get("__name__", "__main__")
        except (AttributeError, ValueError):
            module = "__main__"
    result.__module__ = module
    return result
