"""Tables as text with separators."""

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "QUOTE_STRINGS", "QUOTE_NOTNULL", "Error",
           "Dialect", "excel", "excel_tab", "unix_dialect", "field_size_limit", "reader", "writer",
           "register_dialect", "get_dialect", "list_dialects", "unregister_dialect", "DictReader", "DictWriter"]

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)


class Error(Exception):
    """A table that cannot be read or written."""


class Dialect:
    """How a table is written."""

    delimiter = ","
    quotechar = '"'
    escapechar = None
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL
    strict = False


class excel(Dialect):
    """As spreadsheets write it."""


class excel_tab(excel):
    """With tabs."""

    delimiter = "\t"


class unix_dialect(Dialect):
    """All quoted, with plain line ends."""

    lineterminator = "\n"
    quoting = QUOTE_ALL


_dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}
_limit = [131072]


def register_dialect(name, dialect=None, **fmtparams):
    """Names a dialect."""
    _dialects[name] = _settle(dialect, fmtparams)


def unregister_dialect(name):
    """Forgets a dialect."""
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    """The dialect of a name."""
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    """The names of the dialects."""
    return list(_dialects)


def field_size_limit(new_limit=None):
    """The greatest length of a field."""
    old = _limit[0]
    if new_limit is not None:
        _limit[0] = new_limit
    return old


def _settle(dialect, options):
    """A dialect with all its settings."""
    result = Dialect()
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    for name in ("delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator",
                 "quoting", "strict"):
        if dialect is not None and hasattr(dialect, name):
            setattr(result, name, getattr(dialect, name))
        if name in options:
            setattr(result, name, options.pop(name))
    if options:
        raise TypeError(f"'{next(iter(options))}' is an invalid keyword argument for this function")
    if not isinstance(result.delimiter, str) or len(result.delimiter) != 1:
        if not isinstance(result.delimiter, str):
            raise TypeError(f'"delimiter" must be string, not {type(result.delimiter).__name__}')
        raise TypeError('"delimiter" must be a 1-character string')
    if result.quoting != QUOTE_NONE and not result.quotechar:
        raise TypeError("quotechar must be set if quoting enabled")
    return result


class reader:
    """Reads rows from lines."""

    def __init__(self, iterable, dialect="excel", **fmtparams):
        self.dialect = _settle(dialect, fmtparams)
        self._lines = iter(iterable)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        d = self.dialect
        fields, field, quoted, state = [], [], False, "start"
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if state == "quoted":
                    if d.strict:
                        raise Error("unexpected end of data") from None
                    fields.append(self._value(field, quoted))
                    return fields
                raise
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} "
                            "(the file should be opened in text mode)")
            self.line_num += 1
            i = 0
            while i < len(line):
                c = line[i]
                i += 1
                if state == "quoted":
                    if c == d.escapechar and i < len(line):
                        field.append(line[i])
                        i += 1
                    elif c == d.quotechar:
                        if d.doublequote and line[i:i + 1] == d.quotechar:
                            field.append(c)
                            i += 1
                        else:
                            state = "behind quote"
                    else:
                        field.append(c)
                elif c in "\r\n":
                    break
                elif c == d.delimiter:
                    fields.append(self._value(field, quoted))
                    field, quoted, state = [], False, "start"
                    if d.skipinitialspace:
                        while line[i:i + 1] == " ":
                            i += 1
                elif c == d.escapechar and i < len(line):
                    field.append(line[i])
                    i += 1
                    state = "plain"
                elif c == d.quotechar and d.quoting != QUOTE_NONE and state == "start":
                    state, quoted = "quoted", True
                else:
                    if state == "behind quote" and d.strict:
                        raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
                    field.append(c)
                    state = "plain" if state == "start" else state
            if state != "quoted":
                if not fields and not field and not quoted and not line.strip("\r\n"):
                    return []
                fields.append(self._value(field, quoted))
                return fields

    def _value(self, field, quoted):
        text = "".join(field)
        if len(text) > _limit[0]:
            raise Error(f"field larger than field limit ({_limit[0]})")
        if self.dialect.quoting == QUOTE_NONNUMERIC and not quoted:
            return float(text)
        return text


class _Writer:
    def __init__(self, fileobj, dialect="excel", **fmtparams):
        self.dialect = _settle(dialect, fmtparams)
        if not hasattr(fileobj, "write"):
            raise TypeError('argument 1 must have a "write" method')
        self._write = fileobj.write

    def _field(self, value, alone):
        d = self.dialect
        text = "" if value is None else repr(value) if type(value) is float else str(value)
        special = any(c in text for c in (d.delimiter, d.quotechar or "\0", "\r", "\n") if c) or \
            d.escapechar is not None and d.escapechar in text
        number = isinstance(value, (int, float))
        quote = {QUOTE_ALL: True, QUOTE_NONNUMERIC: not number, QUOTE_NONE: False,
                 QUOTE_STRINGS: isinstance(value, str), QUOTE_NOTNULL: value is not None}.get(d.quoting, False)
        if d.quoting == QUOTE_NONE:
            if special:
                if d.escapechar is None:
                    raise Error("need to escape, but no escapechar set")
                return "".join(d.escapechar + c if c in (d.delimiter, d.quotechar, d.escapechar, "\r", "\n") else c
                               for c in text)
            if alone and not text:
                raise Error("single empty field record must be quoted")
            return text
        if quote or special or alone and not text:
            if d.escapechar is not None:
                text = text.replace(d.escapechar, d.escapechar * 2)
            if d.doublequote:
                text = text.replace(d.quotechar, d.quotechar * 2)
            elif d.escapechar is not None:
                text = text.replace(d.quotechar, d.escapechar + d.quotechar)
            elif d.quotechar in text:
                raise Error("need to escape, but no escapechar set")
            return d.quotechar + text + d.quotechar
        return text

    def writerow(self, row, /):
        """Writes one row."""
        try:
            row = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        alone = len(row) == 1
        return self._write(self.dialect.delimiter.join([self._field(v, alone) for v in row])
                           + self.dialect.lineterminator)

    def writerows(self, rows, /):
        """Writes several rows."""
        for row in rows:
            self.writerow(row)


def writer(fileobj, dialect="excel", **fmtparams):
    """Writes rows to a file object."""
    return _Writer(fileobj, dialect, **fmtparams)


class DictReader:
    """Reads rows as dicts."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = None if fieldnames is None else list(fieldnames)
        self.restkey, self.restval, self.dialect = restkey, restval, dialect
        self.reader = reader(f, dialect, *args, **kwds)
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while row == []:
            row = next(self.reader)
        result = dict(zip(self.fieldnames, row))
        names, given = len(self.fieldnames), len(row)
        if names < given:
            result[self.restkey] = row[names:]
        for key in self.fieldnames[given:]:
            result[key] = self.restval
        return result


class DictWriter:
    """Writes dicts as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.fieldnames = list(fieldnames)
        self.restval, self.extrasaction = restval, extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Writes the names."""
        return self.writer.writerow(self.fieldnames)

    def _row(self, rowdict):
        if self.extrasaction == "raise":
            wrong = [key for key in rowdict if key not in self.fieldnames]
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(map(repr, wrong)))
        return [rowdict.get(key, self.restval) for key in self.fieldnames]

    def writerow(self, rowdict):
        """Writes one dict."""
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        """Writes several dicts."""
        self.writer.writerows([self._row(row) for row in rowdicts])
