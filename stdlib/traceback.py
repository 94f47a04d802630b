"""Exceptions as text."""

import sys

import _traceback

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
           "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
           "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb", "print_list"]

_missing = object()


def _exception(exc, value):
    """The exception object of (type, value, traceback) or of one argument."""
    if value is _missing:
        return exc
    return value


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True, **kwargs):
    """The lines that are printed of an exception."""
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    text = _traceback.whole(exc, ... if tb is _missing else tb, _limit(limit), chain)
    return _chunks(text)


_CHAINS = ("The above exception was the direct cause of the following exception:\n",
           "During handling of the above exception, another exception occurred:\n")


def _chunks(text):
    """The text in pieces: an entry with its source lines is one, and so is what stands between two exceptions."""
    chunks = []
    entry = False
    for line in text.splitlines(keepends=True):
        if entry and line.startswith("    "):
            chunks[-1] += line
        elif len(chunks) > 1 and line in _CHAINS and chunks[-1] == "\n":
            chunks[-1] += line
        elif line == "\n" and chunks and chunks[-1][1:] in _CHAINS:
            chunks[-1] += line
        else:
            chunks.append(line)
            entry = line.startswith('  File "') and ", in " in line
    return chunks


def _limit(limit):
    """The number of entries that are shown, sys.tracebacklimit where none is given; None: all."""
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is not None and limit < 0:
            limit = 0
    return limit


def _part(entries, limit):
    """The entries that a limit leaves."""
    limit = _limit(limit)
    entries = list(entries)
    if limit is None:
        return entries
    return entries[:limit] if limit >= 0 else entries[limit:]


def format_exception_only(exc, /, value=_missing, *, show_group=False):
    """The last lines only: class and text."""
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    text = _traceback.only(exc)
    return text.splitlines(keepends=True)


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True, **kwargs):
    """Prints an exception on standard error."""
    file = sys.stderr if file is None else file
    file.write("".join(format_exception(exc, value, tb, limit, chain)))


def format_exc(limit=None, chain=True):
    """The text of the exception that is being handled."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Prints the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    """Prints the last exception that nobody caught."""
    if not hasattr(sys, "last_exc"):
        raise ValueError("no last exception")
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)


class FrameSummary:
    """One line of a traceback."""

    _text = None  # with carets, where a traceback gave it

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
                 end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = None if locals is None else {key: repr(value) for key, value in locals.items()}
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno

    @property
    def line(self):
        """The source line."""
        if self._line is None:
            from linecache import getline

            self._line = getline(self.filename, self.lineno).strip()
        return self._line

    def _parts(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._parts() == other._parts()
        if isinstance(other, tuple):
            return self._parts() == other
        return NotImplemented

    def __getitem__(self, place):
        return self._parts()[place]

    def __iter__(self):
        return iter(self._parts())

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """The lines of a traceback."""

    @classmethod
    def extract(cls, frames, *, limit=None, lookup_lines=True, capture_locals=False):
        return cls(FrameSummary(frame.f_code.co_filename, lineno, frame.f_code.co_name,
                                locals=frame.f_locals if capture_locals else None)
                   for frame, lineno in _part(frames, limit))

    @classmethod
    def from_list(cls, entries):
        return cls(entry if isinstance(entry, FrameSummary) else FrameSummary(*entry[:3], line=entry[3])
                   for entry in entries)

    def format_frame_summary(self, frame_summary, **kwargs):
        """The text of one entry."""
        entry = frame_summary
        if entry._text is not None:
            return entry._text
        text = f'  File "{entry.filename}", line {entry.lineno}, in {entry.name}\n'
        if entry.line:
            text += f"    {entry.line.strip()}\n"
        return text + "".join(f"    {name} = {value}\n" for name, value in sorted((entry.locals or {}).items()))

    def format(self, **kwargs):
        result = []
        before, count = None, 0
        for entry in self:
            place = entry.filename, entry.lineno, entry.name
            if place != before:
                _add_repeats(result, count)
                before, count = place, 0
            count += 1
            if count <= 3:
                result.append(self.format_frame_summary(entry))
        _add_repeats(result, count)
        return result


def _add_repeats(result, count):
    if count > 3:
        result.append(f"  [Previous line repeated {count - 3} more time{'s' if count > 4 else ''}]\n")


def walk_tb(tb):
    """The frames and lines of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    """The frames and lines from a frame outwards."""
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def extract_tb(tb, limit=None):
    """The lines of a traceback as objects."""
    entries = []
    while tb is not None:
        end_lineno, colno, end_colno = _traceback.place(tb)
        entry = FrameSummary(tb.tb_frame.f_code.co_filename, tb.tb_lineno, tb.tb_frame.f_code.co_name,
                             end_lineno=end_lineno, colno=colno, end_colno=end_colno)
        entry._text = _traceback.lines(tb, 1)
        entries.append(entry)
        tb = tb.tb_next
    return StackSummary(_part(entries, limit))


def extract_stack(f=None, limit=None):
    """The lines of the calls that are running, the outermost first."""
    if f is None:
        f = sys._getframe(1)
    result = StackSummary.extract(walk_stack(f), limit=limit)
    result.reverse()
    return result


def format_tb(tb, limit=None):
    """The texts of a traceback's lines."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Prints a traceback's lines."""
    (sys.stderr if file is None else file).write(_traceback.lines(tb, _limit(limit)))


def format_list(extracted_list):
    """The texts of lines."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Prints lines."""
    (sys.stderr if file is None else file).write("".join(format_list(extracted_list)))


def format_stack(f=None, limit=None):
    """The texts of the calls that are running."""
    if f is None:
        f = sys._getframe(1)
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Prints the calls that are running."""
    if f is None:
        f = sys._getframe(1)
    print_list(extract_stack(f, limit), file)


def clear_frames(tb):
    """Does nothing: frames are cleared when they go."""


class TracebackException:
    """An exception kept as text."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, save_exc_type=True):
        self._exception = exc_value
        self._traceback = exc_traceback
        self._limit = limit
        self.exc_type = exc_type
        self.exc_type_str = exc_type.__qualname__
        self.stack = extract_tb(exc_traceback, limit)
        self._str = str(exc_value)

    @classmethod
    def from_exception(cls, exc, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, **kwargs)

    def format(self, *, chain=True, **kwargs):
        yield from format_exception(self._exception, self._exception, self._traceback, self._limit, chain)

    def format_exception_only(self, **kwargs):
        yield from format_exception_only(self._exception)

    def __str__(self):
        return self._str
