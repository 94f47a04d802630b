"""What came of tests."""

import sys


class TestResult:
    """Counts tests and keeps their problems."""

    _previousTestClass = None

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = self.buffer = self.tb_locals = self.shouldStop = False
        self.failures, self.errors, self.skipped = [], [], []
        self.expectedFailures, self.unexpectedSuccesses, self.collectedDurations = [], [], []
        self.testsRun = 0
        self._streams = None

    def printErrors(self):
        """Prints nothing; results that print override it."""

    def startTest(self, test):
        """A test begins."""
        self.testsRun += 1
        self._catch()

    def _catch(self):
        """Holds back what is printed, if that is wanted."""
        if self.buffer and self._streams is None:
            from io import StringIO

            self._streams = sys.stdout, sys.stderr
            sys.stdout, sys.stderr = StringIO(), StringIO()

    def stopTest(self, test):
        """A test ends."""
        self._release()

    def _release(self):
        """Prints again; what a test printed that went wrong is shown."""
        if self._streams is None:
            return
        texts = self._printed()
        sys.stdout, sys.stderr = self._streams
        self._streams = None
        if self._mirror:
            for stream, text in zip((sys.stdout, sys.stderr), texts):
                stream.write(text)
        self._mirror = False

    _mirror = False

    def _printed(self):
        """What was held back, with headings."""
        texts = (sys.stdout.getvalue(), sys.stderr.getvalue())
        return [f"\n{name}:\n{text if text.endswith(chr(10)) else text + chr(10)}" if text else ""
                for name, text in zip(("Stdout", "Stderr"), texts)]

    def startTestRun(self):
        """The first test is about to begin."""

    def stopTestRun(self):
        """The last test has ended."""

    def addError(self, test, err):
        """Something unexpected was raised."""
        self._problem(self.errors, test, err)

    def addFailure(self, test, err):
        """An assertion failed."""
        self._problem(self.failures, test, err)

    def _problem(self, entries, test, err):
        entries.append((test, self._exc_info_to_string(err, test)))
        self._mirror = True
        if self.failfast:
            self.stop()

    def addSubTest(self, test, subtest, err):
        """A part of a test ended; err is None if it was right."""
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            self._problem(self.failures if failed else self.errors, subtest, err)

    def addSuccess(self, test):
        """A test was right."""

    def addSkip(self, test, reason):
        """A test was left out."""
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        """A test failed that should."""
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    def addUnexpectedSuccess(self, test):
        """A test was right that should fail."""
        self.unexpectedSuccesses.append(test)
        if self.failfast:
            self.stop()

    def addDuration(self, test, elapsed):
        """A test took so many seconds."""
        self.collectedDurations.append((str(test), elapsed))

    def wasSuccessful(self):
        """Whether all tests were right."""
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def stop(self):
        """No other test is to begin."""
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        from traceback import format_exception

        text = "".join(format_exception(*err))
        return text + "".join(self._printed()) if self._streams is not None else text

    def __repr__(self):
        return (f"<{type(self).__module__}.{type(self).__qualname__} run={self.testsRun} errors={len(self.errors)} "
                f"failures={len(self.failures)}>")
