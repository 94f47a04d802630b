"""Helpers of imports."""

import sys

from importlib.machinery import ModuleSpec, SourceFileLoader

MAGIC_NUMBER = b"\xf3\r\r\n"


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    parts = package.rsplit(".", level - 1)
    if len(parts) < level:
        raise ImportError("attempted relative import beyond top-level package")
    rest = name[level:]
    return f"{parts[0]}.{rest}" if rest else parts[0]


def find_spec(name, package=None):
    """What is known of a module; None where there is none. A module is loaded to know it."""
    name = resolve_name(name, package)
    if name in sys.modules:
        module = sys.modules[name]
        if module is None:
            return None
    else:
        parent = name.rpartition(".")[0]
        if parent:
            __import__(parent)
        try:
            __import__(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            return None
        module = sys.modules[name]
    spec = getattr(module, "__spec__", None)
    if spec is not None:
        return spec
    if name == "__main__":
        raise ValueError(f"{name}.__spec__ is None")
    spec = ModuleSpec(name, None, origin=getattr(module, "__file__", "built-in"),
                      is_package=hasattr(module, "__path__"))
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec of a loader."""
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    """A spec of a file of the session's folder."""
    import os

    path = os.fspath(location)
    spec = ModuleSpec(name, loader or SourceFileLoader(name, path), origin=path)
    spec.has_location = True
    if submodule_search_locations is not None:
        spec.submodule_search_locations = submodule_search_locations
    return spec


def module_from_spec(spec):
    """A new, empty module."""
    create = getattr(spec.loader, "create_module", None)
    module = create(spec) if create is not None else None
    if module is None:
        module = type(sys)(spec.name)
    module.__spec__, module.__loader__ = spec, spec.loader
    module.__package__ = spec.parent
    if spec.has_location:
        module.__file__ = spec.origin
    return module
