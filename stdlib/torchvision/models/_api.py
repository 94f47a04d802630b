"""Architectures by their names."""

from torch import _C

from torchvision import models


def _builders():
    return sorted(name for name in models._FAMILY_OF if name[0].islower())


def list_models(module=None, include=None, exclude=None):
    """The names of the architectures, in order; include and exclude take patterns."""
    def matches(name, patterns):
        import fnmatch
        return any(fnmatch.fnmatch(name, pattern) for pattern in ([patterns] if isinstance(patterns, str) else patterns))

    family = module.__name__.rpartition(".")[2] if module is not None and module is not models else None
    names = [name for name in _builders() if family is None or models._FAMILY_OF[name] == family]
    if include:
        names = [name for name in names if matches(name, include)]
    if exclude:
        names = [name for name in names if not matches(name, exclude)]
    return names


def get_model_builder(name):
    """The function that builds an architecture."""
    name = name.lower()
    if name in _builders():
        return getattr(models, name)
    raise _unknown(name)


def _unknown(name):
    missing = _C._missing("torchvision.models", name)
    if isinstance(missing, AttributeError):
        return ValueError(f"Unknown model {name}")
    return missing


def get_model(name, **config):
    """Builds an architecture by its name."""
    return get_model_builder(name)(**config)


def get_model_weights(name):
    """The trained weights of an architecture: they can be named, not loaded."""
    raise _C._missing("torchvision.models", "get_model_weights")


def get_weight(name):
    raise _C._missing("torchvision.models", "get_weight")
