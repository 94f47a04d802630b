"""What assertRaises() and its like return, to be used with `with`."""

from collections import namedtuple


class _Expectation:
    """A failure tells what was expected, and which function was called if it was one."""

    def __init__(self, test_case):
        self.test_case, self.msg = test_case, None

    def _fail(self, text):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, text))


class _EventExpectation(_Expectation):
    """Expects an exception or a warning."""

    _kind, _wanted = BaseException, "an exception type or tuple of exception types"

    def __init__(self, expected, test_case, expected_regex=None):
        super().__init__(test_case)
        self.expected, self.obj_name = expected, None
        if expected_regex is not None:
            import re

            expected_regex = re.compile(expected_regex)
        self.expected_regex = expected_regex

    def handle(self, name, args, kwargs):
        """Calls the function that is given, or returns the context if none is."""
        kinds = self.expected if isinstance(self.expected, tuple) else (self.expected,)
        if not all(isinstance(kind, type) and issubclass(kind, self._kind) for kind in kinds):
            raise TypeError(f"{name}() arg 1 must be {self._wanted}")
        if not args:
            self.msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError(f"{next(iter(kwargs))!r} is an invalid keyword argument for this function")
            return self
        function, *args = args
        self.obj_name = getattr(function, "__name__", None) or str(function)
        with self:
            function(*args, **kwargs)
        return None

    def _missing(self, what):
        name = getattr(self.expected, "__name__", None) or str(self.expected)
        self._fail(f"{name} not {what}{f' by {self.obj_name}' if self.obj_name else ''}")

    def _mismatch(self, event):
        self._fail(f'"{self.expected_regex.pattern}" does not match "{event}"')


class RaisesContext(_EventExpectation):
    """Expects an exception."""

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            self._missing("raised")
        if not issubclass(kind, self.expected):
            return False
        self.exception = value.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(value)):
            self._mismatch(value)
        return True


class WarnsContext(_EventExpectation):
    """Expects a warning."""

    _kind, _wanted = Warning, "a warning class or tuple of warning classes"

    def __enter__(self):
        import warnings

        self._catcher = warnings.catch_warnings(record=True)
        self.warnings = self._catcher.__enter__()
        for kind in self.expected if isinstance(self.expected, tuple) else (self.expected,):
            warnings.simplefilter("always", kind)
        return self

    def __exit__(self, kind, value, tb):
        self._catcher.__exit__(kind, value, tb)
        if kind is not None:
            return
        given = [entry for entry in self.warnings if isinstance(entry.message, self.expected)]
        if not given:
            self._missing("triggered")
        for entry in given:
            if self.expected_regex is None or self.expected_regex.search(str(entry.message)):
                self.warning, self.filename, self.lineno = entry.message, entry.filename, entry.lineno
                return
        self.warning, self.filename, self.lineno = given[0].message, given[0].filename, given[0].lineno
        self._mismatch(given[0].message)


_LoggingWatcher = namedtuple("_LoggingWatcher", ("records", "output"))


class LogsContext(_Expectation):
    """Expects messages of a logger, or none."""

    def __init__(self, test_case, logger_name, level, no_logs):
        import logging

        super().__init__(test_case)
        self.logger_name, self.no_logs = logger_name, no_logs
        self.level = logging.INFO if not level else logging.getLevelNamesMapping().get(level, level)

    def __enter__(self):
        import logging

        logger = self.logger_name
        self.logger = logger if isinstance(logger, logging.Logger) else logging.getLogger(logger)
        self.watcher = _LoggingWatcher([], [])
        handler = logging.Handler(self.level)
        formatter = logging.Formatter(logging.BASIC_FORMAT)

        def emit(record):
            self.watcher.records.append(record)
            self.watcher.output.append(formatter.format(record))

        handler.emit = emit
        self._saved = self.logger.handlers, self.logger.level, self.logger.propagate
        self.logger.handlers, self.logger.propagate = [handler], False
        self.logger.setLevel(self.level)
        return None if self.no_logs else self.watcher

    def __exit__(self, kind, value, tb):
        import logging

        self.logger.handlers, level, self.logger.propagate = self._saved
        self.logger.setLevel(level)
        if kind is not None:
            return False
        if self.no_logs:
            if self.watcher.records:
                self._fail(f"Unexpected logs found: {self.watcher.output!r}")
        elif not self.watcher.records:
            self._fail(f"no logs of level {logging.getLevelName(self.level)} or higher triggered on "
                       f"{self.logger.name}")
        return None
