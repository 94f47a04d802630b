"""Enumerations."""

__all__ = ["EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto",
           "unique", "property", "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
           "global_flag_repr", "global_enum_repr", "global_str", "global_enum", "EnumCheck", "CONTINUOUS",
           "NAMED_FLAGS", "UNIQUE", "pickle_by_global_name", "pickle_by_enum_name"]

_property = property
Enum = Flag = ReprEnum = None
_no_value = object()


class nonmember:
    """Protects a value of the class body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a value of the class body a member, whatever it is."""

    def __init__(self, value):
        self.value = value


class auto:
    """Stands for the value that _generate_next_value_ gives."""

    def __init__(self, value=_no_value):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"

    def __or__(self, other):
        return _deferred(self) | other

    def __and__(self, other):
        return _deferred(self) & other


def _deferred(value):
    if value.value is _no_value:
        raise TypeError("auto() has no value yet")
    return value.value


class property(_property):
    """A property of members that lets a member have the same name."""

    def __set_name__(self, owner, name):
        self.name = name
        self.clsname = owner.__name__

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        self.fdel(instance)

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            members = ownerclass.__dict__.get("_member_map_", {})
            if self.name in members:
                return members[self.name]
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        if self.fget is None:
            raise AttributeError(f"{ownerclass!r} member has no attribute {self.name!r}")
        return self.fget(instance)


def _is_descriptor(obj):
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    pattern = f"_{cls_name}__"
    return len(name) > len(pattern) and name.startswith(pattern) and not name.endswith("__")


def _bits(number):
    """The single bits of a number, from the lowest up."""
    while number:
        low = number & (~number + 1)
        yield low
        number ^= low


class EnumDict(dict):
    """The namespace of an enumeration's class body: it knows which names are members."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name
        self._generate_next_value = None

    @_property
    def member_names(self):
        return list(self._member_names)

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in ("_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_",
                           "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_",
                           "_add_value_alias_"):
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not _is_descriptor(value):
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            value = self._settle(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _settle(self, key, value):
        """Replaces auto() by the next value; within a tuple too."""
        if isinstance(value, auto):
            if value.value is _no_value:
                value.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
            self._auto_called = True
            return value.value
        if type(value) is tuple and any(isinstance(item, auto) for item in value):
            return tuple(self._settle(key, item) if isinstance(item, auto) else item for item in value)
        return value


_EnumDict = EnumDict


def _find_data_type(bases):
    """The class among the ancestors that members' values are made with; object where there is none."""
    for chain in bases:
        candidate = None
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is not object:
                    return base._member_type_
                break
            if "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                if isinstance(base, EnumType):
                    continue
                return candidate or base
            candidate = candidate or base
    return object


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        for base in bases:
            metacls._check_extension(base, cls)
        namespace = EnumDict(cls)
        if Enum is not None:
            first = next((base for base in reversed(bases) if isinstance(base, EnumType)), None)
            if first is not None:
                namespace._generate_next_value = first.__dict__.get("_generate_next_value_") \
                    or getattr(first, "_generate_next_value_")
                if isinstance(namespace._generate_next_value, staticmethod):
                    namespace._generate_next_value = namespace._generate_next_value.__func__
        return namespace

    @staticmethod
    def _check_extension(base, cls_name):
        if isinstance(base, EnumType) and base.__dict__.get("_member_names_"):
            raise TypeError(f"<enum {cls_name!r}> cannot extend {base!r}")

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if Enum is None or not isinstance(classdict, EnumDict):
            if not isinstance(classdict, EnumDict):
                plain, classdict = classdict, EnumDict(cls)
                for key, value in plain.items():
                    classdict[key] = value
        ignored = list(classdict._ignore)
        names = [name for name in classdict._member_names]
        values = {name: classdict[name] for name in names}
        invalid = {name for name in names if name == "mro" or name == ""}
        if invalid:
            raise ValueError(f"invalid enum member name(s) {','.join(repr(name) for name in invalid)}")
        namespace = {name: value for name, value in classdict.items()
                     if name not in values and name not in ignored and name != "_ignore_"}
        order = namespace.pop("_order_", None)
        generate = namespace.get("_generate_next_value_")
        if generate is not None and not isinstance(generate, staticmethod):
            namespace["_generate_next_value_"] = staticmethod(generate)
        data_type = _find_data_type(bases) if Enum is not None else object
        namespace.update(_member_names_=[], _member_map_={}, _value2member_map_={}, _unhashable_values_=[],
                         _member_type_=data_type, _hashable_values_=[])
        first = next((base for base in reversed(bases) if isinstance(base, EnumType)), None)
        namespace["_boundary_"] = boundary or getattr(first, "_boundary_", None)
        namespace["_flag_mask_"] = namespace["_singles_mask_"] = namespace["_all_bits_"] = 0
        own_new = namespace.pop("__new__", None) if Enum is not None else None
        use_args = own_new is not None or data_type is not object
        if own_new is not None:
            namespace["__new_member__"] = own_new
            namespace["_use_args_"] = True
        else:
            namespace["_use_args_"] = use_args
        if "__reduce_ex__" not in namespace:
            namespace["__reduce_ex__"] = _reduce_member
        if "__format__" not in namespace and data_type is not object and ReprEnum is not None \
                and any(base is ReprEnum or (isinstance(base, type) and issubclass(base, ReprEnum)) for base in bases):
            if "__str__" not in namespace:
                plain = data_type.__str__ is object.__str__
                namespace["__str__"] = data_type.__repr__ if plain else data_type.__str__
            namespace["__format__"] = data_type.__format__
        if Flag is not None and any(issubclass(base, Flag) for base in bases):
            # A mixed-in int's operators must not win over Flag's.
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
                if name not in namespace:
                    namespace[name] = getattr(Flag, name)
        enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        _choose_repr(enum_class, first, namespace, data_type)
        for name in names:
            _add_member(enum_class, name, values[name], data_type)
        # Calling the class looks members up; making one is over.
        if Enum is not None:
            enum_class.__new__ = Enum.__new__
        if order is not None:
            order = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            if [name for name in order if name in enum_class._member_map_] != enum_class._member_names_:
                raise TypeError(f"member order does not match _order_:\n  {enum_class._member_names_!r}\n  {order!r}")
        if Flag is not None and issubclass(enum_class, Flag):
            _order_flag(enum_class)
        return enum_class

    def __init__(cls, *args, boundary=None, _simple=False, **kwds):
        super().__init__(*args[:3])

    def __bool__(cls):
        return True

    def __call__(cls, value, names=_no_value, *values, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        if cls._member_map_:
            if names is not _no_value:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is _no_value and type is None:
            return cls.__new__(cls, value)
        return cls._create_(value, None if names is _no_value else names, module=module, qualname=qualname, type=type,
                            start=start, boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        bases = (cls,) if type is None else (type, cls)
        metacls = cls.__class__
        namespace = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if names is None:
            names = ()
        if not isinstance(names, dict) and isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            pairs, last = [], []
            for count, name in enumerate(names):
                value = namespace._generate_next_value(name, start, count, last[:])
                last.append(value)
                pairs.append((name, value))
        else:
            pairs = names.items() if isinstance(names, dict) else names
        for name, value in pairs:
            namespace[name] = value
        if module is None:
            import sys

            try:
                module = sys._getframe(2).f_globals.get("__name__")
            except (AttributeError, ValueError):
                module = "__main__"
        if module is not None:
            namespace["__module__"] = module
        if qualname is not None:
            namespace["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, namespace, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return any(value == other._value_ for other in cls._member_map_.values())

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __dir__(cls):
        names = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__",
                 "__module__", "__name__", "__qualname__", "__init_subclass__"}
        return sorted(names | set(cls._member_names_))

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    @_property
    def __members__(cls):
        from types import MappingProxyType

        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)


EnumMeta = EnumType


def _reduce_member(self, proto):
    return self.__class__, (self._value_,)


def _choose_repr(enum_class, first, namespace, data_type):
    """A mixed-in class's own __repr__, __str__ and __format__ give way to Enum's, unless it is a ReprEnum."""
    if first is None:
        return
    for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
        if name in namespace:
            continue
        enum_method = getattr(first, name)
        if getattr(enum_class, name) is getattr(data_type, name, None) and name != "__reduce_ex__":
            type.__setattr__(enum_class, name, enum_method)


def _add_member(enum_class, name, value, data_type):
    args = value if isinstance(value, tuple) else (value,)
    if data_type is tuple:
        args = (args,)
    make = getattr(enum_class, "__new_member__", None)
    if make is not None:
        make = make.__func__ if isinstance(make, staticmethod) else make
        obj = make(enum_class, *args)
        if not hasattr(obj, "_value_"):
            obj._value_ = value if data_type is object else data_type(*args)
    elif data_type is object:
        obj = object.__new__(enum_class)
        obj._value_ = value
    else:
        try:
            obj = data_type.__new__(enum_class, *args)
        except TypeError:
            obj = object.__new__(enum_class)
        if not hasattr(obj, "_value_"):
            obj._value_ = value if "__dataclass_fields__" in data_type.__dict__ or not isinstance(
                value, data_type) and data_type.__module__ != "builtins" else data_type(*args)
            if "__dataclass_fields__" in data_type.__dict__:
                obj._value_ = data_type(*args)
    value = obj._value_
    obj._name_ = name
    obj.__objclass__ = enum_class
    obj._sort_order_ = len(enum_class._member_names_)
    obj.__init__(*args)
    members = enum_class._member_map_
    canonical = None
    try:
        canonical = enum_class._value2member_map_.get(value)
    except TypeError:
        for other in members.values():
            if other._value_ == value:
                canonical = other
                break
    if canonical is not None:
        members[name] = canonical
        type.__setattr__(enum_class, name, canonical)
        return
    if Flag is not None and issubclass(enum_class, Flag) and isinstance(value, int):
        enum_class._flag_mask_ |= value
        single = value > 0 and value & (value - 1) == 0
        if single:
            enum_class._singles_mask_ |= value
            enum_class._member_names_.append(name)
        enum_class._all_bits_ = 2 ** enum_class._flag_mask_.bit_length() - 1
    else:
        enum_class._member_names_.append(name)
    members[name] = obj
    type.__setattr__(enum_class, name, obj)
    try:
        enum_class._value2member_map_[value] = obj
    except TypeError:
        enum_class._unhashable_values_.append(value)


def _order_flag(enum_class):
    """Where the values do not rise in the class's body, its order is the one in which flags are told."""
    names = enum_class._member_names_
    if any(enum_class._member_map_[a]._value_ > enum_class._member_map_[b]._value_ for a, b in zip(names, names[1:])):
        enum_class._iter_member_ = enum_class._iter_member_by_def_


class Enum(metaclass=EnumType):
    """A class whose instances are a fixed set of names and values."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for member_ in cls._member_map_.values():
                if member_._value_ == value:
                    return member_
        if not cls._member_map_ and cls._member_type_ is object and value is not _no_value:
            if cls.__dict__.get("_missing_") is None:
                raise TypeError(f"<enum {cls.__name__!r}> has no members; specify `names=()` if you meant to create "
                                f"a new, empty, enum")
        try:
            result = cls._missing_(value)
        except Exception as error:
            problem = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            if isinstance(error, ValueError) and str(error) == str(problem):
                raise problem from None
            error.__context__ = problem
            raise
        if isinstance(result, cls):
            return result
        if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        problem = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if result is None:
            raise problem from None
        raise TypeError(f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member") \
            from problem

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the greatest so far."""
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None

    @classmethod
    def _missing_(cls, value):
        """Asked for a value that no member has; may return a member."""
        return None

    def _add_alias_(self, name):
        self.__class__._member_map_[name] = self
        type.__setattr__(self.__class__, name, self)

    def _add_value_alias_(self, value):
        self.__class__._value2member_map_[value] = self

    def __repr__(self):
        value = self._value_
        if type(self)._member_type_ is not object and "__dataclass_fields__" in type(self)._member_type_.__dict__:
            text = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._member_type_.__dataclass_fields__)
            return f"<{self.__class__.__name__}.{self._name_}: {text}>"
        return f"<{self.__class__.__name__}.{self._name_}: {value!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"}
        for cls in self.__class__.__mro__:
            for name in cls.__dict__:
                if not name.startswith("_") and name not in self._member_map_:
                    names.add(name)
        return sorted(names.union(name for name in self.__dict__ if not name.startswith("_")))

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_


class ReprEnum(Enum):
    """An enumeration that only changes repr(); str() and format() are the mixed-in class's."""


class IntEnum(int, ReprEnum):
    """Members are ints."""


class StrEnum(str, ReprEnum):
    """Members are strs."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        value = str(*values)
        obj = str.__new__(cls, value)
        obj._value_ = value
        return obj

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the name in lower case."""
        return name.lower()


class FlagBoundary(StrEnum):
    """What a Flag does with bits that no member has."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Members are bits that can be combined."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the next power of two."""
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {last!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _bits(value & cls._flag_mask_):
            found = cls._value2member_map_.get(bit)
            if found is not None:
                yield found

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The members of a value in the order of the class's body."""
        yield from sorted(cls._iter_member_by_value_(value), key=lambda member: member._sort_order_)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, everything = cls._flag_mask_, cls._all_bits_
        outside = value & ~everything if value >= 0 else 0
        if not ~everything <= value <= everything or value & (everything ^ mask) and value >= 0:
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {_binary(value, width)}\n"
                                 f"  allowed {_binary(mask, width)}")
            if cls._boundary_ is CONFORM:
                value = value & mask
            elif cls._boundary_ is EJECT:
                return value
            elif cls._boundary_ is KEEP and value < 0:
                value = max(everything + 1, 2 ** value.bit_length()) + value
        if value < 0:
            value = everything + 1 + value if cls._boundary_ in (EJECT, KEEP) else value & mask
            known = cls._value2member_map_.get(value)
            if known is not None:
                return known
        else:
            known = cls._value2member_map_.get(value)
            if known is not None:
                return known
        unknown = value & ~mask
        if cls._member_type_ is object:
            pseudo = object.__new__(cls)
        else:
            pseudo = cls._member_type_.__new__(cls, value)
        pseudo._value_ = value
        names = [found._name_ for found in cls._iter_member_(value)]
        if names:
            name = "|".join(names)
            if unknown:
                name += f"|{cls._numeric_repr_(unknown)}" if cls._boundary_ is not STRICT else ""
            pseudo._name_ = name
        else:
            pseudo._name_ = None
        return cls._value2member_map_.setdefault(value, pseudo)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                            f"{self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {self._numeric_repr_(self._value_)}>"
        return f"<{self.__class__.__name__}.{self._name_}: {self._numeric_repr_(self._value_)}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _other_value(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        value = self._other_value(other)
        return NotImplemented if value is None else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._other_value(other)
        return NotImplemented if value is None else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._other_value(other)
        return NotImplemented if value is None else self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._boundary_ in (EJECT, KEEP):
            return self.__class__(~self._value_)
        return self.__class__(self._singles_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Members are ints that can be combined as bits."""


def _binary(number, width):
    """A number in binary with a sign bit in front: 0b0 1010."""
    sign = "1" if number < 0 else "0"
    digits = format(number & (2 ** width - 1), f"0{width}b") if width else ""
    return f"0b{sign} {digits}"


def unique(enumeration):
    """Refuses an enumeration in which two names have one value."""
    aliases = [(name, found._name_) for name, found in enumeration.__members__.items() if name != found._name_]
    if aliases:
        details = ", ".join(f"{alias} -> {name}" for alias, name in aliases)
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


def __getattr__(name):
    import _enumextra

    if name.startswith("_") or name not in _enumextra.__dict__:
        from _modules import _missing

        raise _missing("enum", name)
    value = globals()[name] = getattr(_enumextra, name)
    return value
