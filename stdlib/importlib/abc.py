"""The bases of loaders and finders."""

import abc


class Loader(abc.ABC):
    """Loads modules."""

    def create_module(self, spec):
        return None


class MetaPathFinder(abc.ABC):
    """Finds modules by names."""

    def invalidate_caches(self):
        pass


class PathEntryFinder(abc.ABC):
    """Finds modules in a folder."""
