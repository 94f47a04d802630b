"""Several tests."""

import sys

from unittest import case
from unittest.util import strclass


class BaseTestSuite:
    """Several tests, without the fixtures of classes and modules."""

    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __repr__(self):
        return f"<{strclass(type(self))} tests={list(self)}>"

    def __eq__(self, other):
        return list(self) == list(other) if type(self) is type(other) else NotImplemented

    __hash__ = None

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self._tests)

    def addTest(self, test):
        """Adds a test or a suite."""
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        """Adds tests and suites."""
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def run(self, result):
        """Runs the tests."""
        for test in self:
            if result.shouldStop:
                break
            test(result)
        return result

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        """Runs the tests and lets exceptions through."""
        for test in self:
            test.debug()


class _ErrorHolder:
    """Stands for a test where a fixture of a class or a module went wrong."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return f"<ErrorHolder description={self.description!r}>"

    def __str__(self):
        return self.id()

    def countTestCases(self):
        return 0


class _Fixtures:
    """Prepares the class and the module of the next test, and cleans up behind the last one."""

    def __init__(self, result):
        self.result, self.test_class, self.module = result, None, None
        self.class_failed = self.module_failed = False

    def change(self, test_class):
        """Goes over to another class, None at the end; returns whether its tests can run."""
        if test_class is self.test_class:
            return not (self.class_failed or self.module_failed)
        self._leave_class()
        module = getattr(test_class, "__module__", None)
        if module != self.module:
            self._leave_module()
            self.module = module
            self.module_failed = not self._call(sys.modules.get(module), "setUpModule", module)
            if self.module_failed:
                self._clean_module()
        self.test_class, self.class_failed = test_class, False
        if self.module_failed or test_class is None or getattr(test_class, "__unittest_skip__", False):
            return not self.module_failed
        self.class_failed = not self._call(test_class, "setUpClass", strclass(test_class))
        if self.class_failed:
            self._clean_class(test_class, "setUpClass")
        return not self.class_failed

    def _leave_class(self):
        cls = self.test_class
        if cls is None or self.class_failed or self.module_failed or getattr(cls, "__unittest_skip__", False):
            return
        self._call(cls, "tearDownClass", strclass(cls))
        self._clean_class(cls, "tearDownClass")

    def _leave_module(self):
        if self.module is not None and not self.module_failed:
            self._call(sys.modules.get(self.module), "tearDownModule", self.module)
            self._clean_module()

    def _clean_class(self, cls, name):
        if hasattr(cls, "doClassCleanups"):
            cls.doClassCleanups()
            for err in cls.tearDown_exceptions:
                self._report(f"{name} ({strclass(cls)})", err)

    def _clean_module(self):
        try:
            case.doModuleCleanups()
        except Exception:
            self._report(f"tearDownModule ({self.module})", sys.exc_info())

    def _call(self, owner, name, owner_name):
        """Calls a fixture if there is one; returns whether it went well."""
        function = getattr(owner, name, None)
        if function is None:
            return True
        self.result._catch()
        try:
            function()
        except Exception:
            self._report(f"{name} ({owner_name})", sys.exc_info())
            return False
        finally:
            self.result._release()
        return True

    def _report(self, name, err):
        if isinstance(err[1], case.SkipTest):
            self.result.addSkip(_ErrorHolder(name), str(err[1]))
        else:
            self.result.addError(_ErrorHolder(name), err)


class TestSuite(BaseTestSuite):
    """Several tests, with the fixtures of their classes and modules."""

    def run(self, result, debug=False):
        """Runs the tests; with debug exceptions are let through."""
        if debug:
            super().debug()
            return result
        fixtures = getattr(result, "_fixtures", None)
        outermost = fixtures is None
        if outermost:
            fixtures = result._fixtures = _Fixtures(result)
        for test in self:
            if result.shouldStop:
                break
            if isinstance(test, BaseTestSuite) or fixtures.change(type(test)):
                test(result)
        if outermost:
            fixtures.change(None)
            del result._fixtures
        return result
