"""Functions and modules with the types that scripting gives them."""

import inspect
from collections import namedtuple

import torch
from torch import _C
from torch.nn import Module


class ScriptFunction:
    """A compiled function; it runs the original one."""

    def __init__(self, function):
        self._function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__

    def _check(self, args, kwargs):
        parameters = list(inspect.signature(self._function).parameters.values())
        if any(parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD) for parameter in parameters):
            return
        if len(args) > len(parameters):
            raise RuntimeError(f"{self.name}() expected at most {len(parameters)} argument(s) but received "
                               f"{len(args) + len(kwargs)} argument(s). {self._declaration(parameters)}")
        for parameter in parameters[len(args):]:
            if parameter.default is parameter.empty and parameter.name not in kwargs:
                raise RuntimeError(f"{self.name}() is missing value for argument '{parameter.name}'. "
                                   f"{self._declaration(parameters)}")

    def _declaration(self, parameters):
        texts = []
        for parameter in parameters:
            kind = parameter.annotation
            kind = "Tensor" if kind in (parameter.empty, torch.Tensor) else getattr(kind, "__name__", str(kind))
            default = "" if parameter.default is parameter.empty else f"={parameter.default}"
            texts.append(f"{kind} {parameter.name}{default}")
        return f"Declaration: {self.name}({', '.join(texts)}) -> Tensor"

    def __call__(self, *args, **kwargs):
        self._check(args, kwargs)
        return self._function(*args, **kwargs)

    def __getattr__(self, name):
        if name in ("graph", "code", "save", "inlined_graph", "schema", "graph_for", "save_to_buffer"):
            raise _C._missing("torch.jit.ScriptFunction", name)
        raise AttributeError(f"'torch._C.ScriptFunction' object has no attribute '{name}'")


ScriptFunction.__module__ = "torch.jit"


class ScriptWarning(Warning):
    """What compiling would warn of."""


class _ScriptMeta(type):
    """Modules with methods marked by script_method: their submodules are wrapped as soon as they are made."""

    def __call__(cls, *args, **kwargs):
        module = super().__call__(*args, **kwargs)
        if any(getattr(method, "_scripted", False) for base in cls.__mro__ for method in vars(base).values()):
            for name, child in module._modules.items():
                module._modules[name] = None if child is None else RecursiveScriptModule._wrap(child)
        return module


def script_method(fn):
    """Marks a method of a ScriptModule to be compiled."""
    fn._scripted = True
    return fn


Attribute = namedtuple("Attribute", ["value", "type"])


class ScriptModule(Module, metaclass=_ScriptMeta):
    """What scripted and traced modules have in common."""

    @property
    def original_name(self):
        return type(self).__name__


ScriptModule.__module__ = "torch.jit"


class RecursiveScriptModule(ScriptModule):
    """A module and its submodules, wrapped: they share parameters and buffers with the original."""

    def __init__(self, original):
        super().__init__()
        set_plainly = object.__setattr__
        set_plainly(self, "_original", original)
        set_plainly(self, "_parameters", original._parameters)
        set_plainly(self, "_buffers", original._buffers)
        set_plainly(self, "_non_persistent_buffers_set", original._non_persistent_buffers_set)
        set_plainly(self, "training", original.training)
        for name, child in original._modules.items():
            self._modules[name] = None if child is None else type(self)._wrap(child)

    @classmethod
    def _wrap(cls, child):
        return child if isinstance(child, ScriptModule) else RecursiveScriptModule(child)

    @property
    def original_name(self):
        return type(self._original).__name__

    def _pairs(self):
        """The wrapped modules below this one, with their wrappers."""
        yield self._original, self
        for child in self._modules.values():
            if isinstance(child, RecursiveScriptModule):
                yield from child._pairs()

    def forward(self, *args, **kwargs):
        # The originals run in the mode of their wrappers.
        changed = [(original, original.training) for original, wrapper in self._pairs()
                   if original.training != wrapper.training]
        for original, mode in changed:
            original.training = not mode
        try:
            return self._original(*args, **kwargs)
        finally:
            for original, mode in changed:
                original.training = mode

    def __getattr__(self, name):
        if name in ("graph", "code", "inlined_graph", "save_to_buffer"):
            raise _C._missing("torch.jit.ScriptModule", name)
        try:
            return super().__getattr__(name)
        except AttributeError:
            original = self.__dict__.get("_original")
            if original is None or not hasattr(original, name):
                raise
            return getattr(original, name)

    def __len__(self):
        return len(self._original)

    def __iter__(self):
        return iter(self._modules.values())

    def __getitem__(self, index):
        if isinstance(index, str):
            return self._modules[index]
        return list(self._modules.values())[index]

    def __bool__(self):
        return True

    def save(self, f, _extra_files=None):
        """Writes the module to a file."""
        from torch.jit._saving import save
        save(self, f, _extra_files)

    def __reduce__(self):
        return _rewrap, (self._original, [wrapper.training for _, wrapper in self._pairs()])

    def extra_repr(self):
        return f"original_name={self.original_name}"


RecursiveScriptModule.__module__ = "torch.jit._script"


def _rewrap(original, modes):
    """The wrapper that was written, in the modes it had."""
    wrapped = RecursiveScriptModule(original)
    for (_, wrapper), mode in zip(wrapped._pairs(), modes):
        wrapper.training = mode
    return wrapped


def script(obj, optimize=None, _frames_up=0, _rcb=None, example_inputs=None):
    """A function or a module with the type that compiling gives it."""
    if isinstance(obj, (ScriptModule, ScriptFunction)):
        return obj
    if isinstance(obj, Module):
        return RecursiveScriptModule(obj)
    if inspect.isclass(obj):
        return obj
    if not callable(obj) or not hasattr(obj, "__name__"):
        raise TypeError(f"{type(obj)} is a built-in class")
    if obj.__name__ == "<lambda>":
        place = obj.__code__
        raise RuntimeError(f"Expected a single top-level function: {place.co_filename}:{place.co_firstlineno}")
    return ScriptFunction(obj)
