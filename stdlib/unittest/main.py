"""Runs the tests of a module and ends the program."""

import sys

from unittest import loader, runner


class TestProgram:
    """A program of tests: what unittest.main() makes."""

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None,
                 testLoader=loader.defaultTestLoader, exit=True, verbosity=1, failfast=None, catchbreak=None,
                 buffer=None, warnings=None, *, tb_locals=False, durations=None):
        self.module = __import__(module) if isinstance(module, str) else module
        if isinstance(module, str):
            self.module = sys.modules[module]
        self.exit, self.verbosity, self.failfast, self.catchbreak = exit, verbosity, failfast, catchbreak
        self.buffer, self.tb_locals, self.durations = buffer, tb_locals, durations
        self.warnings = warnings if warnings is not None or sys.warnoptions else "default"
        self.defaultTest, self.testRunner, self.testLoader = defaultTest, testRunner, testLoader
        argv = sys.argv if argv is None else argv
        self.progName = argv[0].rsplit("/", 1)[-1] if argv else ""
        self.parseArgs(argv)
        self.runTests()

    def parseArgs(self, argv):
        """Reads the command line and finds the tests."""
        options = self._parser().parse_args(argv[1:], self)
        names = options.tests
        if options.testNamePatterns:
            self.testLoader.testNamePatterns = [pattern if "*" in pattern else f"*{pattern}*"
                                                for pattern in options.testNamePatterns]
        if not names and self.defaultTest is not None:
            names = [self.defaultTest] if isinstance(self.defaultTest, str) else list(self.defaultTest)
        if names:
            self.test = self.testLoader.loadTestsFromNames(names, self.module)
        else:
            self.test = self.testLoader.loadTestsFromModule(self.module)

    def _parser(self):
        from argparse import ArgumentParser

        parser = ArgumentParser(prog=self.progName)
        for names, settings in (
                (("-v", "--verbose"), {"dest": "verbosity", "const": 2, "help": "Verbose output"}),
                (("-q", "--quiet"), {"dest": "verbosity", "const": 0, "help": "Quiet output"}),
                (("--locals",), {"dest": "tb_locals", "const": True, "help": "Show local variables in tracebacks"}),
                (("-f", "--failfast"), {"dest": "failfast", "const": True, "help": "Stop on first fail or error"}),
                (("-c", "--catch"), {"dest": "catchbreak", "const": True,
                                     "help": "Catch Ctrl-C and display results so far"}),
                (("-b", "--buffer"), {"dest": "buffer", "const": True,
                                      "help": "Buffer stdout and stderr during tests"})):
            parser.add_argument(*names, action="store_const", **settings)
        parser.add_argument("-k", dest="testNamePatterns", action="append",
                            help="Only run tests which match the given substring")
        parser.add_argument("tests", nargs="*", help="a list of any number of test modules, classes and test methods.")
        return parser

    def runTests(self):
        """Runs the tests; ends the program if that is wanted."""
        made = self.testRunner or runner.TextTestRunner
        if isinstance(made, type):
            made = made(verbosity=self.verbosity, failfast=bool(self.failfast), buffer=bool(self.buffer),
                        warnings=self.warnings, tb_locals=self.tb_locals, durations=self.durations)
        self.result = made.run(self.test)
        if self.exit:
            nothing = self.result.testsRun == 0 and not self.result.skipped
            sys.exit(5 if nothing else 0 if self.result.wasSuccessful() else 1)


main = TestProgram
