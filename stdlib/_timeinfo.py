"""The parts of time that are written in Python: struct_time, strptime."""

import sys

import _structseq

struct_time = _structseq.make("time", "struct_time",
                              "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst tm_zone "
                              "tm_gmtoff", 9, callable=True)

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")


def _numbers(low, high):
    """The pattern of the numbers from `low` to `high`: as many digits as the highest has come first, then fewer."""
    found = []
    for size in range(len(str(high)), 0, -1):
        top = min(high, 10 ** size - 1)
        for tens in range(low // 10, top // 10 + 1):
            front = f"{tens:0{size - 1}}" if size > 1 else ""
            found.append(f"{front}[{max(low - 10 * tens, 0)}-{min(top - 10 * tens, 9)}]")
    return "|".join(found)


# The text that each directive stands for; days and hours of the half day may have a blank in the place of a zero.
_TEXTS = {
    "Y": r"\d{4}", "G": r"\d{4}", "y": r"\d{2}", "m": _numbers(1, 12), "d": _numbers(1, 31) + "| [1-9]",
    "j": _numbers(1, 366), "U": _numbers(0, 53), "W": _numbers(0, 53), "V": _numbers(1, 53) + "|0",
    "u": "[1-7]", "w": "[0-6]", "H": _numbers(0, 23), "I": _numbers(1, 12) + "| [1-9]", "M": _numbers(0, 59),
    "S": _numbers(0, 61), "f": "[0-9]{1,6}", "p": "am|pm", "Z": "utc|gmt",
    "z": r"(?-i:Z)|[+-]\d{2}:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?",
    "A": "|".join(_DAYS), "a": "|".join(day[:3] for day in _DAYS),
    "B": "|".join(_MONTHS), "b": "|".join(month[:3] for month in _MONTHS),
}
_TEXTS["h"] = _TEXTS["b"]
_PATTERNS = {"%": "%", **{letter: f"(?P<{letter}>{text})" for letter, text in _TEXTS.items()}}
_EXPANDED = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y", "T": "%H:%M:%S",
             "R": "%H:%M"}
_compiled = {}


def _pattern(format):
    import re

    if format in _compiled:
        return _compiled[format]
    source = format
    for letter, longer in _EXPANDED.items():
        source = source.replace("%" + letter, longer)
    parts, place = [], 0
    while place < len(source):
        char = source[place]
        place += 1
        if char == "%":
            letter = source[place:place + 1]
            place += 1
            if not letter:
                raise ValueError(f"stray % in format '{format}'")
            if letter not in _PATTERNS:
                raise ValueError(f"'{letter}' is a bad directive in format '{format}'")
            parts.append(_PATTERNS[letter])
        elif char.isspace():
            if not parts or parts[-1] != r"\s+":
                parts.append(r"\s+")
        else:
            parts.append(re.escape(char))
    try:
        _compiled[format] = re.compile("".join(parts), re.IGNORECASE)
    except re.error:
        raise ValueError(f"a directive is given twice in format '{format}'") from None
    return _compiled[format]


def _zone_offset(text):
    """Seconds and microseconds of +HHMM[SS[.ffffff]]."""
    if text == "Z":
        return 0, 0
    digits = text[1:].replace(":", "")
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6] or 0)
    fraction = int(digits[7:].ljust(6, "0")) if "." in digits else 0
    return (-seconds, -fraction) if text[0] == "-" else (seconds, fraction)


def _day_of_week(year, week, weekday, monday_first):
    """The day of the year of a week number (%U or %W) and a weekday."""
    from datetime import date

    start = 0 if monday_first else 6
    first, day = (date(year, 1, 1).weekday() - start) % 7, (weekday - start) % 7
    # A year that begins with the first day of a week has no week 0.
    whole_weeks = week - 1 if week and not first else week
    return 1 + day - first + 7 * whole_weeks


def _position(names, text, length=None):
    """Where a name, perhaps an abbreviated one, stands among names."""
    return [name[:length] for name in names].index(text.lower())


def _warn_without_year():
    """Days of months without a year are ambiguous: the warning is given for the program's line."""
    from warnings import warn

    level, frame = 2, sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__") in (__name__, "datetime._iso", "datetime._moment",
                                                                    "datetime._date", "datetime._clock"):
        level, frame = level + 1, frame.f_back
    warn("""\
Parsing dates involving a day of month without a year specified is ambiguious
and fails to parse leap day. The default behavior will change in Python 3.15
to either always raise an exception or to use a different default year (TBD).
To avoid trouble, add a specific year to the input & format.
See https://github.com/python/cpython/issues/70647.""", DeprecationWarning, stacklevel=level)


def _fields(text, format):
    """The texts of the directives by their letters."""
    for place, value in enumerate((text, format)):
        if not isinstance(value, str):
            raise TypeError(f"strptime() argument {place} must be str, not {type(value)}")
    found = _pattern(format).match(text)
    if not found:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if found.end() != len(text):
        raise ValueError(f"unconverted data remains: {text[found.end():]}")
    given = {name: value for name, value in found.groupdict().items() if value is not None}
    if "d" in given and not given.keys() & {"Y", "y", "G"} and ("%d" in format or "%e" in format):
        _warn_without_year()
    return given


def _month_and_day(given):
    """Year, month and day as they are given, with the defaults of strptime()."""
    year, month = 1900, 1
    if "Y" in given:
        year = int(given["Y"])
    elif "y" in given:
        year = int(given["y"])
        year += 2000 if year <= 68 else 1900
    if "m" in given:
        month = int(given["m"])
    elif "B" in given:
        month = _position(_MONTHS, given["B"]) + 1
    elif "b" in given or "h" in given:
        month = _position(_MONTHS, given.get("b") or given["h"], 3) + 1
    return year, month, int(given.get("d", 1))


def _clock(given):
    """Hour, minute and second."""
    hour = int(given.get("H", 0))
    if "I" in given and "H" not in given:
        hour = int(given["I"]) % 12 + (12 if given.get("p", "").lower() == "pm" else 0)
    return hour, int(given.get("M", 0)), int(given.get("S", 0))


def _weekday(given):
    """The day of the week, 0 for Monday; None if it is not given."""
    if "A" in given:
        return _position(_DAYS, given["A"])
    if "a" in given:
        return _position(_DAYS, given["a"], 3)
    if "w" in given:
        return (int(given["w"]) - 1) % 7
    return int(given["u"]) - 1 if "u" in given else None


def _of_iso_week(given, weekday):
    """The date of a year, week and day of the ISO calendar; None if they are not given."""
    from datetime import date

    needed = "and a weekday directive ('%A', '%a', '%w', or '%u')."
    if "G" in given:
        if "V" not in given or weekday is None:
            raise ValueError(f"ISO year directive '%G' must be used with the ISO week directive '%V' {needed}")
        return date.fromisocalendar(int(given["G"]), int(given["V"]), weekday + 1)
    if "V" in given:
        raise ValueError(f"ISO week directive '%V' must be used with the ISO year directive '%G' {needed}")
    return None


def parse(text, format):
    """((year, month, day, hour, minute, second, weekday, yearday, dst), microsecond, offset)."""
    from datetime import date

    given = _fields(text, format)
    year, month, day = _month_and_day(given)
    weekday, yearday = _weekday(given), int(given["j"]) if "j" in given else None
    found = _of_iso_week(given, weekday)
    if found is None and yearday is None and weekday is not None and ("U" in given or "W" in given):
        yearday = _day_of_week(year, int(given.get("U") or given.get("W")), weekday, "W" in given)
    if found is None and yearday is not None and "m" not in given:
        found = date.fromordinal(yearday - 1 + date(year, 1, 1).toordinal())
    if found is not None:
        year, month, day = found.year, found.month, found.day
    # 29 February without a year is one of a leap year.
    leap_day = (year, month, day) == (1900, 2, 29) and not given.keys() & {"Y", "y", "j"}
    known = date(1904 if leap_day else year, month, day)
    if yearday is None or "m" in given or found is not None and "j" not in given:
        yearday = known.toordinal() - date(known.year, 1, 1).toordinal() + 1
    weekday = known.weekday() if weekday is None else weekday
    microsecond = int(given.get("f", "0").ljust(6, "0"))
    offset = _zone_offset(given["z"]) if "z" in given else None
    dst = -1 if "Z" not in given else 0
    return (year, month, day, *_clock(given), weekday, yearday, dst), microsecond, offset


def strptime(data_string, format="%a %b %d %H:%M:%S %Y", /):
    """Parses a calendar time by a format."""
    parsed, _, offset = parse(data_string, format)
    return struct_time(parsed + (None, None if offset is None else offset[0]))


def get_clock_info(name, /):
    """What is known of a clock."""
    from types import SimpleNamespace

    if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        raise ValueError("unknown clock")
    return SimpleNamespace(implementation=f"clock_gettime(CLOCK_{name.upper()})", monotonic=name != "time",
                           adjustable=name == "time", resolution=1e-09)
