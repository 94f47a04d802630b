"""Filters and handlers."""

import atexit
import sys
from _weakref import ref

from logging._records import NOTSET, WARNING, LogRecord, check_level, default_formatter, getLevelName


class Filter:
    """Lets the records of a logger and those below it pass."""

    __module__ = "logging"

    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        """Whether a record passes."""
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    """Has filters."""

    __module__ = "logging"

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        """Adds a filter: an object with a method filter(), or a function."""
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        """Removes a filter."""
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """The record if it passes, perhaps another one; False if not."""
        for item in self.filters:
            result = item.filter(record) if hasattr(item, "filter") else item(record)
            if not result:
                return False
            if isinstance(result, LogRecord):
                record = result
        return record


# The handlers by their names: a dictionary with weak values as soon as one has a name.
_named = {}


def getHandlerByName(name):
    """The handler of a name, or None."""
    return _named.get(name)


def getHandlerNames():
    """The names of the handlers that have one."""
    return frozenset(_named)


# References to all handlers, for shutdown().
_handlers = []


def shutdown(handlerList=_handlers):
    """Flushes and closes the handlers that references stand for, the newest first; is called when the program ends."""
    import logging

    for reference in reversed(handlerList[:]):
        handler = reference()
        if handler is None:
            continue
        try:
            if getattr(handler, "flushOnClose", True):
                handler.flush()
            handler.close()
        except (OSError, ValueError):
            # Its file is closed by now.
            continue
        except Exception:
            if logging.raiseExceptions:
                raise


atexit.register(shutdown)


def _name_handler(name, handler):
    global _named
    if isinstance(_named, dict):
        from weakref import WeakValueDictionary

        _named = WeakValueDictionary()
    _named[name] = handler


class Handler(Filterer):
    """Does something with records."""

    __module__ = "logging"

    def __init__(self, level=NOTSET):
        super().__init__()
        self._name = None
        self.level = check_level(level)
        self.formatter = None
        _handlers.append(ref(self, _handlers.remove))

    def get_name(self):
        return self._name

    def set_name(self, name):
        _named.pop(self._name, None)
        self._name = name
        if name:
            _name_handler(name, self)

    name = property(get_name, set_name)

    def setLevel(self, level):
        """Records below a level are left out."""
        self.level = check_level(level)

    def setFormatter(self, fmt):
        """What makes the texts."""
        self.formatter = fmt

    def format(self, record):
        """The text of a record."""
        return (self.formatter or default_formatter).format(record)

    def emit(self, record):
        """What is done with a record."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        """Does something with a record if it passes."""
        record = self.filter(record)
        if record:
            self.emit(record)
        return record

    def acquire(self):
        """Does nothing: there is one thread."""

    release = createLock = acquire

    def flush(self):
        """Writes what is held back."""

    def close(self):
        """Forgets the name."""
        _named.pop(self._name, None)

    def handleError(self, record):
        """Prints what went wrong while a record was written."""
        from logging import raiseExceptions
        from traceback import print_exc

        if not raiseExceptions or not sys.stderr:
            return
        sys.stderr.write("--- Logging error ---\n")
        print_exc(file=sys.stderr)
        sys.stderr.write(f"Message: {record.msg!r}\nArguments: {record.args}\n")

    def __repr__(self):
        return f"<{self.__class__.__name__} ({getLevelName(self.level)})>"


class StreamHandler(Handler):
    """Writes records to a file object, standard error by default."""

    __module__ = "logging"
    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        if self.stream and hasattr(self.stream, "flush"):
            self.stream.flush()

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Writes elsewhere from now on; returns the old file object, or None if it is the same."""
        if stream is self.stream:
            return None
        self.flush()
        old, self.stream = self.stream, stream
        return old

    def __repr__(self):
        name = getattr(self.stream, "name", "")
        return f"<{self.__class__.__name__} {str(name) + ' ' if name else ''}({getLevelName(self.level)})>"


class FileHandler(StreamHandler):
    """Writes records to a file."""

    __module__ = "logging"

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        from os import fspath
        from os.path import abspath

        self.baseFilename = abspath(fspath(filename))
        self.mode, self.encoding, self.errors, self.delay = mode, encoding, errors, delay
        Handler.__init__(self)
        self._closed = False
        self.stream = None if delay else self._open()

    def _open(self):
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def emit(self, record):
        if self.stream is None and (self.mode != "w" or not self._closed):
            self.stream = self._open()
        if self.stream:
            super().emit(record)

    def close(self):
        """Closes the file; a later record opens it again, unless the mode is "w"."""
        if self.stream:
            self.flush()
            self.stream.close()
        self.stream, self._closed = None, True
        super().close()

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.baseFilename} ({getLevelName(self.level)})>"


class NullHandler(Handler):
    """Does nothing."""

    __module__ = "logging"

    def handle(self, record):
        """Does nothing."""

    emit = handle


class _StderrHandler(StreamHandler):
    __module__ = "logging"

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


lastResort = _StderrHandler(WARNING)
