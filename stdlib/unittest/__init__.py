"""Tests as methods of classes."""

import sys
import time

__all__ = ["TestCase", "TestSuite", "TestLoader", "TestResult", "TextTestRunner", "TextTestResult", "main", "skip",
           "skipIf", "skipUnless", "expectedFailure", "SkipTest", "FunctionTestCase", "defaultTestLoader"]


class SkipTest(Exception):
    """Ends a test that is left out."""


class _ExpectedFailure(Exception):
    pass


def skip(reason):
    """Leaves a test out."""
    def decorate(item):
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item

    if callable(reason) and not isinstance(reason, str):
        item, reason = reason, ""
        return decorate(item)
    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    return lambda item: item if condition else skip(reason)(item)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


class _Raises:
    """The context of assertRaises and its like."""

    def __init__(self, case, expected, pattern=None, msg=None):
        self._case, self.expected, self._pattern, self._msg = case, expected, pattern, msg

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            names = getattr(self.expected, "__name__", None) or str(self.expected)
            self._case.fail(self._case._formatMessage(self._msg, f"{names} not raised"))
        if not issubclass(kind, self.expected):
            return False
        self.exception = value
        if self._pattern is not None:
            import re

            if not re.search(self._pattern, str(value)):
                pattern = self._pattern if isinstance(self._pattern, str) else self._pattern.pattern
                self._case.fail(self._case._formatMessage(self._msg, f'"{pattern}" does not match "{value}"'))
        return True


class _Warns:
    def __init__(self, case, expected, pattern=None, msg=None):
        self._case, self.expected, self._pattern, self._msg = case, expected, pattern, msg

    def __enter__(self):
        import warnings

        self._catcher = warnings.catch_warnings(record=True)
        self.warnings = self._catcher.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, kind, value, tb):
        self._catcher.__exit__(kind, value, tb)
        if kind is not None:
            return
        for entry in self.warnings:
            if isinstance(entry.message, self.expected):
                self.warning, self.filename, self.lineno = entry.message, entry.filename, entry.lineno
                return
        self._case.fail(self._case._formatMessage(self._msg, f"{self.expected.__name__} not triggered"))


class _SubTest:
    def __init__(self, case, message, parameters):
        self._case, self._message, self._parameters = case, message, parameters

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None or not issubclass(kind, Exception) or issubclass(kind, SkipTest):
            return False
        text = "".join(([f"[{self._message}]"] if self._message is not None else []) + (
            [" " if self._message is not None else "",
             "(" + ", ".join(f"{k}={v!r}" for k, v in self._parameters.items()) + ")"] if self._parameters else []))
        self._case._problems.append((f"{self._case} {text or '(<subtest>)'}", value))
        return True


class TestCase:
    """A class whose test methods are run one by one."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []
        self._problems = []

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def id(self):
        return f"{type(self).__module__}.{type(self).__qualname__}.{self._testMethodName}"

    def __str__(self):
        return f"{self._testMethodName} ({type(self).__module__}.{type(self).__qualname__}.{self._testMethodName})"

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} testMethod={self._testMethodName}>"

    def shortDescription(self):
        doc = getattr(self, self._testMethodName).__doc__
        return doc.strip().split("\n")[0].strip() if doc else None

    def countTestCases(self):
        return 1

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=None, **params):
        return _SubTest(self, msg, params)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        return standardMsg if msg is None else f"{standardMsg} : {msg}" if self.longMessage else msg

    def _check(self, good, msg, standard):
        if not good:
            raise self.failureException(self._formatMessage(msg, standard))

    def run(self, result=None):
        """Runs the test and tells a result."""
        result = TestResult() if result is None else result
        method = getattr(self, self._testMethodName)
        result.startTest(self)
        why = getattr(method, "__unittest_skip_why__", None) if getattr(method, "__unittest_skip__", False) else \
            getattr(type(self), "__unittest_skip_why__", "") if getattr(type(self), "__unittest_skip__", False) else None
        if why is not None:
            result.addSkip(self, why)
            result.stopTest(self)
            return result
        expecting = getattr(method, "__unittest_expecting_failure__", False)
        problem = None
        try:
            self.setUp()
            try:
                method()
            finally:
                self.tearDown()
        except SkipTest as error:
            result.addSkip(self, str(error))
            result.stopTest(self)
            return result
        except KeyboardInterrupt:
            raise
        except Exception as error:
            problem = error
        try:
            self.doCleanups()
        except Exception as error:
            problem = problem or error
        for name, error in self._problems:
            result._add(name, error, isinstance(error, self.failureException))
        if problem is not None:
            if expecting:
                result.addExpectedFailure(self, problem)
            else:
                result._add(str(self), problem, isinstance(problem, self.failureException))
        elif expecting:
            result.addUnexpectedSuccess(self)
        elif not self._problems:
            result.addSuccess(self)
        result.stopTest(self)
        return result

    __call__ = run

    def debug(self):
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()

    def assertTrue(self, expr, msg=None):
        self._check(expr, msg, f"{expr!r} is not true")

    def assertFalse(self, expr, msg=None):
        self._check(not expr, msg, f"{expr!r} is not false")

    def assertEqual(self, first, second, msg=None):
        self._check(first == second, msg, self._difference(first, second))

    def _difference(self, first, second):
        if type(first) is type(second) and isinstance(first, (list, tuple)):
            kind = type(first).__name__.capitalize()
            text = f"{kind}s differ: {first!r} != {second!r}\n"
            for i, (a, b) in enumerate(zip(first, second)):
                if a != b:
                    return text + f"\nFirst differing element {i}:\n{a!r}\n{b!r}\n"
            return text
        return f"{first!r} != {second!r}"

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, msg, f"{first!r} == {second!r}")

    def assertIs(self, expr1, expr2, msg=None):
        self._check(expr1 is expr2, msg, f"{expr1!r} is not {expr2!r}")

    def assertIsNot(self, expr1, expr2, msg=None):
        self._check(expr1 is not expr2, msg, f"unexpectedly identical: {expr1!r}")

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, msg, f"{obj!r} is not None")

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        self._check(member in container, msg, f"{member!r} not found in {container!r}")

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, msg, f"{member!r} unexpectedly found in {container!r}")

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), msg, f"{obj!r} is not an instance of {cls!r}")

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), msg, f"{obj!r} is an instance of {cls!r}")

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            self._check(difference <= delta, msg,
                        f"{first!r} != {second!r} within {delta!r} delta ({difference!r} difference)")
            return
        places = 7 if places is None else places
        self._check(round(difference, places) == 0, msg,
                    f"{first!r} != {second!r} within {places!r} places ({difference!r} difference)")

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if delta is not None:
            self._check(first != second and abs(first - second) > delta, msg,
                        f"{first!r} == {second!r} within {delta!r} delta ({abs(first - second)!r} difference)")
            return
        places = 7 if places is None else places
        self._check(first != second and round(abs(first - second), places) != 0, msg,
                    f"{first!r} == {second!r} within {places!r} places")

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, msg, f"{a!r} not greater than {b!r}")

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, msg, f"{a!r} not greater than or equal to {b!r}")

    def assertLess(self, a, b, msg=None):
        self._check(a < b, msg, f"{a!r} not less than {b!r}")

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, msg, f"{a!r} not less than or equal to {b!r}")

    def assertRegex(self, text, expected_regex, msg=None):
        import re

        pattern = re.compile(expected_regex)
        self._check(pattern.search(text), msg, f"Regex didn't match: {pattern.pattern!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re

        found = re.search(unexpected_regex, text)
        self._check(not found, msg, f"Regex matched: {found and found.group()!r} matches {unexpected_regex!r} in "
                    f"{text!r}")

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        missing = []
        for item in first:
            if item in rest:
                rest.remove(item)
            else:
                missing.append(item)
        self._check(not missing and not rest, msg, "Element counts were not equal")

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        self.assertEqual(list(first), list(second), msg)

    assertListEqual = assertTupleEqual = assertSetEqual = assertDictEqual = assertMultiLineEqual = assertEqual

    def assertRaises(self, expected_exception, *args, **kwargs):
        context = _Raises(self, expected_exception, msg=kwargs.pop("msg", None) if not args else None)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        context = _Raises(self, expected_exception, expected_regex, kwargs.pop("msg", None) if not args else None)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        context = _Warns(self, expected_warning)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)


class FunctionTestCase(TestCase):
    """A function as a test."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._function = testFunc

    def runTest(self):
        self._function()


class TestSuite:
    """Several tests."""

    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        self._tests.extend(tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self._tests)

    def __iter__(self):
        return iter(self._tests)

    def _flat(self):
        for test in self._tests:
            if isinstance(test, TestSuite):
                yield from test._flat()
            else:
                yield test

    def run(self, result):
        """Runs the tests, with the fixtures of their classes."""
        current = None
        for test in self._flat():
            if type(test) is not current:
                if current is not None:
                    current.tearDownClass()
                current = type(test)
                current.setUpClass()
            test(result)
        if current is not None:
            current.tearDownClass()
        return result

    __call__ = run


class TestLoader:
    """Finds tests."""

    testMethodPrefix = "test"

    def getTestCaseNames(self, testCaseClass):
        return sorted(name for name in dir(testCaseClass)
                      if name.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, name)))

    def loadTestsFromTestCase(self, testCaseClass):
        return TestSuite(map(testCaseClass, self.getTestCaseNames(testCaseClass)))

    def loadTestsFromModule(self, module):
        return TestSuite(self.loadTestsFromTestCase(value) for name, value in sorted(vars(module).items())
                         if isinstance(value, type) and issubclass(value, TestCase) and value is not TestCase)


defaultTestLoader = TestLoader()


class TestResult:
    """What came of tests."""

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failures, self.errors, self.skipped = [], [], []
        self.expectedFailures, self.unexpectedSuccesses = [], []
        self.testsRun = 0

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, error):
        self.expectedFailures.append((test, error))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)

    def _add(self, name, error, failed):
        from traceback import format_exception

        (self.failures if failed else self.errors).append((name, "".join(format_exception(error))))

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def __repr__(self):
        return (f"<{type(self).__module__}.{type(self).__qualname__} run={self.testsRun} errors={len(self.errors)} "
                f"failures={len(self.failures)}>")


class TextTestResult(TestResult):
    """Prints a sign for each test."""

    def __init__(self, stream, descriptions, verbosity):
        super().__init__()
        self.stream, self._verbosity = stream, verbosity

    def _sign(self, short, long):
        if self._verbosity > 1:
            self.stream.write(long + "\n")
        elif self._verbosity:
            self.stream.write(short)

    def startTest(self, test):
        super().startTest(test)
        if self._verbosity > 1:
            about = test.shortDescription()
            self.stream.write(f"{test}{chr(10) + about if about else ''} ... ")

    def addSuccess(self, test):
        self._sign(".", "ok")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._sign("s", f"skipped {reason!r}")

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self._sign("x", "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._sign("u", "unexpected success")

    def _add(self, name, error, failed):
        super()._add(name, error, failed)
        self._sign("F" if failed else "E", "FAIL" if failed else "ERROR")

    def printErrors(self):
        if self._verbosity:
            self.stream.write("\n")
        for kind, entries in (("ERROR", self.errors), ("FAIL", self.failures)):
            for name, text in entries:
                self.stream.write(f"{'=' * 70}\n{kind}: {name}\n{'-' * 70}\n{text}\n")


class TextTestRunner:
    """Runs tests and prints what came of them, on standard error."""

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 **kwargs):
        self.stream = sys.stderr if stream is None else stream
        self.verbosity = verbosity
        self._result_class = resultclass or TextTestResult

    def run(self, test):
        """Runs a test or a suite."""
        result = self._result_class(self.stream, True, self.verbosity)
        start = time.perf_counter()
        test(result)
        taken = time.perf_counter() - start
        result.printErrors()
        run = result.testsRun
        self.stream.write(f"{'-' * 70}\nRan {run} test{'s' if run != 1 else ''} in {taken:.3f}s\n\n")
        details = [f"{name}={len(entries)}" for name, entries in
                   (("failures", result.failures), ("errors", result.errors), ("skipped", result.skipped),
                    ("expected failures", result.expectedFailures),
                    ("unexpected successes", result.unexpectedSuccesses)) if entries]
        word = "OK" if result.wasSuccessful() else "FAILED"
        if not run and not result.skipped and not details:
            word = "NO TESTS RAN"
        self.stream.write(word + (f" ({', '.join(details)})" if details else "") + "\n")
        return result


class main:
    """Runs the tests of a module and ends the program."""

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader,
                 exit=True, verbosity=1, **kwargs):
        found = sys.modules[module] if isinstance(module, str) else module
        if "-v" in (sys.argv if argv is None else argv)[1:]:
            verbosity = 2
        runner = testRunner or TextTestRunner(verbosity=verbosity)
        self.result = (runner() if isinstance(runner, type) else runner).run(testLoader.loadTestsFromModule(found))
        if exit:
            sys.exit(0 if self.result.wasSuccessful() else 5 if not self.result.testsRun else 1)


def __getattr__(name):
    if name in ("mock", "IsolatedAsyncioTestCase"):
        from _types import refuse

        refuse(f"unittest.{name}")
    raise AttributeError(f"module 'unittest' has no attribute '{name}'")
