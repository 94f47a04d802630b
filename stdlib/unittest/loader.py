"""Finds tests."""

import functools
import sys

from unittest import case, suite


def three_way_cmp(x, y):
    """-1, 0 or 1 as x is less than, equal to or greater than y."""
    return (x > y) - (x < y)


class TestLoader:
    """Finds tests in classes and modules."""

    testMethodPrefix = "test"
    sortTestMethodsUsing = staticmethod(three_way_cmp)
    testNamePatterns = None
    suiteClass = suite.TestSuite

    def __init__(self):
        self.errors = []

    def getTestCaseNames(self, testCaseClass):
        """The names of the test methods of a class, sorted."""
        names = [name for name in dir(testCaseClass) if self._is_test(testCaseClass, name)]
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    def _is_test(self, cls, name):
        if not name.startswith(self.testMethodPrefix) or not callable(getattr(cls, name)):
            return False
        if self.testNamePatterns is None:
            return True
        from fnmatch import fnmatchcase

        return any(fnmatchcase(f"{cls.__module__}.{cls.__qualname__}.{name}", pattern)
                   for pattern in self.testNamePatterns)

    def loadTestsFromTestCase(self, testCaseClass):
        """The tests of a class."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        if testCaseClass in (case.TestCase, case.FunctionTestCase):
            return self.suiteClass([])
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        """The tests of a module; its function load_tests() may choose them."""
        tests = self.suiteClass([self.loadTestsFromTestCase(value) for name in dir(module)
                                 if self._is_case(value := getattr(module, name))])
        choose = getattr(module, "load_tests", None)
        return tests if choose is None else choose(self, tests, pattern)

    @staticmethod
    def _is_case(value):
        return isinstance(value, type) and issubclass(value, case.TestCase) and \
            value not in (case.TestCase, case.FunctionTestCase)

    def loadTestsFromName(self, name, module=None):
        """The tests of a dotted name: a module, a class or a method."""
        names, owner = name.split("."), module
        if module is None:
            for count in range(len(names), 0, -1):
                if ".".join(names[:count]) in sys.modules:
                    owner, names = sys.modules[".".join(names[:count])], names[count:]
                    break
            else:
                owner, names = __import__(names[0]), names[1:]
        found = owner
        for part in names:
            owner, found = found, getattr(found, part)
        if isinstance(found, type(sys)):
            return self.loadTestsFromModule(found)
        if self._is_case(found):
            return self.loadTestsFromTestCase(found)
        if isinstance(owner, type) and issubclass(owner, case.TestCase):
            return self.suiteClass([owner(names[-1])])
        if isinstance(found, suite.TestSuite):
            return found
        if not callable(found):
            raise TypeError(f"don't know how to make test from: {found}")
        made = found()
        if isinstance(made, suite.TestSuite):
            return made
        if isinstance(made, case.TestCase):
            return self.suiteClass([made])
        raise TypeError(f"calling {found} returned {made}, not a test")

    def loadTestsFromNames(self, names, module=None):
        """The tests of several dotted names."""
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        """Refused: a program's files are its own folder."""
        from _types import refuse

        refuse("unittest.TestLoader.discover")


defaultTestLoader = TestLoader()
