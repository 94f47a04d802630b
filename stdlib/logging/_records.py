"""Levels, records and their texts."""

import time

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"

_level_names = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_level_numbers = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARN": 30, "WARNING": 30, "INFO": 20, "DEBUG": 10,
                  "NOTSET": 0}
_start = time.time()


def getLevelName(level):
    """The name of a level, or its number."""
    if level in _level_names:
        return _level_names[level]
    return _level_numbers.get(level, f"Level {level}")


def getLevelNamesMapping():
    """The numbers of the level names."""
    return dict(_level_numbers)


def addLevelName(level, levelName):
    """Names a level."""
    _level_names[level] = levelName
    _level_numbers[levelName] = level


def check_level(level):
    """The number of a level that is given by number or name."""
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    if level not in _level_numbers:
        raise ValueError(f"Unknown level: {level!r}")
    return _level_numbers[level]


class LogRecord:
    """One message."""

    __module__ = "logging"

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        self.created = time.time()
        self.name = name
        self.msg = msg
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.args = args
        self.levelname = getLevelName(level)
        self.levelno = level
        self.pathname = pathname
        self.filename = pathname.rsplit("/", 1)[-1]
        self.module = self.filename.rsplit(".", 1)[0]
        self.exc_info = exc_info
        self.exc_text = None
        self.stack_info = sinfo
        self.lineno = lineno
        self.funcName = func
        self.msecs = int((self.created - int(self.created)) * 1000) + 0.0
        self.relativeCreated = (self.created - _start) * 1000
        self.thread, self.threadName = 1, "MainThread"
        self.process, self.processName, self.taskName = 1, "MainProcess", None

    def getMessage(self):
        """The message with its arguments."""
        msg = str(self.msg)
        return msg % self.args if self.args else msg

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'


_factory = [LogRecord]


def setLogRecordFactory(factory):
    """What makes records from now on."""
    _factory[0] = factory


def getLogRecordFactory():
    """What makes records."""
    return _factory[0]


def makeLogRecord(dict):
    """A record of attributes."""
    record = _factory[0](None, None, "", 0, "", (), None, None)
    record.__dict__.update(dict)
    return record


class PercentStyle:
    """Formats of the form %(name)s."""

    __module__ = "logging"
    default_format = "%(message)s"
    asctime_search = "%(asctime)"

    def __init__(self, fmt, *, defaults=None):
        self._fmt = fmt or self.default_format
        self._defaults = defaults

    def usesTime(self):
        """Whether the format shows the time."""
        return self.asctime_search in self._fmt

    def validate(self):
        """Refuses a format without any field."""
        import re

        if not re.search(r"%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]", self._fmt, re.I):
            raise ValueError(f"Invalid format '{self._fmt}' for '{self.default_format[0]}' style")

    def _format(self, values):
        return self._fmt % values

    def format(self, record):
        """The text of a record."""
        values = {**self._defaults, **record.__dict__} if self._defaults else record.__dict__
        try:
            return self._format(values)
        except KeyError as error:
            raise ValueError(f"Formatting field not found in record: {error}")


class StrFormatStyle(PercentStyle):
    """Formats of the form {name}."""

    __module__ = "logging"
    default_format = "{message}"
    asctime_search = "{asctime"

    def validate(self):
        import re
        from string import Formatter as Parts

        fields = set()
        try:
            for _, name, spec, conversion in Parts().parse(self._fmt):
                if name:
                    if not re.match(r"(\d+|\w+)(\.\w+|\[[^]]+\])*\Z", name):
                        raise ValueError(f"invalid field name/expression: {name!r}")
                    fields.add(name)
                if conversion and conversion not in "rsa":
                    raise ValueError(f"invalid conversion: {conversion!r}")
                if spec and not re.match(r"(.?[<=>^])?[+ -]?#?0?(\d+|{\w+})?[,_]?(\.(\d+|{\w+}))?[bcdefgnosx%]?\Z",
                                         spec, re.I):
                    raise ValueError(f"bad specifier: {spec!r}")
        except ValueError as error:
            raise ValueError(f"invalid format: {error}")
        if not fields:
            raise ValueError("invalid format: no fields")

    def _format(self, values):
        return self._fmt.format(**values)


class StringTemplateStyle(PercentStyle):
    """Formats of the form ${name}."""

    __module__ = "logging"
    default_format = "${message}"

    def __init__(self, *args, **kwargs):
        from string import Template

        super().__init__(*args, **kwargs)
        self._template = Template(self._fmt)

    def usesTime(self):
        return "$asctime" in self._fmt or "${asctime}" in self._fmt

    def validate(self):
        from string import Template

        names = 0
        for found in Template.pattern.finditer(self._fmt):
            if found["named"] or found["braced"]:
                names += 1
            elif found[0] == "$":
                raise ValueError("invalid format: bare '$' not allowed")
        if not names:
            raise ValueError("invalid format: no fields")

    def _format(self, values):
        return self._template.substitute(**values)


_STYLES = {"%": (PercentStyle, BASIC_FORMAT), "{": (StrFormatStyle, "{levelname}:{name}:{message}"),
           "$": (StringTemplateStyle, "${levelname}:${name}:${message}")}


def check_style(style):
    """The class and the basic format of a style."""
    if style not in _STYLES:
        raise ValueError(f"Style must be one of: {','.join(_STYLES)}")
    return _STYLES[style]


class Formatter:
    """Makes texts of records."""

    __module__ = "logging"
    converter = time.localtime
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        self._style = check_style(style)[0](fmt, defaults=defaults)
        if validate and fmt and fmt != _STYLES[style][1]:
            self._style.validate()
        self._fmt = self._style._fmt
        self.datefmt = datefmt

    def usesTime(self):
        """Whether the format shows the time."""
        return self._style.usesTime()

    def formatTime(self, record, datefmt=None):
        """The time of a record."""
        parts = self.converter(record.created)
        if datefmt:
            return time.strftime(datefmt, parts)
        text = time.strftime(self.default_time_format, parts)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatException(self, ei):
        """The text of an exception."""
        from traceback import format_exception

        return "".join(format_exception(*ei)).rstrip("\n")

    def formatStack(self, stack_info):
        """The text of the calls that were running."""
        return stack_info

    def formatMessage(self, record):
        """The format filled in."""
        return self._style.format(record)

    def format(self, record):
        """The text of a record."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            text = text.rstrip("\n") + "\n" + record.exc_text
        if record.stack_info:
            text = text.rstrip("\n") + "\n" + self.formatStack(record.stack_info)
        return text


default_formatter = Formatter()


class BufferingFormatter:
    """Makes one text of several records."""

    __module__ = "logging"

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or default_formatter

    def formatHeader(self, records):
        """What stands before the records."""
        return ""

    def formatFooter(self, records):
        """What stands behind the records."""
        return ""

    def format(self, records):
        """The text of the records; nothing if there is none."""
        if not records:
            return ""
        lines = [self.linefmt.format(record) for record in records]
        return "".join([self.formatHeader(records), *lines, self.formatFooter(records)])
