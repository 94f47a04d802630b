"""One test: skipping, fixtures, running."""

import sys

from unittest._assertions import Assertions
from unittest.util import strclass


class SkipTest(Exception):
    """Ends a test that is left out."""


def _id(item):
    return item


def skip(reason):
    """Leaves a test or a class of tests out."""
    def decorate(item):
        if not isinstance(item, type):
            from functools import wraps

            original = item

            @wraps(original)
            def item(*args, **kwargs):
                raise SkipTest(reason)

        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item

    if callable(reason):
        item, reason = reason, ""
        return decorate(item)
    return decorate


def skipIf(condition, reason):
    """Leaves a test out if something is so."""
    return skip(reason) if condition else _id


def skipUnless(condition, reason):
    """Leaves a test out unless something is so."""
    return _id if condition else skip(reason)


def expectedFailure(test_item):
    """The test is right if it fails."""
    test_item.__unittest_expecting_failure__ = True
    return test_item


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    """Calls a function when all tests of the module are done."""
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    """Enters a context manager that is left when all tests of the module are done."""
    return _enter(cm, addModuleCleanup)


def _enter(cm, add_cleanup):
    kind = type(cm)
    if not (hasattr(kind, "__enter__") and hasattr(kind, "__exit__")):
        raise TypeError(f"'{kind.__module__}.{kind.__qualname__}' object does not support the context manager protocol")
    result = cm.__enter__()
    add_cleanup(cm.__exit__, None, None, None)
    return result


def doModuleCleanups():
    """Calls what addModuleCleanup() was given."""
    problems = []
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as error:
            problems.append(error)
    if problems:
        raise problems[0]


class _Outcome:
    """What became of the parts of a test; problems are told to the result at once."""

    def __init__(self, result):
        self.result, self.success, self.expecting, self.expected = result, True, False, None

    def run(self, test, part, *args, **kwargs):
        """Runs a part of a test; returns whether all went well in it."""
        before, self.success = self.success, True
        try:
            part(*args, **kwargs)
        except KeyboardInterrupt:
            raise
        except SkipTest as error:
            self.success = False
            self.result.addSkip(test, str(error))
        except BaseException:
            self.failed(test, sys.exc_info())
        well, self.success = self.success, self.success and before
        return well

    def failed(self, test, err):
        """Something was raised."""
        if self.expecting:
            self.expected = err
            return
        self.success = False
        if isinstance(test, _SubTest):
            self.result.addSubTest(test.test_case, test, err)
        elif issubclass(err[0], test.failureException):
            self.result.addFailure(test, err)
        else:
            self.result.addError(test, err)


class TestCase(Assertions):
    """A class whose test methods are run one by one."""

    _class_cleanups = []

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._class_cleanups = []

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups, self._outcome, self._subtest = [], None, None
        method = getattr(self, methodName, None)
        if method is None and methodName != "runTest":
            raise ValueError(f"no such test method in {type(self)}: {methodName}")
        self._testMethodDoc = getattr(method, "__doc__", None) if method is not None else "No test"

    def setUp(self):
        """Prepares a test."""

    def tearDown(self):
        """Cleans up behind a test."""

    @classmethod
    def setUpClass(cls):
        """Prepares all tests of the class."""

    @classmethod
    def tearDownClass(cls):
        """Cleans up behind all tests of the class."""

    def id(self):
        return f"{strclass(type(self))}.{self._testMethodName}"

    def __str__(self):
        return f"{self._testMethodName} ({self.id()})"

    def __repr__(self):
        return f"<{strclass(type(self))} testMethod={self._testMethodName}>"

    def __eq__(self, other):
        return self._testMethodName == other._testMethodName if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def shortDescription(self):
        """The first line of the method's documentation."""
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        """The result that run() makes if it is given none."""
        from unittest.result import TestResult

        return TestResult()

    def addCleanup(self, function, /, *args, **kwargs):
        """Calls a function after tearDown(), last added first."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        """Enters a context manager that is left after tearDown()."""
        return _enter(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """Calls a function after tearDownClass()."""
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        """Enters a context manager that is left after tearDownClass()."""
        return _enter(cm, cls.addClassCleanup)

    def doCleanups(self):
        """Calls what addCleanup() was given."""
        outcome = self._outcome or _Outcome(self.defaultTestResult())
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            outcome.run(self, function, *args, **kwargs)
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        """Calls what addClassCleanup() was given; the problems stand in tearDown_exceptions."""
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    def skipTest(self, reason):
        """Leaves the test out."""
        raise SkipTest(reason)

    def subTest(self, msg=None, **params):
        """A part of a test that may fail without ending it."""
        return _SubTest(self, msg, params)

    def run(self, result=None):
        """Runs the test and tells a result."""
        own = result is None
        if own:
            result = self.defaultTestResult()
            result.startTestRun()
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            why = self._why_skipped(method)
            if why is not None:
                result.addSkip(self, why)
            else:
                self._run(result, method)
        finally:
            result.stopTest(self)
            if own:
                result.stopTestRun()
        return result

    def _why_skipped(self, method):
        """Why the class or the method is left out; None if neither is."""
        reasons = [getattr(item, "__unittest_skip_why__", "") for item in (type(self), method)
                   if getattr(item, "__unittest_skip__", False)]
        return reasons[0] or reasons[-1] if reasons else None

    def _run(self, result, method):
        self._outcome = outcome = _Outcome(result)
        expecting = getattr(type(self), "__unittest_expecting_failure__", False) or \
            getattr(method, "__unittest_expecting_failure__", False)
        if outcome.run(self, self.setUp):
            outcome.expecting = expecting
            outcome.run(self, method)
            outcome.expecting = False
            outcome.run(self, self.tearDown)
        self.doCleanups()
        self._outcome = None
        if not outcome.success:
            return
        if not expecting:
            result.addSuccess(self)
        elif outcome.expected is not None:
            result.addExpectedFailure(self, outcome.expected)
        else:
            result.addUnexpectedSuccess(self)

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        """Runs the test and lets exceptions through."""
        method = getattr(self, self._testMethodName)
        why = self._why_skipped(method)
        if why is not None:
            raise SkipTest(why)
        self.setUp()
        method()
        self.tearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)


class _SubTest(TestCase):
    """A part of a test, named by its parameters."""

    def __init__(self, test_case, message, params):
        super().__init__()
        self.test_case, self._message = test_case, message
        self._parent = test_case._subtest
        self.params = {**(self._parent.params if self._parent else {}), **params}
        self.failureException = test_case.failureException

    def __enter__(self):
        self.test_case._subtest = self

    def __exit__(self, kind, value, tb):
        outcome = self.test_case._outcome
        self.test_case._subtest = self._parent
        if outcome is None or kind is not None and issubclass(kind, KeyboardInterrupt):
            return False
        if kind is None:
            outcome.result.addSubTest(self.test_case, self, None)
        elif issubclass(kind, SkipTest):
            outcome.success = False
            outcome.result.addSkip(self, str(value))
        else:
            outcome.failed(self, (kind, value, tb))
        return True

    def _subDescription(self):
        parts = [] if self._message is None else [f"[{self._message}]"]
        if self.params:
            parts.append("(" + ", ".join(f"{name}={value!r}" for name, value in self.params.items()) + ")")
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return f"{self.test_case.id()} {self._subDescription()}"

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f"{self.test_case} {self._subDescription()}"


class FunctionTestCase(TestCase):
    """A function as a test."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._parts, self._description = (setUp, tearDown, testFunc), description

    def setUp(self):
        if self._parts[0] is not None:
            self._parts[0]()

    def tearDown(self):
        if self._parts[1] is not None:
            self._parts[1]()

    def runTest(self):
        self._parts[2]()

    def id(self):
        return self._parts[2].__name__

    def __eq__(self, other):
        same = isinstance(other, FunctionTestCase)
        return (self._parts, self._description) == (other._parts, other._description) if same else NotImplemented

    def __hash__(self):
        return hash((type(self), self._parts, self._description))

    def __str__(self):
        return f"{strclass(type(self))} ({self.id()})"

    def __repr__(self):
        return f"<{strclass(type(self))} tec={self._parts[2]}>"

    def shortDescription(self):
        if self._description is not None:
            return self._description
        doc = self._parts[2].__doc__
        return doc.split("\n")[0].strip() if doc else None
