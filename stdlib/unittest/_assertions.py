"""What a test can assert."""

from unittest._contexts import LogsContext, RaisesContext, WarnsContext
from unittest.util import safe_repr, shortened


class Assertions:
    """The assertions of a test case; a failed one raises its failureException."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def fail(self, msg=None):
        """Fails."""
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        """The message of a failure: the program's own, behind what the assertion says unless that is not wanted."""
        if not self.longMessage:
            return msg or standardMsg
        return standardMsg if msg is None else f"{standardMsg} : {msg}"

    def _check(self, good, msg, pattern, *values):
        """Fails unless good; the pattern holds {} for the texts of the values."""
        if not good:
            self.fail(self._formatMessage(msg, pattern.format(*map(safe_repr, values))))

    def assertTrue(self, expr, msg=None):
        self._check(expr, msg, "{} is not true", expr)

    def assertFalse(self, expr, msg=None):
        self._check(not expr, msg, "{} is not false", expr)

    def assertIs(self, expr1, expr2, msg=None):
        self._check(expr1 is expr2, msg, "{} is not {}", expr1, expr2)

    def assertIsNot(self, expr1, expr2, msg=None):
        self._check(expr1 is not expr2, msg, "unexpectedly identical: {}", expr1)

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, msg, "{} is not None", obj)

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        self._check(member in container, msg, "{} not found in {}", member, container)

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, msg, "{} unexpectedly found in {}", member, container)

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), msg, "{} is not an instance of {}", obj, cls)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), msg, "{} is an instance of {}", obj, cls)

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, msg, "{} not greater than {}", a, b)

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, msg, "{} not greater than or equal to {}", a, b)

    def assertLess(self, a, b, msg=None):
        self._check(a < b, msg, "{} not less than {}", a, b)

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, msg, "{} not less than or equal to {}", a, b)

    # Numbers.

    @staticmethod
    def _check_delta(places, delta):
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        self._check_delta(places, delta)
        difference = abs(first - second)
        if delta is not None:
            self._check(difference <= delta, msg, "{} != {} within {} delta ({} difference)", first, second, delta,
                        difference)
            return
        places = 7 if places is None else places
        self._check(round(difference, places) == 0, msg, "{} != {} within %r places ({} difference)" % places, first,
                    second, difference)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        self._check_delta(places, delta)
        difference = abs(first - second)
        if delta is not None:
            self._check(first != second and difference > delta, msg, "{} == {} within {} delta ({} difference)",
                        first, second, delta, difference)
            return
        places = 7 if places is None else places
        self._check(first != second and round(difference, places) != 0, msg, "{} == {} within %r places" % places,
                    first, second)

    # Equality, with messages that show where containers and texts differ.

    _type_methods = {list: "assertListEqual", tuple: "assertTupleEqual", dict: "assertDictEqual",
                     set: "assertSetEqual", frozenset: "assertSetEqual", str: "assertMultiLineEqual"}
    _type_functions = {}

    def addTypeEqualityFunc(self, typeobj, function):
        """The function that compares two objects of a type."""
        self._type_functions = {**self._type_functions, typeobj: function}

    def assertEqual(self, first, second, msg=None):
        function = None
        if type(first) is type(second):
            function = self._type_functions.get(type(first))
            if function is None and type(first) in self._type_methods:
                function = getattr(self, self._type_methods[type(first)])
        if function is not None:
            function(first, second, msg=msg)
        elif not first == second:
            self.fail(self._formatMessage(msg, "%s != %s" % shortened(first, second)))

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, msg, "{} == {}", first, second)

    def _fail_with_diff(self, msg, text, diff):
        """Fails with a message and the lines that differ, unless those are too many."""
        if self.maxDiff is not None and len(diff) > self.maxDiff:
            diff = f"\nDiff is {len(diff)} characters long. Set self.maxDiff to None to see it."
        self.fail(self._formatMessage(msg, text + diff))

    @staticmethod
    def _value_diff(first, second):
        from difflib import ndiff
        from pprint import pformat

        return "\n" + "\n".join(ndiff(pformat(first).splitlines(), pformat(second).splitlines()))

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        kind = "sequence" if seq_type is None else seq_type.__name__
        if seq_type is not None:
            for place, value in (("First", first), ("Second", second)):
                if not isinstance(value, seq_type):
                    self.fail(f"{place} sequence is not a {kind}: {safe_repr(value)}")
        text = self._length_problem(first, second, kind)
        if text is None:
            if first == second:
                return
            text, equal = self._sequence_difference(first, second, kind)
            if equal and seq_type is None and len(first) == len(second) and type(first) is not type(second):
                return
        self._fail_with_diff(msg, text, self._value_diff(first, second))

    @staticmethod
    def _length_problem(first, second, kind):
        for place, value in (("First", first), ("Second", second)):
            try:
                len(value)
            except (TypeError, NotImplementedError):
                return f"{place} {kind} has no length.    Non-sequence?"
        return None

    @staticmethod
    def _sequence_difference(first, second, kind):
        """What the message says of two sequences, and whether all elements of the shorter one are equal."""
        text, equal = "%ss differ: %s != %s\n" % (kind.capitalize(), *shortened(first, second)), True
        for place in range(min(len(first), len(second))):
            if first[place] != second[place]:
                pair = shortened(first[place], second[place])
                text += "\nFirst differing element %d:\n%s\n%s\n" % (place, *pair)
                equal = False
                break
        if len(first) != len(second):
            name, longer, start = ("First", first, len(second)) if len(first) > len(second) else \
                ("Second", second, len(first))
            text += (f"\n{name} {kind} contains {len(longer) - start} additional elements.\n"
                     f"First extra element {start}:\n{safe_repr(longer[start])}\n")
        return text, equal

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        sides = []
        for name, one, other in (("first", set1, set2), ("second", set2, set1)):
            try:
                sides.append(one.difference(other))
            except TypeError as error:
                self.fail(f"invalid type when attempting set difference: {error}")
            except AttributeError as error:
                self.fail(f"{name} argument does not support set difference: {error}")
        lines = []
        for name, other, items in (("first", "second", sides[0]), ("second", "first", sides[1])):
            if items:
                lines += [f"Items in the {name} set but not the {other}:", *map(repr, items)]
        if lines:
            self.fail(self._formatMessage(msg, "\n".join(lines)))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            self._fail_with_diff(msg, "%s != %s" % shortened(d1, d2), self._value_diff(d1, d2))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        text, diff = "%s != %s" % shortened(first, second), ""
        if len(first) <= 65536 and len(second) <= 65536:
            from difflib import ndiff

            lines = [part if part.endswith("\n") else part + "\n" for part in (first, second)] \
                if first and second else [first, second]
            diff = "\n" + "".join(ndiff(*(part.splitlines(keepends=True) for part in lines)))
        self._fail_with_diff(msg, text, diff)

    def assertCountEqual(self, first, second, msg=None):
        counts = []
        first, second = list(first), list(second)
        for item in first + second:
            if not any(known is item or known == item for _, _, known in counts):
                counts.append((sum(x is item or x == item for x in first),
                               sum(x is item or x == item for x in second), item))
        lines = ["First has %d, Second has %d:  %r" % count for count in counts if count[0] != count[1]]
        if lines:
            self._fail_with_diff(msg, "Element counts were not equal:\n", "\n".join(lines))

    # Patterns, exceptions, warnings, messages.

    def assertRegex(self, text, expected_regex, msg=None):
        import re

        if isinstance(expected_regex, (str, bytes)):
            if not expected_regex:
                raise AssertionError("expected_regex must not be empty.")
            expected_regex = re.compile(expected_regex)
        self._check(expected_regex.search(text), msg, "Regex didn't match: {} not found in {}",
                    expected_regex.pattern, text)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re

        pattern = re.compile(unexpected_regex)
        found = pattern.search(text)
        self._check(not found, msg, "Regex matched: {} matches {} in {}", found and found[0], pattern.pattern, text)

    def assertRaises(self, expected_exception, *args, **kwargs):
        return RaisesContext(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        context = RaisesContext(expected_exception, self, expected_regex)
        return context.handle("assertRaisesRegex", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return WarnsContext(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return WarnsContext(expected_warning, self, expected_regex).handle("assertWarnsRegex", args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return LogsContext(self, logger, level, False)

    def assertNoLogs(self, logger=None, level=None):
        return LogsContext(self, logger, level, True)
