"""Versions of packages."""

__version__ = "24.2"
