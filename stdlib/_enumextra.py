"""The rarer parts of enum: checks of whole enumerations, members as globals, ways of pickling."""

from enum import Flag, ReprEnum, StrEnum, _bits


class EnumCheck(StrEnum):
    """What verify() can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """A decorator that checks constraints of an enumeration."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                aliases = [(name, found.name) for name, found in enumeration.__members__.items() if name != found.name]
                if aliases:
                    details = ", ".join(f"{alias} -> {name}" for alias, name in aliases)
                    raise ValueError(f"aliases found in {enumeration!r}: {details}")
            elif check is CONTINUOUS:
                values = sorted(member_.value for member_ in enumeration)
                if not values:
                    continue
                if issubclass(enumeration, Flag):
                    missing = [bit for bit in _bits(2 ** values[-1].bit_length() - 1) if bit >= values[0]
                               and bit not in values]
                else:
                    missing = sorted(set(range(values[0], values[-1] + 1)) - set(values))
                if missing:
                    raise ValueError(f"invalid {'flag' if issubclass(enumeration, Flag) else 'enum'} "
                                     f"{enumeration.__name__!r}: missing values {', '.join(map(str, missing))}")
            elif check is NAMED_FLAGS:
                _check_named(enumeration)
        return enumeration


def _check_named(enumeration):
    """Refuses flags of several bits of which some have no name."""
    known = [found.value for found in enumeration]
    names, unnamed = [], 0
    for name, alias in enumeration.__members__.items():
        if name in enumeration._member_names_ or alias.value < 0:
            continue
        missing = [bit for bit in _bits(alias.value) if bit not in known]
        if missing:
            names.append(name)
            for bit in missing:
                unnamed |= bit
    if names:
        listed = f"alias {names[0]} is missing" if len(names) == 1 else \
            f"aliases {', '.join(names[:-1])} and {names[-1]} are missing"
        value = f"value {unnamed:#x}" if unnamed & unnamed - 1 == 0 else f"combined values of {unnamed:#x}"
        raise ValueError(f"invalid Flag {enumeration.__name__!r}: {listed} {value} [use enum.show_flag_values(value) "
                         "for details]")


def show_flag_values(value):
    """The bits of a value."""
    return list(_bits(value))


def pickle_by_global_name(self, proto):
    """A __reduce_ex__ that pickles a member by its name in its module."""
    return self._name_


def pickle_by_enum_name(self, proto):
    """A __reduce_ex__ that pickles a member by its class and name."""
    return getattr, (self.__class__, self._name_)


def global_enum_repr(self):
    """repr() as module.NAME."""
    return f"{self.__class__.__module__.split('.')[-1]}.{self._name_}"


def global_flag_repr(self):
    """repr() as module.A|module.B."""
    module = self.__class__.__module__.split(".")[-1]
    if self._name_ is None:
        return f"{module}.{self.__class__.__name__}({self._value_})"
    return "|".join(f"{module}.{name}" for name in self._name_.split("|"))


def global_str(self):
    """str() as the name alone."""
    return self._name_ if self._name_ is not None else f"{self.__class__.__name__}({self._value_})"


def global_enum(cls, update_str=False):
    """Puts the members into the module's namespace."""
    import sys

    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
