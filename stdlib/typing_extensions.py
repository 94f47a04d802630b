"""What typing has by now, under the name that older programs import it from."""

import typing


def __getattr__(name):
    if name == "deprecated":
        from warnings import deprecated
        return deprecated
    try:
        return getattr(typing, name)
    except AttributeError:
        raise AttributeError(f"module 'typing_extensions' has no attribute {name!r}") from None
