"""Command lines taken apart and put together as a Unix shell does."""

__all__ = ["shlex", "split", "quote", "join"]

_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


class shlex:
    """A reader of words, after the rules of a shell."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        import sys

        source = sys.stdin if instream is None else instream
        self._text = source if isinstance(source, str) else source.read()
        self._place = 0
        self.instream, self.infile, self.posix = source, infile, posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
        if posix:
            self.wordchars += "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        self.punctuation_chars = "();<>|&" if punctuation_chars is True else punctuation_chars or ""
        if self.punctuation_chars:
            self.wordchars += "~-./*?="
            self.wordchars = "".join(c for c in self.wordchars if c not in self.punctuation_chars)
        self.lineno = 1
        self._pushed = []

    def push_token(self, tok):
        """Puts a word back."""
        self._pushed.insert(0, tok)

    def _next(self):
        if self._place >= len(self._text):
            return ""
        c = self._text[self._place]
        self._place += 1
        if c == "\n":
            self.lineno += 1
        return c

    def _back(self, c):
        if c:
            self._place -= 1
            if c == "\n":
                self.lineno -= 1

    def _quoted(self, quote):
        """What stands up to the closing quote."""
        parts = []
        while True:
            c = self._next()
            if not c:
                raise ValueError("No closing quotation")
            if c == quote:
                return "".join(parts)
            if self.posix and c in self.escape and quote in self.escapedquotes:
                follower = self._next()
                if not follower:
                    raise ValueError("No escaped character")
                parts.append(follower if follower in (quote, c) else c + follower)
            else:
                parts.append(c)

    def _skip_comment(self):
        while self._next() not in ("\n", ""):
            pass

    def get_token(self):
        """The next word; eof at the end."""
        if self._pushed:
            return self._pushed.pop(0)
        while True:
            c = self._next()
            if not c:
                return self.eof
            if c in self.whitespace:
                continue
            if c in self.commenters:
                self._skip_comment()
                continue
            break
        return self._word(c)

    read_token = get_token

    def _is_word(self, c):
        return c in self.wordchars or self.whitespace_split and not (self.punctuation_chars
                                                                     and c in self.punctuation_chars)

    def _word(self, c):
        if c in self.punctuation_chars:
            word = c
            while (c := self._next()) and c in self.punctuation_chars:
                word += c
            self._back(c)
            return word
        if not self.posix and c in self.quotes:
            return c + self._quoted(c) + c
        if not (self._is_word(c) or c in self.quotes or self.posix and c in self.escape):
            return c
        word = ""
        while c:
            if self.posix and c in self.quotes:
                word += self._quoted(c)
            elif self.posix and c in self.escape:
                follower = self._next()
                if not follower:
                    raise ValueError("No escaped character")
                word += follower
            elif c in self.whitespace:
                break
            elif c in self.commenters:
                self._skip_comment()
                if self.posix:
                    break
                return word
            elif self._is_word(c) or c in self.quotes:
                word += c
            else:
                self._back(c)
                break
            c = self._next()
        return word

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


def split(s, comments=False, posix=True):
    """The words of a command line."""
    if s is None:
        raise ValueError("s argument must not be None")
    reader = shlex(s, posix=posix)
    reader.whitespace_split = True
    if not comments:
        reader.commenters = ""
    return list(reader)


def quote(s):
    """A word that a shell reads as this text."""
    if not s:
        return "''"
    if all(c in _SAFE for c in s):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    """A command line of words."""
    return " ".join(quote(arg) for arg in split_command)
