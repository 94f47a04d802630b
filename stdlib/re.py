"""Regular expressions."""

import _re
from _re import Match, Pattern

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
           "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
           "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError"]


class PatternError(Exception):
    """A pattern that is no regular expression, and where it goes wrong."""

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


error = PatternError

_NAMES = {256: "ASCII", 128: "DEBUG", 2: "IGNORECASE", 4: "LOCALE", 32: "UNICODE", 8: "MULTILINE", 16: "DOTALL",
          64: "VERBOSE"}


class RegexFlag(int):
    """Flags of patterns, combined with |."""

    @property
    def value(self):
        return int(self)

    @property
    def name(self):
        return "|".join(name for value, name in sorted(_NAMES.items()) if self & value) or "NOFLAG"

    def __repr__(self):
        if not self:
            return "re.NOFLAG"
        known = [f"re.{name}" for value, name in sorted(_NAMES.items()) if int(self) & value]
        rest = int(self) & ~sum(_NAMES)
        return "|".join(known + ([hex(rest)] if rest else []))

    __str__ = int.__repr__

    def __format__(self, spec):
        return format(int(self), spec)

    def __or__(self, other):
        return RegexFlag(int(self) | other) if isinstance(other, int) else NotImplemented

    __ror__ = __or__

    def __and__(self, other):
        return RegexFlag(int(self) & other) if isinstance(other, int) else NotImplemented

    __rand__ = __and__

    def __xor__(self, other):
        return RegexFlag(int(self) ^ other) if isinstance(other, int) else NotImplemented

    __rxor__ = __xor__

    def __invert__(self):
        return RegexFlag(sum(_NAMES) & ~int(self))


NOFLAG = RegexFlag(0)
ASCII = A = RegexFlag(256)
IGNORECASE = I = RegexFlag(2)
LOCALE = L = RegexFlag(4)
UNICODE = U = RegexFlag(32)
MULTILINE = M = RegexFlag(8)
DOTALL = S = RegexFlag(16)
VERBOSE = X = RegexFlag(64)
DEBUG = RegexFlag(128)

for _name in (*_NAMES.values(), "NOFLAG", *"AILUMSX"):
    setattr(RegexFlag, _name, globals()[_name])

_cache = {}


def _compile(pattern, flags):
    key = (type(pattern), pattern, int(flags))
    try:
        return _cache[key]
    except (KeyError, TypeError):
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if flags & 128:
        from _types import refuse

        refuse("re.DEBUG")
    compiled = _re.compile(pattern, int(flags))
    if len(_cache) >= 512:
        del _cache[next(iter(_cache))]
    _cache[key] = compiled
    return compiled


def compile(pattern, flags=0):
    """Compiles a pattern."""
    return _compile(pattern, flags)


def match(pattern, string, flags=0):
    """Matches a pattern at the beginning of a string."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Matches a pattern with a whole string."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Finds the first match in a string."""
    return _compile(pattern, flags).search(string)


def _outdated(name, given, number, flags, args):
    """The number and the flags of a call that gives them by their places, which is outdated."""
    from warnings import warn

    if len(args) > 2:
        wanted = {"split": (2, 4), "sub": (3, 5), "subn": (3, 5)}[given]
        raise TypeError(f"{given}() takes from {wanted[0]} to {wanted[1]} positional arguments but "
                        f"{wanted[0] + len(args)} were given")
    if number is not _none or len(args) > 1 and flags is not _none:
        raise TypeError(f"{given}() got multiple values for argument {name if number is not _none else 'flags'!r}")
    warn(f"{name!r} is passed as positional argument", DeprecationWarning, stacklevel=3)
    return args[0], args[1] if len(args) > 1 else flags


class _NoNumber(int):
    """The default of numbers and flags, told from a zero that was given."""


_none = _NoNumber(0)


def sub(pattern, repl, string, *args, count=_none, flags=_none):
    """Replaces the matches in a string."""
    if args:
        count, flags = _outdated("count", "sub", count, flags, args)
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, *args, count=_none, flags=_none):
    """Replaces the matches in a string; returns the new string and their number."""
    if args:
        count, flags = _outdated("count", "subn", count, flags, args)
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, *args, maxsplit=_none, flags=_none):
    """Splits a string at the matches."""
    if args:
        maxsplit, flags = _outdated("maxsplit", "split", maxsplit, flags, args)
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """All matches in a string: texts, or the groups' texts."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Iterates over the match objects of all matches."""
    return _compile(pattern, flags).finditer(string)


def purge():
    """Forgets the compiled patterns."""
    _cache.clear()


_SPECIAL = {ord(c): "\\" + c for c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """Escapes the special characters of a string."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return str(pattern, "latin1").translate(_SPECIAL).encode("latin1")


class Scanner:
    """Splits a string into tokens: pairs of a pattern and what is done with its matches."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        # Every pattern stands in a group whose name tells its place.
        self.scanner = _compile("|".join(f"(?P<_{place}>{phrase})" for place, (phrase, _) in enumerate(lexicon)), flags)

    def scan(self, string):
        """The tokens, and the rest of the string that no pattern matches."""
        tokens, place = [], 0
        while (found := self.scanner.match(string, place)) and found.end() > place:
            name = next(name for name, text in found.groupdict().items() if name[0] == "_" and text is not None)
            action = self.lexicon[int(name[1:])][1]
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                tokens.append(action)
            place = found.end()
        return tokens, string[place:]
