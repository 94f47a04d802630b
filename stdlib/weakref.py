"""References that do not keep their object alive."""

from _weakref import ReferenceType, getweakrefcount, ref

__all__ = ["ref", "proxy", "getweakrefcount", "WeakKeyDictionary", "ReferenceType", "WeakValueDictionary", "WeakSet",
           "WeakMethod", "finalize"]

from collections.abc import MutableMapping, MutableSet


class _Proxy:
    """Passes everything on to the object it refers to."""

    __slots__ = ("_reference", "__weakref__")

    def __init__(self, reference):
        object.__setattr__(self, "_reference", reference)

    def __getattr__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)


def _target(proxy):
    found = object.__getattribute__(proxy, "_reference")()
    if found is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return found


def _passing(name):
    def method(self, *args):
        return getattr(_target(self), name)(*args)

    method.__name__ = name
    return method


for _name in ("__repr__", "__str__", "__len__", "__getitem__", "__setitem__", "__delitem__", "__iter__", "__next__",
              "__contains__", "__bool__", "__add__", "__sub__", "__mul__", "__truediv__", "__eq__", "__ne__", "__lt__",
              "__le__", "__gt__", "__ge__", "__int__", "__float__", "__format__"):
    if _name == "__bool__":
        _Proxy.__bool__ = lambda self: bool(_target(self))
    else:
        setattr(_Proxy, _name, _passing(_name))
_Proxy.__hash__ = None


class _CallableProxy(_Proxy):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyType = _Proxy
CallableProxyType = _CallableProxy
ProxyTypes = (ProxyType, CallableProxyType)


def proxy(object, callback=None, /):
    """An object that behaves as another one without keeping it alive."""
    return (_CallableProxy if callable(object) else _Proxy)(ref(object, callback))


def getweakrefs(object, /):
    """Not supported."""
    from _types import refuse

    refuse("weakref.getweakrefs")


class WeakMethod:
    """A weak reference to a bound method."""

    def __init__(self, meth, callback=None):
        try:
            self._object = ref(meth.__self__, callback)
            self._function = ref(meth.__func__)
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        self._type = type(meth)

    def __call__(self):
        obj, function = self._object(), self._function()
        return None if obj is None or function is None else self._type(function, obj)

    def __eq__(self, other):
        return isinstance(other, WeakMethod) and self() == other()

    def __hash__(self):
        return hash(self._function)


class WeakValueDictionary(MutableMapping):
    """A mapping whose values go when nothing else holds them."""

    def __init__(self, other=(), /, **kw):
        self.data = {}
        self.update(other, **kw)

    def _reference(self, key, value):
        data = self.data

        def gone(reference):
            if data.get(key) is reference:
                del data[key]

        return ref(value, gone)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = self._reference(key, value)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        found = self.data.get(key)
        return found is not None and found() is not None

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        for key, reference in list(self.data.items()):
            if reference() is not None:
                yield key

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def copy(self):
        """A new mapping with the same items."""
        return self.__class__(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        made = self.__class__()
        for key, value in self.items():
            made[deepcopy(key, memo)] = value
        return made

    def valuerefs(self):
        """The weak references to the values."""
        return list(self.data.values())


class WeakKeyDictionary(MutableMapping):
    """A mapping whose items go when nothing else holds the keys."""

    def __init__(self, dict=None):
        self.data = {}
        if dict is not None:
            self.update(dict)

    def _reference(self, key):
        data = self.data
        return ref(key, lambda reference: data.pop(reference, None))

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[self._reference(key)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        for reference in list(self.data):
            key = reference()
            if key is not None:
                yield key

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def copy(self):
        """A new mapping with the same items."""
        return self.__class__(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        made = self.__class__()
        for key, value in self.items():
            made[key] = deepcopy(value, memo)
        return made

    def keyrefs(self):
        """The weak references to the keys."""
        return list(self.data)


class WeakSet(MutableSet):
    """A set whose items go when nothing else holds them."""

    def __init__(self, data=None):
        self.data = set()
        for item in data or ():
            self.add(item)

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def add(self, item):
        """Adds an item."""
        data = self.data
        data.add(ref(item, lambda reference: data.discard(reference)))

    def discard(self, item):
        """Takes an item out."""
        self.data.discard(ref(item))

    def remove(self, item):
        """Takes out an item that must be there."""
        self.data.remove(ref(item))

    def pop(self):
        """Takes out and returns any item."""
        while True:
            try:
                reference = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            item = reference()
            if item is not None:
                return item

    def clear(self):
        """Takes all items out."""
        self.data.clear()

    def copy(self):
        """A set of the same items."""
        return self.__class__(self)

    def update(self, other):
        """Adds all items of an iterable."""
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def union(self, other):
        """The items of both."""
        return self.__class__(item for items in (self, other) for item in items)

    __or__ = union

    def intersection(self, other):
        """The items that are in both."""
        return self.__class__(item for item in other if item in self)

    __and__ = intersection

    def intersection_update(self, other):
        """Keeps the items that are in the other one, too."""
        self.data.intersection_update(ref(item) for item in other)

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def difference(self, other):
        """The items that are not in the other one."""
        made = self.copy()
        made.difference_update(other)
        return made

    __sub__ = difference

    def difference_update(self, other):
        """Takes the items of the other one out."""
        if self is other:
            self.data.clear()
        else:
            self.data.difference_update(ref(item) for item in other)

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def symmetric_difference(self, other):
        """The items that are in one of the two only."""
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, other):
        """Takes out the items that are in both, and adds those of the other one only."""
        if self is other:
            self.data.clear()
            return
        for item in list(other):
            if item in self:
                self.discard(item)
            else:
                self.add(item)

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def issubset(self, other):
        """Whether all items are in the other one."""
        return self.data.issubset(ref(item) for item in other)

    __le__ = issubset

    def __lt__(self, other):
        return self.data < set(map(ref, other))

    def issuperset(self, other):
        """Whether all items of the other one are here."""
        return self.data.issuperset(ref(item) for item in other)

    __ge__ = issuperset

    def __gt__(self, other):
        return self.data > set(map(ref, other))

    def isdisjoint(self, other):
        """Whether no item is in both."""
        return not self.intersection(other)

    def __eq__(self, other):
        return self.data == set(map(ref, other)) if isinstance(other, self.__class__) else NotImplemented

    __hash__ = None

    def __reduce__(self):
        return self.__class__, (list(self),), self.__getstate__()

    def __repr__(self):
        return repr({reference for reference in self.data})


class finalize:
    """Calls a function once when an object goes."""

    _registry = {}

    def __init__(self, obj, func, /, *args, **kwargs):
        self._registry[self] = (ref(obj, self), func, args, kwargs)
        self.atexit = True

    def __call__(self, _=None):
        info = self._registry.pop(self, None)
        if info is not None:
            return info[1](*info[2], **info[3])

    def detach(self):
        """Forgets the function; returns what it was."""
        info = self._registry.get(self)
        obj = info and info[0]()
        if obj is not None and self._registry.pop(self, None):
            return obj, info[1], info[2], info[3]

    def peek(self):
        """What would be called."""
        info = self._registry.get(self)
        obj = info and info[0]()
        if obj is not None:
            return obj, info[1], info[2], info[3]

    @property
    def alive(self):
        """Whether the function is still to be called."""
        return self in self._registry
