"""Shallow and deep copies."""

import copyreg
from _weakref import ref

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    """An object that cannot be copied."""


error = Error

_ATOMIC = {type(None), int, float, bool, complex, str, bytes, type, range, property, type(Ellipsis),
           type(NotImplemented), type(len), type(lambda: None), type(str.join), ref,
           type((lambda: None).__code__)}


# PyTorch's functions are of native types of their own.
_NATIVE_NAMES = {"builtin_function_or_method", "method_descriptor", "wrapper_descriptor", "method-wrapper"}


def _is_atomic(cls):
    return cls in _ATOMIC or cls.__name__ in _NATIVE_NAMES and cls.__module__ == "builtins"


def copy(x):
    """A shallow copy."""
    cls = type(x)
    if _is_atomic(cls) or cls in (tuple, frozenset, slice):
        return x
    if cls in (list, dict, set, bytearray):
        return cls(x) if cls is bytearray else x.copy()
    if isinstance(x, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    return _rebuild(x, _reduced(x, cls), False, None)


def _reduced(x, cls):
    reductor = copyreg.dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(cls, "__reduce_ex__", None)
    if reductor is not None and reductor is not getattr(object, "__reduce_ex__", None):
        return reductor(x, 4)
    reductor = getattr(cls, "__reduce__", None)
    if reductor is not None and reductor is not getattr(object, "__reduce__", None):
        return reductor(x)
    if cls.__module__ == "builtins" and cls.__name__ in ("generator", "module", "frame", "traceback", "code", "cell",
                                                         "dict_keys", "dict_values", "dict_items", "mappingproxy"):
        raise TypeError(f"cannot pickle '{cls.__name__}' object")
    return copyreg._reduce(x)


def deepcopy(x, memo=None, _nil=[]):
    """A copy that shares nothing mutable with the original."""
    cls = type(x)
    if _is_atomic(cls):
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        found = memo.get(key, _nil)
        if found is not _nil:
            return found
    if cls is list:
        y = []
        memo[key] = y
        append = y.append
        for item in x:
            append(deepcopy(item, memo))
        _keep_alive(x, memo)
        return y
    if cls is dict:
        y = {}
        memo[key] = y
        for name, value in x.items():
            y[deepcopy(name, memo)] = deepcopy(value, memo)
        _keep_alive(x, memo)
        return y
    if cls is tuple:
        y = _copy_tuple(x, memo)
    elif isinstance(x, type):
        return x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            y = copier(memo)
        elif cls is _method_type:
            y = cls(x.__func__, deepcopy(x.__self__, memo))
        elif cls is bytearray:
            y = bytearray(x)
        elif cls is set:
            y = {deepcopy(item, memo) for item in x}
        elif cls is frozenset:
            y = frozenset([deepcopy(item, memo) for item in x])
        else:
            reduced = _reduced(x, cls)
            y = x if isinstance(reduced, str) else _rebuild(x, reduced, True, memo)
    if y is not x:
        memo[key] = y
        _keep_alive(x, memo)
    return y


class _Any:
    def method(self):
        pass


_method_type = type(_Any().method)


def _keep_alive(x, memo):
    """Keeps an original alive as long as the memo, so that its id names nothing else."""
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _copy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    try:
        return memo[id(x)]
    except KeyError:
        pass
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _rebuild(x, reduced, deep, memo):
    """Makes an object from what its __reduce_ex__ gave."""
    if isinstance(reduced, str):
        return x
    make, args, state, items, pairs, *_ = (*reduced, None, None, None)
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = make(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(y, name, value)
    if items is not None:
        for item in items:
            y.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y


def replace(obj, /, **changes):
    """A copy of an object with some fields changed, by its __replace__."""
    cls = obj.__class__
    func = getattr(cls, "__replace__", None)
    if func is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return func(obj, **changes)
