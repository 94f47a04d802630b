"""The parts of time that are written in Python: struct_time, strptime."""

import _structseq

struct_time = _structseq.make("time", "struct_time",
                              "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst tm_zone "
                              "tm_gmtoff", 9, callable=True)

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")

# Each directive's pattern; names and abbreviations are added where they are used.
_PATTERNS = {
    "d": r"(?P<d>3[01]|[12]\d|0[1-9]|[1-9]| [1-9])", "f": r"(?P<f>[0-9]{1,6})",
    "H": r"(?P<H>2[0-3]|[01]\d|\d)", "I": r"(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])", "G": r"(?P<G>\d\d\d\d)",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])",
    "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])", "M": r"(?P<M>[0-5]\d|\d)", "S": r"(?P<S>6[01]|[0-5]\d|\d)",
    "U": r"(?P<U>5[0-3]|[0-4]\d|\d)", "W": r"(?P<W>5[0-3]|[0-4]\d|\d)", "u": r"(?P<u>[1-7])", "w": r"(?P<w>[0-6])",
    "V": r"(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)", "y": r"(?P<y>\d\d)", "Y": r"(?P<Y>\d\d\d\d)",
    "z": r"(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))", "Z": r"(?P<Z>utc|gmt)", "p": r"(?P<p>am|pm)",
    "%": "%",
    "A": "(?P<A>" + "|".join(_DAYS) + ")", "a": "(?P<a>" + "|".join(day[:3] for day in _DAYS) + ")",
    "B": "(?P<B>" + "|".join(_MONTHS) + ")", "b": "(?P<b>" + "|".join(month[:3] for month in _MONTHS) + ")",
}
_PATTERNS["h"] = _PATTERNS["b"].replace("?P<b>", "?P<h>")
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

    first = date(year, 1, 1).weekday()
    if not monday_first:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    before = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + before + 7 * (week - 1) + weekday


def parse(text, format):
    """((year, month, day, hour, minute, second, weekday, yearday, dst), microsecond, offset)."""
    if not isinstance(text, str):
        raise TypeError(f"strptime() argument 0 must be str, not {type(text)}")
    if not isinstance(format, str):
        raise TypeError(f"strptime() argument 1 must be str, not {type(format)}")
    found = _pattern(format).match(text)
    if not found:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if found.end() != len(text):
        raise ValueError(f"unconverted data remains: {text[found.end():]}")
    given = {name: value for name, value in found.groupdict().items() if value is not None}
    year, month, day, hour, minute, second, microsecond = 1900, 1, 1, 0, 0, 0, 0
    weekday = yearday = None
    offset = None
    iso_year = given.get("G")
    if "Y" in given:
        year = int(given["Y"])
    elif "y" in given:
        year = int(given["y"])
        year += 2000 if year <= 68 else 1900
    if "m" in given:
        month = int(given["m"])
    elif "B" in given:
        month = _MONTHS.index(given["B"].lower()) + 1
    elif "b" in given or "h" in given:
        name = (given.get("b") or given.get("h")).lower()
        month = [m[:3] for m in _MONTHS].index(name) + 1
    day = int(given.get("d", day))
    if "H" in given:
        hour = int(given["H"])
    elif "I" in given:
        hour = int(given["I"]) % 12
        if given.get("p", "").lower() == "pm":
            hour += 12
    minute = int(given.get("M", 0))
    second = int(given.get("S", 0))
    if "f" in given:
        microsecond = int(given["f"].ljust(6, "0"))
    if "A" in given:
        weekday = _DAYS.index(given["A"].lower())
    elif "a" in given:
        weekday = [d[:3] for d in _DAYS].index(given["a"].lower())
    elif "w" in given:
        weekday = (int(given["w"]) - 1) % 7
    elif "u" in given:
        weekday = int(given["u"]) - 1
    if "j" in given:
        yearday = int(given["j"])
    if "z" in given:
        offset = _zone_offset(given["z"])
    from datetime import date

    if iso_year is not None:
        if "V" not in given or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        found_date = date.fromisocalendar(int(iso_year), int(given["V"]), weekday + 1)
        year, month, day = found_date.year, found_date.month, found_date.day
    elif "V" in given:
        raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                         "directive ('%A', '%a', '%w', or '%u').")
    elif yearday is None and weekday is not None and ("U" in given or "W" in given):
        yearday = _day_of_week(year, int(given.get("U") or given.get("W")), weekday, "W" in given)
    leap_day = year == 1900 and month == 2 and day == 29 and "Y" not in given and "y" not in given
    check_year = 1904 if leap_day and "j" not in given else year
    if yearday is not None and "m" not in given:
        found_date = date.fromordinal(yearday - 1 + date(year, 1, 1).toordinal())
        year, month, day = found_date.year, found_date.month, found_date.day
    else:
        if day > (31, 29 if check_year % 4 == 0 and (check_year % 100 or check_year % 400 == 0) else 28, 31, 30, 31,
                  30, 31, 31, 30, 31, 30, 31)[month - 1] or year < 1:
            raise ValueError("day is out of range for month")
        yearday = date(check_year, month, day).toordinal() - date(check_year, 1, 1).toordinal() + 1
    if weekday is None:
        weekday = date(check_year, month, day).weekday()
    dst = -1 if "Z" not in given else 0
    return (year, month, day, hour, minute, second, weekday, yearday, dst), microsecond, offset


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
