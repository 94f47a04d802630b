"""Tuples and dictionaries whose items have names and types."""

from typing import (Generic, NotRequired, Required, _Alias, _AnnotatedAlias, _caller_module, _generic_class_getitem,
                    _type_check)


_NAMED_TUPLE_FIXED = ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
                      "_field_types", "_make", "_replace", "_asdict", "_source")


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        if "_root" in ns:
            return super().__new__(cls, typename, bases, ns)
        annotations = ns.get("__annotations__", {})
        defaults = []
        for name in annotations:
            if name in ns:
                defaults.append(name)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default "
                                f"field{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}")
        from collections import namedtuple

        made = namedtuple(typename, annotations, defaults=[ns[name] for name in defaults],
                          module=ns.get("__module__", "__main__"))
        made.__annotations__ = dict(annotations)
        made.__new__.__annotations__ = dict(annotations)
        generic = [base for base in bases if base is Generic]
        if generic:
            made.__class_getitem__ = classmethod(_generic_class_getitem)
        for key, value in ns.items():
            if key in _NAMED_TUPLE_FIXED:
                raise AttributeError(f"Cannot overwrite NamedTuple attribute {key}")
            if key not in annotations and key not in ("__annotations__", "__module__", "__orig_bases__"):
                setattr(made, key, value)
        made.__orig_bases__ = ns.get("__orig_bases__", (NamedTuple,))
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple whose fields have types; usually a base class."""
    from collections import namedtuple

    fields = list(fields.items() if hasattr(fields, "items") else fields or kwargs.items())
    made = namedtuple(typename, [name for name, _ in fields], module=_caller_module())
    made.__annotations__ = made.__new__.__annotations__ = {
        name: _type_check(tp, f"field {name} annotation must be a type") for name, tp in fields}
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})


def _named_tuple_entries(bases):
    return (_NamedTuple,)


NamedTuple.__mro_entries__ = _named_tuple_entries


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        if any(type(base) is not _TypedDictMeta and base is not Generic for base in bases):
            raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        made = type.__new__(_TypedDictMeta, name, (dict,) if not any(b is Generic for b in bases) else (Generic, dict),
                            ns)
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", frozenset())
            optional |= base.__dict__.get("__optional_keys__", frozenset())
        for key, value in ns.get("__annotations__", {}).items():
            value = _type_check(value, "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type")
            annotations[key] = value
            form = value
            while isinstance(form, _AnnotatedAlias):
                form = form.__origin__
            must = total
            if isinstance(form, _Alias) and form.__origin__ is Required:
                must = True
            elif isinstance(form, _Alias) and form.__origin__ is NotRequired:
                must = False
            (required if must else optional).add(key)
            (optional if must else required).discard(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        if "__orig_bases__" not in made.__dict__:
            made.__orig_bases__ = bases or (TypedDict,)
        return made

    def __call__(cls, /, *args, **kwargs):
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A dict with known keys and their types; usually a base class."""
    if fields is None:
        fields = kwargs
    ns = {"__annotations__": dict(fields)}
    module = _caller_module()
    if module is not None:
        ns["__module__"] = module
    return _TypedDictMeta(typename, (), ns, total=total)


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)
