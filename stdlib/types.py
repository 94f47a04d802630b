"""The types of Python's own objects, and helpers for making classes."""

import sys


def _function():
    pass


def _generator():
    yield


FunctionType = type(_function)
LambdaType = FunctionType
CodeType = type(_function.__code__)
MappingProxyType = type(type.__dict__)
GeneratorType = type(_generator())


class _Class:
    def method(self):
        pass


MethodType = type(_Class().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
ModuleType = type(sys)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(Ellipsis)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
GetSetDescriptorType = type(type.__dict__["__mro__"]) if "__mro__" in type.__dict__ else property


def _cell():
    value = 1
    return lambda: value


CellType = type(_cell().__closure__[0])


class _Slotted:
    __slots__ = ("place",)


MemberDescriptorType = type(_Slotted.place)

from _types import FrameType, SimpleNamespace, TracebackType

del sys, _Class, _Slotted, _cell, _function, _generator


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Makes a class as a class statement does."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


def resolve_bases(bases):
    """Replaces what is no class by what its __mro_entries__ gives."""
    result = []
    changed = False
    for base in bases:
        if isinstance(base, type) or not hasattr(base, "__mro_entries__"):
            result.append(base)
        else:
            changed = True
            result.extend(base.__mro_entries__(bases))
    return tuple(result) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """The metaclass, the namespace and the remaining keywords of a class."""
    kwds = dict(kwds or {})
    meta = kwds.pop("metaclass", None) or (type(bases[0]) if bases else type)
    if isinstance(meta, type):
        for base in bases:
            if issubclass(type(base), meta):
                meta = type(base)
            elif not issubclass(meta, type(base)):
                raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass "
                                "of the metaclasses of all its bases")
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, "__prepare__") else {}
    return meta, namespace, kwds


def get_original_bases(cls, /):
    """The bases as the class statement named them."""
    return cls.__dict__.get("__orig_bases__", cls.__bases__)


class DynamicClassAttribute:
    """A property that is looked up on the class when it is asked of the class."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or fget.__doc__

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            raise AttributeError()
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)


def coroutine(func):
    """Not supported: there are no coroutines."""
    return func
