"""Functions that take or make functions."""

from _functools import cmp_to_key, partial, reduce

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache",
           "cmp_to_key", "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod",
           "cached_property"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)

_GenericAlias = type(list[int])


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes a wrapper look like the function it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            pass
        else:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that applies update_wrapper to a wrapper function."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


_CacheInfo = None


def _cache_info_class():
    global _CacheInfo
    if _CacheInfo is None:
        from collections import namedtuple

        _CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"], module="functools")
    return _CacheInfo


def lru_cache(maxsize=128, typed=False):
    """A decorator that remembers the results of the newest calls."""
    from _functools import _lru_cache_wrapper

    def decorate(function, size=maxsize):
        wrapper = _lru_cache_wrapper(function, size, typed, _cache_info_class())
        wrapper.cache_parameters = lambda: {"maxsize": size, "typed": typed}
        return update_wrapper(wrapper, function)

    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
            return lambda function: decorate(function, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return decorate(maxsize, 128)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return decorate


def cache(user_function, /):
    """A cache without a limit."""
    return lru_cache(maxsize=None)(user_function)


def _order_from(root, name):
    """The method `name` in terms of the one that a class defines."""
    from operator import not_

    def less_and_equal(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        return combine(result, self, other)

    table = {
        ("__lt__", "__gt__"): lambda r, a, b: not r and a != b,
        ("__lt__", "__le__"): lambda r, a, b: r or a == b,
        ("__lt__", "__ge__"): lambda r, a, b: not r,
        ("__le__", "__ge__"): lambda r, a, b: not r or a == b,
        ("__le__", "__lt__"): lambda r, a, b: r and a != b,
        ("__le__", "__gt__"): lambda r, a, b: not r,
        ("__gt__", "__lt__"): lambda r, a, b: not r and a != b,
        ("__gt__", "__ge__"): lambda r, a, b: r or a == b,
        ("__gt__", "__le__"): lambda r, a, b: not r,
        ("__ge__", "__le__"): lambda r, a, b: not r or a == b,
        ("__ge__", "__gt__"): lambda r, a, b: r and a != b,
        ("__ge__", "__lt__"): lambda r, a, b: not r,
    }
    combine = table[root, name]
    less_and_equal.__name__ = name
    less_and_equal.__qualname__ = name
    return less_and_equal


def total_ordering(cls):
    """Fills in the comparison methods that a class lacks."""
    names = ("__lt__", "__le__", "__gt__", "__ge__")
    roots = {name for name in names if getattr(cls, name, None) is not getattr(object, name, None)}
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = next(name for name in ("__lt__", "__le__", "__gt__", "__ge__") if name in roots)
    for name in names:
        if name not in roots:
            setattr(cls, name, _order_from(root, name))
    return cls


class partialmethod:
    """Like partial, for use as a method."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend(map(repr, self.args))
        parts.extend(f"{name}={value!r}" for name, value in self.keywords.items())
        return f"functools.partialmethod({', '.join(parts)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            new_func = get(obj, cls)
            if new_func is not self.func:
                result = partial(new_func, *self.args, **self.keywords)
                try:
                    result.__self__ = new_func.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(_GenericAlias)


def _find_implementation(cls, registry):
    """The implementation for the nearest registered ancestor, real or virtual."""
    for ancestor in cls.__mro__:
        if ancestor in registry and ancestor is not object:
            return registry[ancestor]
    virtual = []
    for candidate in registry:
        try:
            if candidate is not object and issubclass(cls, candidate):
                virtual.append(candidate)
        except TypeError:
            pass
    best = None
    for candidate in virtual:
        if best is None or issubclass(candidate, best):
            best = candidate
        elif not issubclass(best, candidate):
            raise RuntimeError(f"Ambiguous dispatch: {best} or {candidate}")
    return registry[best if best is not None else object]


def _union_members(cls):
    import types

    if isinstance(cls, types.UnionType):
        return cls.__args__
    if getattr(cls, "__origin__", None) is not None and type(cls).__name__ == "_UnionGenericAlias":
        return cls.__args__
    return None


def singledispatch(func):
    """A function that behaves by the type of its first argument."""
    registry = {object: func}
    found = {}
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        """The implementation for a class."""
        try:
            return found[cls]
        except KeyError:
            result = found[cls] = _find_implementation(cls, registry)
            return result

    def is_valid(cls):
        if isinstance(cls, type) and not isinstance(cls, _GenericAlias):
            return True
        members = _union_members(cls)
        return members is not None and all(isinstance(arg, type) for arg in members)

    def register(cls, func=None):
        """Registers an implementation for a class; usable as a decorator."""
        if is_valid(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. Use either "
                                f"`@register(some_class)` or plain `@register` on an annotated function.")
            func = cls
            from typing import get_type_hints

            argument, cls = next(iter(get_type_hints(func).items()))
            if not is_valid(cls):
                if _union_members(cls):
                    raise TypeError(f"Invalid annotation for {argument!r}. {cls!r} not all arguments are classes.")
                raise TypeError(f"Invalid annotation for {argument!r}. {cls!r} is not a class.")
        for member in _union_members(cls) or (cls,):
            registry[member] = func
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    from types import MappingProxyType

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = MappingProxyType(registry)
    wrapper._clear_cache = found.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """A method that behaves by the type of its first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Registers an implementation for a class."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        name = getattr(self.func, "__name__", "singledispatchmethod method")

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f"{name} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


class cached_property:
    """A property whose value is worked out once and kept in the instance's __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {self.attrname!r} property.") from None
        try:
            return cache[self.attrname]
        except KeyError:
            value = self.func(instance)
            cache[self.attrname] = value
            return value

    __class_getitem__ = classmethod(_GenericAlias)
