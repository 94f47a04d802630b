"""Tuples with named fields whose class belongs to another module: sys.version_info, time.struct_time ..."""


class _Field:
    """The descriptor of a field."""

    __slots__ = ("_index",)

    def __init__(self, index):
        self._index = index

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self._index < tuple.__len__(instance):
            return tuple.__getitem__(instance, self._index)
        return instance._more[self._index - tuple.__len__(instance)]

    def __set__(self, instance, value):
        raise AttributeError("readonly attribute")


def make(module, name, fields, visible=None, callable=False):
    """A class of tuples. The first `visible` fields are the tuple, the others can only be reached by name."""
    fields = tuple(fields.split())
    visible = len(fields) if visible is None else visible

    def __new__(cls, sequence=(), dict=None):
        if not callable and cls._closed:
            raise TypeError(f"cannot create '{module}.{name}' instances")
        values = tuple(sequence)
        if len(values) < visible:
            kind = "at least " if len(fields) > visible else ""
            raise TypeError(f"{module}.{name}() takes an {kind}{visible}-sequence ({len(values)}-sequence given)")
        if len(values) > len(fields):
            kind = "at most " if len(fields) > visible else ""
            raise TypeError(f"{module}.{name}() takes an {kind}{len(fields)}-sequence ({len(values)}-sequence given)")
        self = tuple.__new__(cls, values[:visible])
        if len(fields) > visible:
            more = values[visible:]
            self._more = more + (None,) * (len(fields) - visible - len(more))
        return self

    def __repr__(self):
        pairs = zip(fields, tuple.__iter__(self))
        return f"{module}.{name}({', '.join(f'{field}={value!r}' for field, value in pairs)})"

    def __reduce__(self):
        return self.__class__, (tuple(self),)

    namespace = {"__new__": __new__, "__repr__": __repr__, "__reduce__": __reduce__, "__module__": module,
                 "__match_args__": fields[:visible], "n_fields": len(fields), "n_sequence_fields": visible,
                 "n_unnamed_fields": 0, "_closed": False}
    for index, field in enumerate(fields):
        namespace[field] = _Field(index)
    return type(name, (tuple,), namespace)
