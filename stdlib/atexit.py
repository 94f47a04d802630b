"""Functions that are called at the end of the program."""

_functions = []


def register(func, /, *args, **kwargs):
    """Registers a function."""
    _functions.append((func, args, kwargs))
    return func


def unregister(func, /):
    """Forgets a function."""
    _functions[:] = [entry for entry in _functions if entry[0] != func]


def _run_exitfuncs():
    """Calls the functions, the newest first."""
    while _functions:
        func, args, kwargs = _functions.pop()
        func(*args, **kwargs)


def _clear():
    _functions.clear()


def _ncallbacks():
    return len(_functions)
