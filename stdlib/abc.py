"""Abstract base classes: classes that cannot be instantiated until their abstract methods are defined."""

from _types import match_as as _match_as

# Counts registrations anywhere: a cached "is not a subclass" holds only while it stays the same.
_registrations = [0]


class _AbcData:
    """What an abstract base class knows of its virtual subclasses."""

    __slots__ = ("registry", "yes", "no", "no_version")

    def __init__(self):
        self.registry = []
        self.yes = set()
        self.no = set()
        self.no_version = 0


def abstractmethod(funcobj):
    """Marks a method that subclasses must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """A class method that subclasses must define (deprecated: combine the two decorators)."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """A static method that subclasses must define (deprecated: combine the two decorators)."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """A property that subclasses must define (deprecated: combine the two decorators)."""

    __isabstractmethod__ = True


def _abstract_names(cls, bases, namespace):
    names = {name for name, value in namespace.items() if getattr(value, "__isabstractmethod__", False)}
    for base in bases:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    return frozenset(names)


class ABCMeta(type):
    """The class of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls, bases, namespace)
        cls._abc_impl = _AbcData()
        return cls

    def register(cls, subclass):
        """Makes a class a virtual subclass."""
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_impl.registry.append(subclass)
        _match_as(subclass, cls)
        _registrations[0] += 1
        return subclass

    def __instancecheck__(cls, instance):
        """Whether an object's class is a subclass, real or virtual."""
        subclass = instance.__class__
        data = cls._abc_impl
        if subclass in data.yes:
            return True
        subtype = type(instance)
        if subtype is subclass or subtype in data.yes:
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(subtype)

    def __subclasscheck__(cls, subclass):
        """Whether a class derives from this one, is registered, or passes __subclasshook__."""
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        data = cls._abc_impl
        if subclass in data.yes:
            return True
        if data.no_version != _registrations[0]:
            data.no.clear()
            data.no_version = _registrations[0]
        elif subclass in data.no:
            return False
        answer = _derives(cls, subclass, data)
        (data.yes if answer else data.no).add(subclass)
        return answer

    def _dump_registry(cls, file=None):
        """Prints what is known of virtual subclasses."""
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Registry: {cls._abc_impl.registry}", file=file)


def _derives(cls, subclass, data):
    answer = cls.__subclasshook__(subclass)
    if answer is not NotImplemented:
        return answer
    if cls in subclass.__mro__:
        return True
    for registered in data.registry:
        if issubclass(subclass, registered):
            return True
    for derived in type.__subclasses__(cls):
        if issubclass(subclass, derived):
            return True
    return False


class ABC(metaclass=ABCMeta):
    """A base class for abstract classes that want no metaclass in sight."""

    __slots__ = ()


def get_cache_token():
    """A number that changes with each registration."""
    return _registrations[0]


def update_abstractmethods(cls):
    """Works the abstract methods of a class out again, after its attributes were changed."""
    if hasattr(cls, "__abstractmethods__"):
        cls.__abstractmethods__ = _abstract_names(cls, cls.__bases__, cls.__dict__)
    return cls
