"""Locks and thread-local data for the one thread there is; threads are refused."""

__all__ = ["Lock", "RLock", "local", "Event", "Condition", "Semaphore", "BoundedSemaphore", "current_thread",
           "main_thread", "active_count", "get_ident", "Thread", "enumerate", "Timer", "Barrier"]


class _Lock:
    """A lock that nobody else can hold."""

    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        if self._count and not self._again:
            if not blocking or timeout >= 0:
                return False
            from _types import refuse

            refuse("waiting for a lock that this thread holds")
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock" if self._again else "release unlocked lock")
        self._count -= 1

    def locked(self):
        return self._count > 0

    def __enter__(self):
        self.acquire()
        return True

    def __exit__(self, *exc_info):
        self.release()

    _again = False

    def __repr__(self):
        state = "locked" if self._count else "unlocked"
        return f"<{state} _thread.{'RLock' if self._again else 'lock'} object at {id(self):#x}>"


class _RLock(_Lock):
    _again = True


Lock = _Lock
RLock = _RLock


class local:
    """Attributes of the thread."""


class Event:
    """A flag."""

    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag and timeout is None:
            from _types import refuse

            refuse("waiting for an event that nobody can set")
        return self._flag


class Condition:
    """A lock with waiting, which nobody could end."""

    def __init__(self, lock=None):
        self._lock = lock or RLock()
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def wait(self, timeout=None):
        if timeout is None:
            from _types import refuse

            refuse("waiting for a condition that nobody can notify")
        return False

    def wait_for(self, predicate, timeout=None):
        return predicate() or self.wait(timeout)

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass


class Semaphore:
    """A counter that must not fall below 0."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = self._initial = value

    def acquire(self, blocking=True, timeout=None):
        if self._value == 0:
            if not blocking or timeout is not None:
                return False
            from _types import refuse

            refuse("waiting for a semaphore")
        self._value -= 1
        return True

    def release(self, n=1):
        self._value += n

    __enter__ = acquire

    def __exit__(self, *exc_info):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that must not rise above its first value."""

    def release(self, n=1):
        if self._value + n > self._initial:
            raise ValueError("Semaphore released too many times")
        self._value += n


class _MainThread:
    name = "MainThread"
    daemon = False
    ident = native_id = 1

    def is_alive(self):
        return True

    def getName(self):
        return self.name

    def __repr__(self):
        return f"<_MainThread({self.name}, started {self.ident})>"


_main = _MainThread()


def current_thread():
    """The main thread."""
    return _main


main_thread = currentThread = current_thread


def active_count():
    return 1


def get_ident():
    return _main.ident


get_native_id = get_ident


def enumerate():
    return [_main]


def _refused(name):
    class Refused:
        def __init__(self, *args, **kwargs):
            from _types import refuse

            refuse(f"threading.{name}")

    Refused.__name__ = Refused.__qualname__ = name
    return Refused


Thread = _refused("Thread")
Timer = _refused("Timer")
Barrier = _refused("Barrier")
TIMEOUT_MAX = 9223372036.0
