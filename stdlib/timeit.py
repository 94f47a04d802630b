"""Measures how long small pieces of code take."""

import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5


def _runner(stmt, setup, names):
    """A function of a number of rounds and a timer."""
    scope = dict(names)
    lines = ["def inner(_rounds, _timer):"]
    if isinstance(setup, str):
        lines += ["    " + line for line in setup.splitlines() or ["pass"]]
    else:
        scope["_setup"] = setup
        lines.append("    _setup()")
    lines.append("    _start = _timer()")
    lines.append("    for _ in _rounds:")
    if isinstance(stmt, str):
        lines += ["        " + line for line in stmt.splitlines() or ["pass"]]
    else:
        scope["_stmt"] = stmt
        lines.append("        _stmt()")
    lines.append("    return _timer() - _start")
    exec("\n".join(lines), scope)
    return scope["inner"]


class Timer:
    """Times a statement."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        for value, what in ((stmt, "stmt"), (setup, "setup")):
            if not isinstance(value, str) and not callable(value):
                raise ValueError(f"{what} is neither a string nor callable")
        self.timer = timer
        if globals is None:
            globals = {}
        self.inner = _runner(stmt, setup, globals)

    def timeit(self, number=default_number):
        """The seconds of a number of rounds."""
        return self.inner(range(number), self.timer)

    def repeat(self, repeat=default_repeat, number=default_number):
        """The seconds of several measurements."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """(rounds, seconds) with seconds of 0.2 or more."""
        scale = 1
        while True:
            for base in (1, 2, 5):
                number = scale * base
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """The seconds of a number of rounds of a statement."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    """The seconds of several measurements of a statement."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
