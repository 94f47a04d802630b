"""Classes whose methods follow from their fields."""

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
           "astuple", "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    """An attempt to change an instance of a frozen class."""


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


_HAS_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()

_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_GenericAlias = type(list[int])


class _Kind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _Kind("_FIELD")
_FIELD_CLASSVAR = _Kind("_FIELD_CLASSVAR")
_FIELD_INITVAR = _Kind("_FIELD_INITVAR")


class InitVar:
    """An annotation of a parameter of __init__ that is no field."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of one field."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata",
                 "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        from types import MappingProxyType

        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
                f"compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},"
                f"_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(_GenericAlias)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots",
                 "weakref_slot")

    def __init__(self, **options):
        for name, value in options.items():
            setattr(self, name, value)

    def __repr__(self):
        return f"_DataclassParams({','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Says more of a field than its annotation does."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _names_special(annotation, cls, module, special):
    """Whether the text of an annotation begins with a name by which the class's module knows a special form."""
    import re
    import sys

    found = re.match(r"\s*(?:(\w+)\s*\.)?\s*(\w+)", annotation)
    if not found:
        return False
    home = sys.modules.get(cls.__module__)
    names = home.__dict__ if home else {}
    if found[1]:
        if names.get(found[1]) is not module:
            return False
        names = module.__dict__
    return names.get(found[2]) is special


def _is_special(annotation, cls, module_name, name):
    """Whether an annotation is typing.ClassVar and the like, or names it in a text."""
    import sys

    module = sys.modules.get(module_name)
    if module is None:
        return False
    special = getattr(module, name)
    if isinstance(annotation, str):
        return _names_special(annotation, cls, module, special)
    return annotation is special


def _is_classvar(annotation, cls):
    import sys

    typing = sys.modules.get("typing")
    if typing is not None and getattr(annotation, "__origin__", None) is typing.ClassVar:
        return True
    return _is_special(annotation, cls, "typing", "ClassVar")


def _is_initvar(annotation, cls):
    return type(annotation) is InitVar or _is_special(annotation, cls, "dataclasses", "InitVar")


def _is_kw_only(annotation, cls):
    return _is_special(annotation, cls, "dataclasses", "KW_ONLY")


def _make_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING  # of __slots__
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _is_classvar(annotation, cls):
        f._field_type = _FIELD_CLASSVAR
    elif _is_initvar(annotation, cls):
        f._field_type = _FIELD_INITVAR
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is _FIELD_CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = kw_only
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory")
    return f


def _define(cls, name, parameters, body, scope):
    """A method made from its text; it is named as if it stood in the class."""
    lines = "\n".join(f"  {line}" for line in body or ["pass"])
    namespace = {}
    exec(f"def {name}({parameters}):\n{lines}", scope, namespace)
    function = namespace[name]
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    function.__module__ = cls.__module__
    return function


def _make_init(cls, all_fields, frozen, has_post_init, self_name, slots):
    positional = [f for f in all_fields if f.init and not f.kw_only]
    keyword = [f for f in all_fields if f.init and f.kw_only]
    seen_default = None
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default is not None:
            raise TypeError(f"non-default argument {f.name!r} follows default argument {seen_default.name!r}")
    scope = {"__dataclass_HAS_DEFAULT_FACTORY__": _HAS_FACTORY, "__dataclass_builtins_object__": object,
             "__name__": cls.__module__}
    parameters = [self_name]

    def parameter(f):
        if f.default is not MISSING:
            scope[f"__dataclass_dflt_{f.name}__"] = f.default
            return f"{f.name}=__dataclass_dflt_{f.name}__"
        if f.default_factory is not MISSING:
            return f"{f.name}=__dataclass_HAS_DEFAULT_FACTORY__"
        return f.name

    parameters += [parameter(f) for f in positional]
    if keyword:
        parameters.append("*")
        parameters += [parameter(f) for f in keyword]
    body = []
    for f in all_fields:
        if f.default_factory is not MISSING:
            scope[f"__dataclass_dflt_{f.name}__"] = f.default_factory
            value = f"__dataclass_dflt_{f.name}__()"
            if f.init:
                value = f"{value} if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}"
        elif f.init:
            value = f.name
        elif slots and f.default is not MISSING:
            scope[f"__dataclass_dflt_{f.name}__"] = f.default
            value = f"__dataclass_dflt_{f.name}__"
        else:
            continue
        if f._field_type is _FIELD_INITVAR:
            if f.default_factory is not MISSING:
                body.append(f"{f.name} = {value}")
            continue
        if frozen:
            body.append(f"__dataclass_builtins_object__.__setattr__({self_name}, {f.name!r}, {value})")
        else:
            body.append(f"{self_name}.{f.name} = {value}")
    if has_post_init:
        arguments = ", ".join(f.name for f in all_fields if f._field_type is _FIELD_INITVAR)
        body.append(f"{self_name}.__post_init__({arguments})")
    init = _define(cls, "__init__", ", ".join(parameters), body, scope)
    init.__annotations__ = {f.name: f.type for f in positional + keyword}
    init.__annotations__["return"] = None
    return init


def _make_repr(cls, names):
    running = set()

    def __repr__(self):
        key = id(self)
        if key in running:
            return "..."
        running.add(key)
        try:
            parts = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        finally:
            running.discard(key)
        return f"{self.__class__.__qualname__}({parts})"

    __repr__.__qualname__ = f"{cls.__qualname__}.__repr__"
    return __repr__


def _set_new(cls, name, value):
    """Sets an attribute that the class itself does not define yet; True where it does."""
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _add_comparisons(cls, names, eq, order):
    if eq:
        test = " and ".join(f"self.{name}==other.{name}" for name in names) or "True"
        _set_new(cls, "__eq__", _define(cls, "__eq__", "self, other",
                                        ["if self is other:", " return True",
                                         "if other.__class__ is self.__class__:", f" return {test}",
                                         "return NotImplemented"], {}))
    if order:
        mine = "(" + "".join(f"self.{name}," for name in names) + ")"
        theirs = "(" + "".join(f"other.{name}," for name in names) + ")"
        for name, operator in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            method = _define(cls, name, "self, other", ["if other.__class__ is self.__class__:",
                                                        f" return {mine}{operator}{theirs}",
                                                        "return NotImplemented"], {})
            if _set_new(cls, name, method):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using "
                                "functools.total_ordering")


def _add_freezing(cls, names):
    frozen = frozenset(names)

    def __setattr__(self, name, value):
        if type(self) is cls or name in frozen:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in frozen:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for method in (__setattr__, __delattr__):
        method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
        if _set_new(cls, method.__name__, method):
            raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}")
    return __setattr__, __delattr__


def _add_hash(cls, all_fields, unsafe_hash, eq, frozen, has_explicit_hash):
    def make():
        names = [f.name for f in all_fields if (f.compare if f.hash is None else f.hash)]
        values = "(" + "".join(f"self.{name}," for name in names) + ")"
        return _define(cls, "__hash__", "self", [f"return hash({values})"], {})

    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        cls.__hash__ = make()
    elif eq and frozen:
        if not has_explicit_hash:
            cls.__hash__ = make()
    elif eq and not has_explicit_hash:
        cls.__hash__ = None


def _collect(cls, kw_only):
    """The fields of the base classes and of the class itself, by name; and whether a base is (not) frozen."""
    found = {}
    any_frozen = False
    all_frozen = None
    has_bases = False
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, _FIELDS, None)
        if inherited is not None:
            has_bases = True
            for f in inherited.values():
                found[f.name] = f
            if all_frozen is None:
                all_frozen = True
            all_frozen = all_frozen and getattr(base, _PARAMS).frozen
            any_frozen = any_frozen or getattr(base, _PARAMS).frozen
    annotations = cls.__dict__.get("__annotations__", {})
    own = []
    seen_marker = False
    for name, annotation in annotations.items():
        if _is_kw_only(annotation, cls):
            if seen_marker:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_marker = kw_only = True
        else:
            own.append(_make_field(cls, name, annotation, kw_only))
    for f in own:
        found[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found, has_bases, any_frozen, all_frozen


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    found, has_bases, any_frozen, all_frozen = _collect(cls, kw_only)
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen is False and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _PARAMS, _DataclassParams(init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                                           frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                                           weakref_slot=weakref_slot))
    setattr(cls, _FIELDS, found)
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (class_hash is MISSING or (class_hash is None and "__eq__" in cls.__dict__))
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    all_fields = [f for f in found.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    real = [f for f in all_fields if f._field_type is _FIELD]
    if init:
        self_name = "__dataclass_self__" if "self" in found else "self"
        _set_new(cls, "__init__", _make_init(cls, all_fields, frozen, hasattr(cls, "__post_init__"), self_name, slots))
    _set_new(cls, "__replace__", _replace)
    if repr:
        _set_new(cls, "__repr__", _make_repr(cls, [f.name for f in real if f.repr]))
    _add_comparisons(cls, [f.name for f in real if f.compare], eq, order)
    if frozen:
        _add_freezing(cls, [f.name for f in real])
    _add_hash(cls, real, unsafe_hash, eq, frozen, has_explicit_hash)
    if not getattr(cls, "__doc__", None):
        parameters = ", ".join(_describe(f) for f in all_fields if f.init)
        cls.__doc__ = f"{cls.__name__}({parameters})"
    if match_args:
        _set_new(cls, "__match_args__", tuple(f.name for f in all_fields if f.init and not f.kw_only))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _with_slots(cls, frozen, weakref_slot, real)
    return cls


def _describe(f):
    annotation = f.type.__name__ if isinstance(f.type, type) and not isinstance(f.type, _GenericAlias) else \
        f.type if isinstance(f.type, str) else repr(f.type).replace("typing.", "")
    if isinstance(f.type, str):
        annotation = repr(f.type)
    text = f"{f.name}: {annotation}"
    if f.default is not MISSING:
        text += f" = {f.default!r}"
    elif f.default_factory is not MISSING:
        text += " = <factory>"
    return text


def _with_slots(cls, frozen, weakref_slot, real):
    """The class made again with __slots__ for its fields."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    names = [f.name for f in real]
    slots = [name for name in names if name not in inherited]
    if weakref_slot and "__weakref__" not in inherited:
        slots.append("__weakref__")
    namespace["__slots__"] = tuple(slots)
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = cls.__qualname__
    for name in ("__setattr__", "__delattr__"):
        if frozen:
            namespace.pop(name, None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    new.__qualname__ = qualname
    if frozen:
        _add_freezing(new, names)
        if "__getstate__" not in namespace:
            new.__getstate__ = lambda self: [getattr(self, f.name) for f in fields(self)]
            new.__setstate__ = _set_state
    # Methods that use super() or __class__ name the old class in a cell.
    for value in list(new.__dict__.values()):
        function = getattr(value, "__func__", value)
        function = getattr(function, "fget", function)
        for cell in getattr(function, "__closure__", None) or ():
            try:
                if cell.cell_contents is cls:
                    cell.cell_contents = new
            except ValueError:
                pass
    return new


def _set_state(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Adds __init__, __repr__, __eq__ and more to a class, from its annotated names."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields of a data class or of its instance."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def is_dataclass(obj):
    """Whether an object is a data class or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


_ATOMIC = (type(None), bool, int, float, str, complex, bytes, type(Ellipsis), type(NotImplemented))


def _convert(obj, factory, pairs):
    """asdict() and astuple(): data classes become what `factory` makes, containers are copied."""
    cls = type(obj)
    if cls in _ATOMIC:
        return obj
    if hasattr(cls, _FIELDS):
        if pairs:
            return factory([(f.name, _convert(getattr(obj, f.name), factory, pairs)) for f in fields(obj)])
        return factory([_convert(getattr(obj, f.name), factory, pairs) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return cls(*[_convert(item, factory, pairs) for item in obj])
    if isinstance(obj, (list, tuple)):
        return cls(_convert(item, factory, pairs) for item in obj)
    if isinstance(obj, dict):
        items = [(_convert(key, factory, pairs), _convert(value, factory, pairs)) for key, value in obj.items()]
        if hasattr(cls, "default_factory"):
            result = cls(getattr(obj, "default_factory"))
            for key, value in items:
                result[key] = value
            return result
        return cls(items)
    from copy import deepcopy

    return deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, nested ones too."""
    if isinstance(obj, type) or not hasattr(type(obj), _FIELDS):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, dict_factory, True)


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, nested ones too."""
    if isinstance(obj, type) or not hasattr(type(obj), _FIELDS):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, tuple_factory, False)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False,
                   module=None):
    """Makes a data class from names, (name, type) pairs and (name, type, field) triples."""
    import keyword

    body = dict(namespace or {})
    annotations = {}
    seen = set()
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, body[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if keyword.iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = annotation
    body["__annotations__"] = annotations
    from types import new_class

    cls = new_class(cls_name, bases, {}, lambda ns: ns.update(body))
    if module is None:
        import sys

        try:
            module = sys._getframe(1).f_globals.get("__name__", "__main__")
        except (AttributeError, ValueError):
            pass
    if module is not None:
        cls.__module__ = module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A copy of an instance with some fields changed."""
    if isinstance(obj, type) or not hasattr(type(obj), _FIELDS):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
