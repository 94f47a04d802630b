"""Modules by their names."""

import sys


def import_module(name):
    """Imports a module and returns it."""
    __import__(name)
    return sys.modules[name]
