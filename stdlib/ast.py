"""The part of ast that programs use on data: literals. Syntax trees as objects are not supported."""

from _ast import literal_eval

__all__ = ["literal_eval"]


def __getattr__(name):
    from _types import refuse
    refuse("ast." + name)
