"""Installed distributions: a session has none of its own."""

__all__ = ["PackageNotFoundError", "version", "metadata", "requires", "files", "distribution", "distributions",
           "entry_points", "packages_distributions"]


class PackageNotFoundError(ModuleNotFoundError):
    """There is no such distribution."""

    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        return self.args[0]


def version(distribution_name):
    """The version of a distribution."""
    if distribution_name in ("torch", "numpy", "torchvision", "einops"):
        module = __import__(distribution_name)
        return module.__version__
    from _types import refuse

    refuse(f"importlib.metadata.version({distribution_name!r})")
