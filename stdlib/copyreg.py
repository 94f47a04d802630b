"""How objects of further classes are copied and pickled."""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Registers a function that reduces objects of a class."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function


def constructor(object):
    """Checks that an object can be called."""
    if not callable(object):
        raise TypeError("constructors must be callable")


def __newobj__(cls, *args):
    """What a reduced object is made with."""
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """The same with keyword arguments."""
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    obj = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(obj, state)
    return obj


def _slot_names(cls):
    names = []
    for c in cls.__mro__:
        slots = c.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = c.__name__.lstrip("_")
                name = f"_{stripped}{name}" if stripped else name
            names.append(name)
    return names


def _state_of(obj):
    """The state of an ordinary object: its __dict__, with its slots where it has any."""
    state = getattr(obj, "__dict__", None)
    slots = {}
    for name in _slot_names(type(obj)):
        try:
            slots[name] = getattr(obj, name)
        except AttributeError:
            pass
    if slots:
        return (state, slots)
    return state or None


def _reduce(obj):
    """How an ordinary object is made again: what object.__reduce_ex__ gives for protocol 2 and up."""
    cls = type(obj)
    if hasattr(cls, "__getnewargs_ex__"):
        args, kwargs = obj.__getnewargs_ex__()
        make, arguments = (__newobj_ex__, (cls, args, kwargs)) if kwargs else (__newobj__, (cls, *args))
    else:
        args = obj.__getnewargs__() if hasattr(cls, "__getnewargs__") else _native_part(obj)
        make, arguments = __newobj__, (cls, *args)
    getstate = getattr(cls, "__getstate__", None)
    if getstate is not None and getstate is not getattr(object, "__getstate__", None):
        state = obj.__getstate__()
    else:
        state = _state_of(obj)
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    return make, arguments, state, items, pairs


_IMMUTABLE = (int, float, complex, str, bytes, tuple, frozenset)
_MUTABLE = (list, dict, set, bytearray)


def _native_part(obj):
    """The value of the built-in class that an object derives from."""
    for base in _IMMUTABLE:
        if isinstance(obj, base):
            return (base.__new__(base, obj) if base is not tuple else tuple(obj),)
    if isinstance(obj, (range, slice)):
        return obj.start, obj.stop, obj.step
    if isinstance(obj, (set, bytearray)):
        return (list(obj),)
    return ()
