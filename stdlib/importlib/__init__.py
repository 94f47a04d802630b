"""Imports by functions."""

import sys

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

__import__ = __import__


def import_module(name, package=None):
    """The module of a dotted name; a relative one starts from a package."""
    level = 0
    while name[level:level + 1] == ".":
        level += 1
    if level:
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        from importlib.util import resolve_name

        name = resolve_name(name, package)
    if name in sys.modules and sys.modules[name] is not None:
        return sys.modules[name]
    found = __import__(name, None, None, ["*"])
    return sys.modules.get(name, found)


def reload(module):
    """Runs a module's code again in the same module."""
    name = getattr(module, "__name__", None)
    if name is None or not isinstance(module, type(sys)):
        raise TypeError("reload() argument must be a module")
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    del sys.modules[name]
    try:
        fresh = import_module(name)
    finally:
        sys.modules[name] = module
    if fresh is not module:
        module.__dict__.update(fresh.__dict__)
    parent, _, child = name.rpartition(".")
    if parent and parent in sys.modules:
        setattr(sys.modules[parent], child, module)
    return module


def invalidate_caches():
    """Nothing is kept."""


def __getattr__(name):
    if name in ("util", "machinery", "abc", "metadata", "resources"):
        return __import__(f"importlib.{name}", None, None, [name])
    from _modules import _missing

    raise _missing("importlib", name)
