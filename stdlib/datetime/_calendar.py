"""The calendar: leap years, ordinals, ranges of dates and times, and their texts."""

import time as _time
from operator import index as _index

MINYEAR = 1
MAXYEAR = 9999
MAX_ORDINAL = 3652059
_DAYS_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
MONTH_NAMES = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY_NAMES = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year, month):
    if month == 2 and is_leap(year):
        return 29
    return (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month]


def days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def days_before_month(year, month):
    return _DAYS_BEFORE[month] + (month > 2 and is_leap(year))


def to_ordinal(year, month, day):
    """Days since the day before 1 January of year 1."""
    return days_before_year(year) + days_before_month(year, month) + day


def from_ordinal(n):
    """Year, month and day of an ordinal; the mean length of years and the longest month give what is corrected."""
    year = n * 400 // 146097 + 1
    while days_before_year(year) >= n:
        year -= 1
    while days_before_year(year + 1) < n:
        year += 1
    day = n - days_before_year(year)
    month = day // 32 + 1
    if month < 12 and days_before_month(year, month + 1) < day:
        month += 1
    return year, month, day - days_before_month(year, month)


def first_iso_week(year):
    """The ordinal of the Monday of the week that 4 January is in: the first ISO week of a year."""
    fourth = to_ordinal(year, 1, 4)
    return fourth - (fourth + 6) % 7


def check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def shown_name(cls):
    """How texts name a class: with its module only if it is one of this package."""
    return f"datetime.{cls.__name__}" if cls.__module__ == "datetime" else cls.__name__


def missing_argument(year, month):
    place = 1 if year is None else 2 if month is None else 3
    raise TypeError(f"function missing required argument '{('year', 'month', 'day')[place - 1]}' (pos {place})")


def check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _index(hour), _index(minute), _index(second), _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond, fold


def format_offset(offset, separator=":"):
    """+HH:MM, with seconds and microseconds where there are some."""
    if offset is None:
        return ""
    sign = "-" if offset.days < 0 else "+"
    offset = abs(offset)
    hours, rest = divmod(offset.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    text = f"{sign}{hours:02d}{separator}{minutes:02d}"
    if seconds or offset.microseconds:
        text += f"{separator}{seconds:02d}"
        if offset.microseconds:
            text += f".{offset.microseconds:06d}"
    return text


def format_time(hour, minute, second, microsecond, timespec="auto"):
    specs = {
        "hours": "{:02d}", "minutes": "{:02d}:{:02d}", "seconds": "{:02d}:{:02d}:{:02d}",
        "milliseconds": "{:02d}:{:02d}:{:02d}.{:03d}", "microseconds": "{:02d}:{:02d}:{:02d}.{:06d}",
    }
    if timespec == "auto":
        timespec = "microseconds" if microsecond else "seconds"
    elif timespec == "milliseconds":
        microsecond //= 1000
    if timespec not in specs:
        raise ValueError("Unknown timespec value")
    return specs[timespec].format(hour, minute, second, microsecond)


def wrap_strftime(obj, format, timetuple):
    """strftime() with the directives that C does not know filled in first."""
    parts, place = [], 0
    while place < len(format):
        char = format[place]
        place += 1
        if char != "%" or place >= len(format):
            parts.append(char)
            continue
        letter = format[place]
        place += 1
        if letter == "f":
            parts.append(f"{getattr(obj, 'microsecond', 0):06d}")
        elif letter == "z":
            parts.append(format_offset(obj.utcoffset(), "") if hasattr(obj, "utcoffset") else "")
        elif letter == ":" and format[place:place + 1] == "z":
            place += 1
            parts.append(format_offset(obj.utcoffset()) if hasattr(obj, "utcoffset") else "")
        elif letter == "Z":
            name = obj.tzname() if hasattr(obj, "tzname") else None
            parts.append((name or "").replace("%", "%%"))
        elif letter in "YG" and timetuple[0] < 1000:
            year = timetuple[0] if letter == "Y" else obj.isocalendar()[0]
            parts.append(f"{year:04d}")
        else:
            parts.append("%" + letter)
    return _time.strftime("".join(parts), timetuple)
