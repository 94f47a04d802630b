"""Results that arrive later; here every callback runs as soon as the result is there."""

from _types import UnsupportedError
from torch import _C

__all__ = ["Future", "collect_all", "wait_all"]


def __getattr__(name):
    raise _C._missing("torch.futures", name)


class _Future:
    """A place for a result, with functions that wait for it: what PyTorch itself makes."""

    def __init__(self):
        self._done = False
        self._value = None
        self._error = None
        self._waiting = []

    def done(self):
        """Tells whether the result or an exception is there."""
        return self._done

    def _finish(self, value, error):
        if self._done:
            raise RuntimeError("Future can only be marked completed once")
        self._done, self._value, self._error = True, value, error
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            callback(self)

    def set_result(self, result):
        """Sets the result and runs what waits for it."""
        self._finish(result, None)

    def set_exception(self, result):
        """Sets an exception, which `wait` raises."""
        assert isinstance(result, Exception), f"{result} is of type {type(result)}, not an Exception."
        self._finish(None, result)

    def value(self):
        """Returns the result, which has to be there."""
        return self.wait()

    def wait(self):
        """Returns the result or raises the exception that was set."""
        if not self._done:
            raise UnsupportedError("torch.futures.Future.wait() before the result is not supported by torchlet")
        if self._error is not None:
            raise self._error
        return self._value

    def add_done_callback(self, callback):
        """Runs callback(self) when the result is there; what it raises is printed."""
        def run(future):
            try:
                callback(future)
            except Exception as error:
                import sys
                print(f"[E] Got the following error when running the callback: {type(error).__name__}: {error}",
                      file=sys.stderr)
        self._wait_with(run)

    def _wait_with(self, run):
        if self._done:
            run(self)
        else:
            self._waiting.append(run)

    def then(self, callback):
        """Returns a future of callback(self)."""
        later = _Future()

        def run(future):
            try:
                value = callback(future)
            except Exception as error:
                later.set_exception(error)
            else:
                later.set_result(value)
        self._wait_with(run)
        return later


_Future.__name__ = _Future.__qualname__ = "Future"
_Future.__module__ = "torch"


class Future(_Future):
    """A future that a program makes."""

    def __init__(self, *, devices=None):
        if devices:
            raise UnsupportedError("torch.futures.Future with devices is not supported by torchlet")
        super().__init__()


Future.__module__ = "torch.jit"


def collect_all(futures):
    """Returns a future of the list of futures, which is done when all are."""
    futures = list(futures)
    all_done = _Future()

    def check(_):
        if all(future.done() for future in futures) and not all_done.done():
            all_done.set_result(futures)
    if not futures:
        all_done.set_result(futures)
    for future in futures:
        future._wait_with(check)
    return all_done


def wait_all(futures):
    """Returns the list of the futures' results."""
    return [future.wait() for future in collect_all(futures).wait()]
