"""Runs tests and prints what came of them."""

import sys
import time

from unittest.case import _SubTest
from unittest.result import TestResult


class _Lines:
    """A stream with writeln()."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        if name == "stream":
            raise AttributeError(name)
        return getattr(self.stream, name)

    def writeln(self, arg=None):
        self.write(f"{arg}\n" if arg else "\n")


class TextTestResult(TestResult):
    """Prints a sign or a line for each test."""

    separator1, separator2 = "=" * 70, "-" * 70

    def __init__(self, stream, descriptions, verbosity, *, durations=None):
        super().__init__(stream, descriptions, verbosity)
        self.stream, self.descriptions, self.durations = stream, descriptions, durations
        self.showAll, self.dots = verbosity > 1, verbosity == 1
        self._newline = True

    def getDescription(self, test):
        """The name of a test, and the first line of its documentation."""
        about = test.shortDescription()
        return f"{test}\n{about}" if self.descriptions and about else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self._say(f"{self.getDescription(test)} ... ")
            self._newline = False

    def _say(self, text):
        self.stream.write(text)
        self.stream.flush()

    def _sign(self, test, short, long):
        """Prints what came of a test; parts of tests get lines of their own."""
        if self.dots:
            self._say(short)
        elif self.showAll:
            part = isinstance(test, _SubTest)
            if part and not self._newline:
                self._say("\n")
            if part or self._newline:
                self._say(f"{'  ' if part else ''}{self.getDescription(test)} ... ")
            self._say(long + "\n")
            self._newline = True

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], subtest.failureException)
            self._sign(subtest, *(("F", "FAIL") if failed else ("E", "ERROR")))
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._sign(test, ".", "ok")

    def addError(self, test, err):
        super().addError(test, err)
        self._sign(test, "E", "ERROR")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._sign(test, "F", "FAIL")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._sign(test, "s", f"skipped {reason!r}")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._sign(test, "x", "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._sign(test, "u", "unexpected success")

    def printErrors(self):
        """Prints all problems."""
        if self.dots or self.showAll:
            self._say("\n")
        self.printErrorList("ERROR", self.errors)
        self.printErrorList("FAIL", self.failures)
        if self.unexpectedSuccesses:
            self._say(self.separator1 + "\n")
            for test in self.unexpectedSuccesses:
                self._say(f"UNEXPECTED SUCCESS: {self.getDescription(test)}\n")

    def printErrorList(self, flavour, errors):
        """Prints the problems of a kind."""
        for test, err in errors:
            self._say(f"{self.separator1}\n{flavour}: {self.getDescription(test)}\n{self.separator2}\n{err}\n")


class TextTestRunner:
    """Runs tests and prints what came of them, on standard error."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False, durations=None):
        if tb_locals or durations is not None:
            from _types import refuse

            refuse(f"unittest.TextTestRunner({'tb_locals' if tb_locals else 'durations'}=...)")
        self.stream = _Lines(sys.stderr if stream is None else stream)
        self.descriptions, self.verbosity, self.failfast, self.buffer = descriptions, verbosity, failfast, buffer
        self.tb_locals, self.durations, self.warnings = tb_locals, durations, warnings
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        """Runs a test or a suite."""
        import warnings

        result = self._makeResult()
        result.failfast, result.buffer = self.failfast, self.buffer
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
            start = time.perf_counter()
            result.startTestRun()
            try:
                test(result)
            finally:
                result.stopTestRun()
            taken = time.perf_counter() - start
        result.printErrors()
        self._summary(result, taken)
        return result

    def _summary(self, result, taken):
        run = result.testsRun
        if hasattr(result, "separator2"):
            self.stream.writeln(result.separator2)
        self.stream.writeln(f"Ran {run} test{'s' if run != 1 else ''} in {taken:.3f}s")
        self.stream.writeln()
        details = [f"{name}={len(entries)}" for name, entries in
                   (("failures", result.failures), ("errors", result.errors), ("skipped", result.skipped),
                    ("expected failures", result.expectedFailures),
                    ("unexpected successes", result.unexpectedSuccesses)) if entries]
        word = "FAILED" if not result.wasSuccessful() else "OK" if run or result.skipped else "NO TESTS RAN"
        self.stream.writeln(word + (f" ({', '.join(details)})" if details else ""))
        self.stream.flush()
