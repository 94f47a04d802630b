"""Every assertion of unittest with its message, and what loaders, suites, results and runners do."""

import re

STATEMENTS = r'''
import unittest, sys, io
class T(unittest.TestCase):
    longMessage = True
    def runTest(self): pass
t = T()
t.assertEqual(1, 2)
t.assertEqual(1, 2, "msg")
t.assertEqual([1, 2, 3], [1, 2, 4])
t.assertEqual([1, 2], [1, 2, 3])
t.assertEqual((1,), (2,))
t.assertEqual({1, 2}, {2, 3})
t.assertEqual({"a": 1}, {"a": 2, "b": 3})
t.assertEqual("abc\ndef\n", "abc\ndeg\n")
t.assertEqual("a" * 50, "b" * 50)
t.assertEqual("x", "y", "m")
t.assertEqual([1], (1,))
t.assertEqual([list(range(30))] * 3, [list(range(30))] * 2 + [[1]])
t.assertListEqual([1], [2])
t.assertListEqual([1], (1,))
t.assertTupleEqual((1,), [1])
t.assertSetEqual({1}, {2})
t.assertSetEqual(1, {2})
t.assertDictEqual({1: 2}, {1: 3})
t.assertDictEqual(1, {})
t.assertMultiLineEqual("a", "b")
t.assertMultiLineEqual(1, "b")
t.assertSequenceEqual([1, 2], (1, 3))
t.assertSequenceEqual([1, 2], (1, 2))
t.assertSequenceEqual([1], 5)
t.assertSequenceEqual([1], (1,), seq_type=list)
t.assertNotEqual(1, 1)
t.assertTrue(0), 
t.assertTrue([], "empty!")
t.assertFalse(1)
t.assertIs(1, 2)
t.assertIsNot(None, None)
t.assertIsNone(1)
t.assertIsNotNone(None)
t.assertIn(1, [2])
t.assertNotIn(1, [1])
t.assertIsInstance(1, str)
t.assertIsInstance(1, (str, list))
t.assertNotIsInstance(1, int)
t.assertAlmostEqual(1, 1.1)
t.assertAlmostEqual(1, 1.1, delta=0.01)
t.assertAlmostEqual(1, 1.1, places=2)
t.assertAlmostEqual(1, 1, places=2, delta=1)
t.assertAlmostEqual(1.00000001, 1), t.assertAlmostEqual("a", "a")
t.assertAlmostEqual("a", "b")
t.assertNotAlmostEqual(1, 1.00000001)
t.assertNotAlmostEqual(1, 1.1, delta=1)
t.assertGreater(1, 2)
t.assertGreaterEqual(1, 2)
t.assertLess(2, 1)
t.assertLessEqual(2, 1)
t.assertRegex("abc", "x+")
t.assertNotRegex("abc", "b")
t.assertRegex("abc", "")
t.assertCountEqual([1, 2, 2], [2, 1, 1])
t.assertCountEqual([[1], [2]], [[1], [3]])
t.assertCountEqual("ab", "ba")
t.assertRaises(ValueError, int, "1")
t.assertRaises(ValueError, int, "x")
t.assertRaises(ValueError, lambda: 1 / 0)
t.assertRaises((ValueError, KeyError), int, "1")
t.assertRaises(5, int)
t.assertRaises(ValueError, None)
def raises():
    with t.assertRaises(ValueError, msg="mm") as cm: pass
raises()
def raises2():
    with t.assertRaises(ValueError) as cm: int("x")
    print(cm.exception, cm.expected)
raises2()
t.assertRaisesRegex(ValueError, "foo", int, "x")
t.assertRaisesRegex(ValueError, "invalid", int, "x")
def warns():
    import warnings
    with t.assertWarns(UserWarning) as w: warnings.warn("hey")
    print(w.warning, w.lineno > 0)
warns()
t.assertWarns(UserWarning, lambda: 0)
t.assertWarnsRegex(UserWarning, "zz", __import__("warnings").warn, "hey")
def logs():
    import logging
    with t.assertLogs("foo", "INFO") as cm:
        logging.getLogger("foo").info("first"); logging.getLogger("foo.bar").error("second")
    print(cm.output, cm.records)
    with t.assertNoLogs("foo"): pass
    with t.assertLogs() as cm: pass
logs()
def nologs():
    import logging
    with t.assertNoLogs("foo", level="INFO"): logging.getLogger("foo").info("first")
nologs()
t.fail()
t.fail("why")
t.skipTest("r")
t.failureException, t.maxDiff, t.longMessage, t.id(), str(t), repr(t), t.shortDescription(), t.countTestCases(), t.defaultTestResult()
class NL(unittest.TestCase):
    longMessage = False
    def runTest(self): "Doc line.\n\nmore"
NL().assertEqual(1, 2, "only")
NL().shortDescription(), NL() == NL(), hash(NL()) == hash(NL())
t.addTypeEqualityFunc(int, lambda a, b, msg=None: t.fail("custom"))
t.assertEqual(1, 2)
class A(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("suc")
    @classmethod
    def tearDownClass(cls): print("tdc")
    def setUp(self): print("su"); self.addCleanup(print, "cleanup", 1)
    def tearDown(self): print("td")
    def test_b(self): self.assertEqual(1, 1)
    def test_a(self): "Doc of a."; self.assertTrue(True)
    def test_fail(self): self.assertEqual(1, 2)
    def test_err(self): 1/0
    @unittest.skip("why")
    def test_skip(self): pass
    @unittest.skipIf(True, "cond")
    def test_skip2(self): pass
    @unittest.skipUnless(True, "cond")
    def test_ns(self): pass
    @unittest.expectedFailure
    def test_xf(self): self.fail()
    @unittest.expectedFailure
    def test_xp(self): pass
    def test_sub(self):
        for i in range(3):
            with self.subTest("m", i=i): self.assertNotEqual(i, 1)
    def test_skip3(self): self.skipTest("dyn")
r = unittest.TestResult()
s = unittest.TestLoader().loadTestsFromTestCase(A); s.countTestCases()
[x.id() for x in s]
s.run(r)
[(str(x[0]), x[1].splitlines()[-1]) for x in r.failures], [(str(x[0]), x[1].splitlines()[-1]) for x in r.errors], [(str(a), b) for a, b in r.skipped], [str(x[0]) for x in r.expectedFailures], r.unexpectedSuccesses, r.testsRun, r.wasSuccessful(), r.shouldStop
b = io.StringIO()
import re
def runit(**k):
    b = io.StringIO()
    res = unittest.TextTestRunner(stream=b, **k).run(unittest.defaultTestLoader.loadTestsFromTestCase(A))
    print(re.sub(r"\d+\.\d+s", "Xs", re.sub(r'File ".*", line \d+', 'File "F", line N', b.getvalue())))
    return res
class E(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise ValueError("in class")
    def test_x(self): pass
rr = unittest.TestResult(); unittest.defaultTestLoader.loadTestsFromTestCase(E).run(rr); [(str(a), b.splitlines()[-1]) for a, b in rr.errors], rr.testsRun
@unittest.skip("whole")
class S(unittest.TestCase):
    def test_x(self): pass
rr = unittest.TestResult(); unittest.defaultTestLoader.loadTestsFromTestCase(S).run(rr); rr.skipped
su = unittest.TestSuite(); su.addTest(A("test_a")); su.addTests([A("test_b")]); su, len(list(su)), su.countTestCases()
su.addTest(A)
su.addTest(5)
unittest.TestSuite([A("test_a")]) == unittest.TestSuite([A("test_a")])
ft = unittest.FunctionTestCase(lambda: print("ran"), description="d"); ft.run(unittest.TestResult()), ft.shortDescription(), ft.countTestCases()
unittest.defaultTestLoader.loadTestsFromName("__main__.A.test_a"), unittest.defaultTestLoader.loadTestsFromNames(["__main__.A"]).countTestCases(), unittest.TestLoader().getTestCaseNames(A), unittest.TestLoader.testMethodPrefix, unittest.TestLoader.sortTestMethodsUsing
A.__module__, unittest.TestCase.__module__, unittest.TestSuite.__module__, unittest.TextTestRunner.__module__, unittest.SkipTest.__module__, unittest.TestResult.__module__, unittest.TestLoader.__module__, unittest.main
class C(unittest.TestCase):
    def setUp(self): self.x = self.enterContext(__import__("contextlib").nullcontext(5))
    def test(self): print(self.x)
    def tearDown(self): raise ValueError("td")
rr = unittest.TestResult(); C("test").run(rr); len(rr.errors), rr
def m(**k):
    old = sys.stderr; sys.stderr = io.StringIO()
    try:
        p = unittest.main(argv=["prog"], exit=False, **k)
        return p.result
    finally:
        text, sys.stderr = sys.stderr.getvalue(), old
        print(re.sub(r"\d+\.\d+s", "Xs", text).splitlines()[-3:])
m(defaultTest="A.test_a")
m(defaultTest="A", verbosity=2)
'''


def statements(text):
    """The statements of a text: one a line, unless a line is indented, closes a bracket or follows a decorator."""
    found, joined = [], False
    for line in text.strip().splitlines():
        if joined or re.match(r"[\s)\]}]|(else|elif|except|finally)\b", line):
            found[-1] += "\n" + line
        else:
            found.append(line)
        joined = line.startswith("@")
    return found


def run(text):
    """Prints what a statement gives or raises; addresses are left out."""
    try:
        try:
            code = compile(text, "text", "eval")
        except SyntaxError:
            exec(text, globals())
            return
        value = eval(code, globals())
        if value is not None:
            print("=", re.sub(r"0x[0-9a-f]{6,}", "0x...", repr(value)))
    except BaseException as error:
        print(f"{type(error).__name__}:", re.sub(r"0x[0-9a-f]{6,}", "0x...", str(error)))


for statement in statements(STATEMENTS):
    print(">>>", statement.splitlines()[0])
    run(statement)
