"""Dates and times."""

import time as _time
from operator import index as _index

from _types import native as _native

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]

MINYEAR = 1
MAXYEAR = 9999
_MAX_ORDINAL = 3652059
_DAYS_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_MONTH_NAMES = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_NAMES = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    if month == 2 and _is_leap(year):
        return 29
    return (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month]


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _days_before_month(year, month):
    return _DAYS_BEFORE[month] + (month > 2 and _is_leap(year))


def _to_ordinal(year, month, day):
    """Days since the day before 1 January of year 1."""
    return _days_before_year(year) + _days_before_month(year, month) + day


def _from_ordinal(n):
    """Year, month and day of an ordinal, by cycles of 400, 100, 4 and 1 years."""
    n -= 1
    n400, n = divmod(n, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = (n + 50) >> 5
    before = _days_before_month(year, month)
    if before > n:
        month -= 1
        before = _days_before_month(year, month)
    return year, month, n - before + 1


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _missing(year, month):
    place = 1 if year is None else 2 if month is None else 3
    raise TypeError(f"function missing required argument '{('year', 'month', 'day')[place - 1]}' (pos {place})")


def _check_time(hour, minute, second, microsecond, fold):
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


def _check_tz(tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tz).__name__}'")


def _check_offset(name, offset):
    if offset is None:
        return
    if not isinstance(offset, timedelta):
        raise TypeError(f"tzinfo.{name}() must return None or a timedelta, not '{type(offset).__name__}'")
    if not -timedelta(1) < offset < timedelta(1):
        raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).")


def _format_offset(offset, separator=":"):
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


def _format_time(hour, minute, second, microsecond, timespec="auto"):
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


def _wrap_strftime(obj, format, timetuple):
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
            parts.append(_format_offset(obj.utcoffset(), "") if hasattr(obj, "utcoffset") else "")
        elif letter == ":" and format[place:place + 1] == "z":
            place += 1
            parts.append(_format_offset(obj.utcoffset()) if hasattr(obj, "utcoffset") else "")
        elif letter == "Z":
            name = obj.tzname() if hasattr(obj, "tzname") else None
            parts.append((name or "").replace("%", "%%"))
        elif letter in "YG" and timetuple[0] < 1000:
            year = timetuple[0] if letter == "Y" else obj.isocalendar()[0]
            parts.append(f"{year:04d}")
        else:
            parts.append("%" + letter)
    return _time.strftime("".join(parts), timetuple)


@_native
class timedelta:
    """A duration: days, seconds and microseconds."""

    __slots__ = ("_days", "_seconds", "_microseconds", "_hashcode")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        names = ("days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks")
        values = (days, seconds, microseconds, milliseconds, minutes, hours, weeks)
        scales = (86400000000, 1000000, 1, 1000, 60000000, 3600000000, 604800000000)
        whole, rest = 0, 0.0
        for name, value, scale in zip(names, values, scales):
            if isinstance(value, int):
                whole += int(value) * scale
            elif isinstance(value, float):
                integral = int(value)
                whole += integral * scale
                part = (value - integral) * scale
                integral = int(part)
                whole += integral
                rest += part - integral
            else:
                raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
        whole += round(rest)
        return cls._of(whole)

    @classmethod
    def _of(cls, microseconds):
        """The duration of a number of microseconds."""
        seconds, microseconds = divmod(microseconds, 1000000)
        days, seconds = divmod(seconds, 86400)
        if not -999999999 <= days <= 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days, self._seconds, self._microseconds = days, seconds, microseconds
        return self

    @property
    def days(self):
        """Days, which may be negative."""
        return self._days

    @property
    def seconds(self):
        """Seconds of the day: 0 to 86399."""
        return self._seconds

    @property
    def microseconds(self):
        """Microseconds of the second: 0 to 999999."""
        return self._microseconds

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def total_seconds(self):
        """The whole duration in seconds."""
        return self._total() / 10 ** 6

    def __repr__(self):
        parts = [f"{name}={value}" for name, value in
                 (("days", self._days), ("seconds", self._seconds), ("microseconds", self._microseconds)) if value]
        return f"{self.__class__.__module__}.{self.__class__.__qualname__}({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}:{minutes:02d}:{seconds:02d}"
        if self._days:
            text = f"{self._days} day{'s' if abs(self._days) != 1 else ''}, {text}"
        if self._microseconds:
            text += f".{self._microseconds:06d}"
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() + other._total())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() - other._total())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._total() - self._total())
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return timedelta._of(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_divide_nearest(self._total(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() % other._total())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            quotient, rest = divmod(self._total(), other._total())
            return quotient, timedelta._of(rest)
        return NotImplemented

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._total() != 0

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


def _divide_nearest(a, b):
    """a / b rounded half to even."""
    q, r = divmod(a, b)
    r *= 2
    above = r > b if b > 0 else r < b
    return q + 1 if above or (r == b and q % 2 == 1) else q


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


def _isoweek1(year):
    """The ordinal of the Monday that starts the first ISO week of a year."""
    first = _to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    monday = first - weekday
    return monday + 7 if weekday > 3 else monday


_iso_date = None


def _make_iso(year, week, weekday):
    global _iso_date
    if _iso_date is None:
        class IsoCalendarDate(tuple):
            """Year, week and weekday of the ISO calendar."""

            __slots__ = ()
            year = property(lambda self: self[0])
            week = property(lambda self: self[1])
            weekday = property(lambda self: self[2])

            def __repr__(self):
                return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"

        _iso_date = IsoCalendarDate
    return _iso_date((year, week, weekday))


@_native
class date:
    """A day of the calendar."""

    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year=None, month=None, day=None):
        if day is None:
            _missing(year, month)
        year, month, day = _check_date(year, month, day)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        return self

    @classmethod
    def fromtimestamp(cls, t, /):
        """The local date of seconds since 1970."""
        return cls(*_time.localtime(t)[:3])

    @classmethod
    def today(cls):
        """The current local date."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n, /):
        """The date of an ordinal: 1 is 1 January of year 1."""
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        if n > _MAX_ORDINAL:
            raise ValueError("year is out of range")
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The date of YYYY-MM-DD, YYYYMMDD or YYYY-Www-D."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_iso_date(date_string))
        except _IsoError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The date of an ISO year, week and weekday."""
        return cls(*_from_iso_week(year, week, day))

    @classmethod
    def strptime(cls, date_string, format, /):
        """Parses a date by a format."""
        return cls(*_strptime(date_string, format)[0][:3])

    def __repr__(self):
        return (f"{self.__class__.__module__}.{self.__class__.__qualname__}({self._year}, {self._month}, "
                f"{self._day})")

    def ctime(self):
        """The date as 'Wed Dec  4 00:00:00 2002'."""
        return f"{_DAY_NAMES[self.isoweekday()]} {_MONTH_NAMES[self._month]} {self._day:2d} 00:00:00 {self._year:04d}"

    def strftime(self, format):
        """The date in a format."""
        return _wrap_strftime(self, format, self.timetuple())

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError(f"must be str, not {type(fmt).__name__}")
        return self.strftime(fmt) if fmt else str(self)

    def isoformat(self):
        """YYYY-MM-DD."""
        return f"{self._year:04d}-{self._month:02d}-{self._day:02d}"

    def __str__(self):
        return self.isoformat()

    @property
    def year(self):
        return self._year

    @property
    def month(self):
        return self._month

    @property
    def day(self):
        return self._day

    def timetuple(self):
        """The time.struct_time."""
        return _time.struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(), self._yearday(), -1))

    def _yearday(self):
        return _days_before_month(self._year, self._month) + self._day

    def toordinal(self):
        """Days since the day before 1 January of year 1."""
        return _to_ordinal(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """The date with some parts changed."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    def __replace__(self, /, **changes):
        return self.replace(**changes)

    def _key(self):
        return self._year, self._month, self._day

    def _compares(self, other):
        return isinstance(other, date) and not isinstance(other, datetime) and not isinstance(self, datetime)

    def __eq__(self, other):
        return self._key() == other._key() if self._compares(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._compares(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if self._compares(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._compares(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._compares(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if isinstance(other, timedelta):
            ordinal = self.toordinal() + other.days
            if 0 < ordinal <= _MAX_ORDINAL:
                return type(self).fromordinal(ordinal)
            raise OverflowError("date value out of range")
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        """0 for Monday to 6 for Sunday."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """1 for Monday to 7 for Sunday."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """ISO year, week and weekday."""
        year = self._year
        monday = _isoweek1(year)
        today = _to_ordinal(self._year, self._month, self._day)
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - _isoweek1(year), 7)
        elif week >= 52 and today >= _isoweek1(year + 1):
            year += 1
            week = 0
        return _make_iso(year, week + 1, day + 1)

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day)


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


@_native
class tzinfo:
    """The base class of time zones."""

    __slots__ = ()

    def tzname(self, dt, /):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt, /):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt, /):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt, /):
        """The local time of a UTC time that bears this zone."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc() requires a non-None utcoffset() result")
        dst = dt.dst()
        if dst is None:
            raise ValueError("fromutc() requires a non-None dst() result")
        delta = offset - dst
        if delta:
            dt += delta
            dst = dt.dst()
            if dst is None:
                raise ValueError("fromutc(): dt.dst gave inconsistent results; cannot convert")
        return dt + dst

    def __reduce__(self):
        return self.__class__, ()


@_native
class time:
    """A time of the day."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        hour, minute, second, microsecond, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tz(tzinfo)
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, microsecond
        self._tzinfo, self._fold = tzinfo, fold
        return self

    @classmethod
    def strptime(cls, date_string, format, /):
        """Parses a time by a format."""
        parsed, microsecond, _ = _strptime(date_string, format)
        return cls(*parsed[3:6], microsecond)

    @property
    def hour(self):
        return self._hour

    @property
    def minute(self):
        return self._minute

    @property
    def second(self):
        return self._second

    @property
    def microsecond(self):
        return self._microsecond

    @property
    def tzinfo(self):
        return self._tzinfo

    @property
    def fold(self):
        return self._fold

    def _key(self):
        """What is compared: microseconds of the day, in UTC where the zone is known."""
        total = ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + self._microsecond
        offset = self.utcoffset()
        return total if offset is None else total - offset._total()

    def _compare(self, other, op, equality=False):
        if not isinstance(other, time):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            if equality:
                return False
            raise TypeError("can't compare offset-naive and offset-aware times")
        return op(self._key(), other._key())

    def __eq__(self, other):
        return self._compare(other, lambda a, b: a == b, True)

    def __lt__(self, other):
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        text = f"{self._hour}, {self._minute}"
        if self._second or self._microsecond:
            text += f", {self._second}"
        if self._microsecond:
            text += f", {self._microsecond}"
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += ", fold=1"
        return f"{self.__class__.__module__}.{self.__class__.__qualname__}({text})"

    def isoformat(self, timespec="auto"):
        """HH:MM:SS, with microseconds and the offset where there are some."""
        text = _format_time(self._hour, self._minute, self._second, self._microsecond, timespec)
        return text + _format_offset(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    @classmethod
    def fromisoformat(cls, time_string, /):
        """The time of an ISO 8601 text."""
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_iso_time(time_string.removeprefix("T")))
        except _IsoError:
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None

    def strftime(self, format):
        """The time in a format."""
        timetuple = (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1)
        return _wrap_strftime(self, format, timetuple)

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError(f"must be str, not {type(fmt).__name__}")
        return self.strftime(fmt) if fmt else str(self)

    def utcoffset(self):
        """The offset from UTC."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(None)
        _check_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """The zone's name."""
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        """The daylight saving time."""
        return None if self._tzinfo is None else self._tzinfo.dst(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """The time with some parts changed."""
        return type(self)(self._hour if hour is None else hour, self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo, fold=self._fold if fold is None else fold)

    def __replace__(self, /, **changes):
        return self.replace(**changes)

    def __reduce__(self):
        return self.__class__, (self._hour, self._minute, self._second, self._microsecond, self._tzinfo)


_time_class = time
_tzinfo_class = tzinfo
time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


@_native
class datetime(date):
    """A day and a time."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year=None, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *,
                fold=0):
        if day is None:
            _missing(year, month)
        year, month, day = _check_date(year, month, day)
        hour, minute, second, microsecond, fold = _check_time(hour, minute, second, microsecond, fold)
        _check_tz(tzinfo)
        self = object.__new__(cls)
        self._year, self._month, self._day = year, month, day
        self._hour, self._minute, self._second, self._microsecond = hour, minute, second, microsecond
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = time.hour
    minute = time.minute
    second = time.second
    microsecond = time.microsecond
    tzinfo = time.tzinfo
    fold = time.fold

    @classmethod
    def _from_seconds(cls, t, utc, tz):
        seconds, microseconds = int(t), 0
        if isinstance(t, float):
            whole = t // 1
            seconds = int(whole)
            microseconds = round((t - whole) * 1e6)
        if microseconds >= 1000000:
            seconds += 1
            microseconds -= 1000000
        parts = (_time.gmtime if utc else _time.localtime)(seconds)
        result = cls(*parts[:5], min(parts[5], 59), microseconds, tz)
        return result

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The local time (or the time of a zone) of seconds since 1970."""
        _check_tz(tz)
        result = cls._from_seconds(timestamp, tz is not None, tz)
        return result if tz is None else tz.fromutc(result)

    @classmethod
    def utcfromtimestamp(cls, t, /):
        """The UTC time of seconds since 1970, without a zone."""
        import warnings

        warnings.warn("datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future "
                      "version. Use timezone-aware objects to represent datetimes in UTC: "
                      "datetime.datetime.fromtimestamp(t, datetime.UTC).", DeprecationWarning, stacklevel=2)
        return cls._from_seconds(t, True, None)

    @classmethod
    def now(cls, tz=None):
        """The current time."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """The current UTC time, without a zone."""
        import warnings

        warnings.warn("datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use "
                      "timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).",
                      DeprecationWarning, stacklevel=2)
        return cls._from_seconds(_time.time(), True, None)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A day and a time together."""
        if not isinstance(date, _date_class):
            raise TypeError(f"combine() argument 1 must be datetime.date, not {type(date).__name__}")
        if not isinstance(time, _time_class):
            raise TypeError(f"combine() argument 2 must be datetime.time, not {type(time).__name__}")
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The day and time of an ISO 8601 text."""
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            end = _date_end(date_string)
            day = _parse_iso_date(date_string[:end])
            if end == len(date_string):
                return cls(*day)
            if end + 1 >= len(date_string):
                raise _IsoError
            return cls(*day, *_parse_iso_time(date_string[end + 1:]))
        except _IsoError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None

    @classmethod
    def strptime(cls, date_string, format, /):
        """Parses a day and time by a format."""
        parsed, microsecond, offset = _strptime(date_string, format)
        tz = None
        if offset is not None:
            tz = timezone.utc if offset == timedelta(0) else timezone(offset)
        return cls(*parsed[:6], microsecond, tz)

    def timetuple(self):
        """The time.struct_time."""
        dst = self.dst()
        return _time.struct_time((self._year, self._month, self._day, self._hour, self._minute, self._second,
                                  self.weekday(), self._yearday(), -1 if dst is None else int(bool(dst))))

    def timestamp(self):
        """Seconds since 1970."""
        if self._tzinfo is None:
            seconds = _time.mktime((self._year, self._month, self._day, self._hour, self._minute, self._second,
                                    0, 1, -1))
            return seconds + self._microsecond / 1e6
        return (self - _EPOCH).total_seconds()

    def utctimetuple(self):
        """The time.struct_time in UTC."""
        offset = self.utcoffset()
        moved = self - offset if offset else self
        return _time.struct_time((moved._year, moved._month, moved._day, moved._hour, moved._minute, moved._second,
                                  moved.weekday(), moved._yearday(), 0))

    def date(self):
        """The day."""
        return _date_class(self._year, self._month, self._day)

    def time(self):
        """The time, without the zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """The time, with the zone."""
        return _time_class(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        """The same with some parts changed."""
        def choose(new, old):
            return old if new is None else new

        return type(self)(choose(year, self._year), choose(month, self._month), choose(day, self._day),
                          choose(hour, self._hour), choose(minute, self._minute), choose(second, self._second),
                          choose(microsecond, self._microsecond), self._tzinfo if tzinfo is True else tzinfo,
                          fold=choose(fold, self._fold))

    def astimezone(self, tz=None):
        """The same moment in another zone."""
        offset = self.utcoffset()
        if offset is None:
            local = _time.localtime(self.timestamp())
            offset = timedelta(seconds=local.tm_gmtoff)
        if tz is None:
            local = _time.localtime((self.replace(tzinfo=timezone.utc) - offset).timestamp())
            tz = timezone(timedelta(seconds=local.tm_gmtoff), local.tm_zone)
        elif not isinstance(tz, _tzinfo_class):
            raise TypeError("tz argument must be an instance of tzinfo")
        if tz is self._tzinfo:
            return self
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def ctime(self):
        """The time as 'Wed Dec  4 20:30:40 2002'."""
        return (f"{_DAY_NAMES[self.isoweekday()]} {_MONTH_NAMES[self._month]} {self._day:2d} {self._hour:02d}:"
                f"{self._minute:02d}:{self._second:02d} {self._year:04d}")

    def isoformat(self, sep="T", timespec="auto"):
        """YYYY-MM-DDTHH:MM:SS, with microseconds and the offset where there are some."""
        return (f"{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}"
                f"{_format_time(self._hour, self._minute, self._second, self._microsecond, timespec)}"
                f"{_format_offset(self.utcoffset())}")

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute, self._second, self._microsecond]
        if parts[-1] == 0:
            del parts[-1]
            if parts[-1] == 0:
                del parts[-1]
        text = ", ".join(map(str, parts))
        if self._tzinfo is not None:
            text += f", tzinfo={self._tzinfo!r}"
        if self._fold:
            text += ", fold=1"
        return f"{self.__class__.__module__}.{self.__class__.__qualname__}({text})"

    def __str__(self):
        return self.isoformat(sep=" ")

    def utcoffset(self):
        """The offset from UTC."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        _check_offset("utcoffset", offset)
        return offset

    def tzname(self):
        """The zone's name."""
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        """The daylight saving time."""
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def _local(self):
        """Microseconds since the beginning of the calendar, as the clock shows them."""
        return ((self.toordinal() * 24 + self._hour) * 60 + self._minute) * 60000000 + self._second * 1000000 \
            + self._microsecond

    def _compare(self, other, op, equality=False):
        if not isinstance(other, datetime):
            return NotImplemented
        mine, theirs = self.utcoffset(), other.utcoffset()
        if (mine is None) != (theirs is None):
            if equality:
                return False
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        a, b = self._local(), other._local()
        if mine is not None:
            a -= mine._total()
            b -= theirs._total()
        return op(a, b)

    def __eq__(self, other):
        return self._compare(other, lambda a, b: a == b, True)

    def __lt__(self, other):
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._local() if offset is None else self._local() - offset._total())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        total = self._local() + other._total()
        days, rest = divmod(total, 86400000000)
        if not 0 < days <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        seconds, microsecond = divmod(rest, 1000000)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return type(self)(*_from_ordinal(days), hour, minute, second, microsecond, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        mine, theirs = self.utcoffset(), other.utcoffset()
        if (mine is None) != (theirs is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        difference = self._local() - other._local()
        if mine is not None:
            difference += theirs._total() - mine._total()
        return timedelta._of(difference)

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day, self._hour, self._minute, self._second,
                                self._microsecond, self._tzinfo)


_date_class = date
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)


@_native
class timezone(tzinfo):
    """A zone with a fixed offset from UTC."""

    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=True):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if name is True:
            if not offset and hasattr(cls, "utc"):
                return cls.utc
            name = None
        elif not isinstance(name, str):
            raise TypeError(f"timezone() argument 2 must be str, not {type(name).__name__}")
        if not -timedelta(1) < offset < timedelta(1):
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and "
                             f"timedelta(hours=24), not {offset!r}.")
        self = object.__new__(cls)
        self._offset, self._name = offset, name
        return self

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is self.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return f"datetime.timezone({self._offset!r})"
        return f"datetime.timezone({self._offset!r}, {self._name!r})"

    def __str__(self):
        return self.tzname(None)

    def utcoffset(self, dt, /):
        if dt is not None and not isinstance(dt, datetime):
            raise TypeError(f"utcoffset(dt) argument must be a datetime instance or None, not {type(dt).__name__}")
        return self._offset

    def tzname(self, dt, /):
        if self._name is not None:
            return self._name
        return "UTC" + _format_offset(self._offset) if self._offset else "UTC"

    def dst(self, dt, /):
        return None

    def fromutc(self, dt, /):
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        return dt + self._offset

    def __reduce__(self):
        return self.__class__, (self._offset,) if self._name is None else (self._offset, self._name)


timezone.utc = UTC = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class _IsoError(Exception):
    """A text that is not ISO 8601."""


def _number(text, size):
    if len(text) != size or not (text.isascii() and text.isdigit()):
        raise _IsoError
    return int(text)


def _from_iso_week(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"Year is out of range: {year}")
    if not 0 < week < 53:
        long_year = False
        if week == 53:
            first = _to_ordinal(year, 1, 1) % 7
            long_year = first == 4 or (first == 3 and _is_leap(year))
        if not long_year:
            raise ValueError(f"Invalid week: {week}")
    if not 0 < day < 8:
        raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
    return _from_ordinal(_isoweek1(year) + (week - 1) * 7 + day - 1)


def _date_end(text):
    """Where the date ends in a text of date and time."""
    if len(text) < 7:
        raise _IsoError
    if text[4] == "-":
        if text[5:6] == "W":
            return 10 if text[8:9] == "-" else 8
        return 10
    if text[4] == "W":
        return 8 if len(text) > 7 and text[7].isdigit() else 7
    return 8


def _parse_iso_date(text):
    if len(text) not in (7, 8, 10):
        raise _IsoError
    year = _number(text[:4], 4)
    separated = text[4] == "-"
    rest = text[5:] if separated else text[4:]
    if rest[:1] == "W":
        week = _number(rest[1:3], 2)
        day = 1
        if len(rest) > 3:
            tail = rest[3:]
            if separated:
                if tail[0] != "-":
                    raise _IsoError
                tail = tail[1:]
            day = _number(tail, 1)
        return _from_iso_week(year, week, day)
    if separated:
        if len(rest) != 5 or rest[2] != "-":
            raise _IsoError
        return year, _number(rest[:2], 2), _number(rest[3:], 2)
    return year, _number(rest[:2], 2), _number(rest[2:], 2)


def _parse_clock(text):
    """Hours, minutes, seconds and microseconds of HH[:MM[:SS[.ffffff]]] or HHMMSS."""
    parts = [0, 0, 0, 0]
    separated = text[2:3] == ":"
    place = 0
    for i in range(3):
        parts[i] = _number(text[place:place + 2], 2)
        place += 2
        if place >= len(text):
            return parts
        if i == 2:
            break
        if separated:
            if text[place] != ":":
                raise _IsoError
            place += 1
        elif text[place] in ".,":
            raise _IsoError
    if text[place] not in ".,":
        raise _IsoError
    digits = text[place + 1:]
    if not (digits.isascii() and digits.isdigit()):
        raise _IsoError
    parts[3] = int(digits[:6].ljust(6, "0"))
    return parts


def _parse_iso_time(text):
    place = max(text.find("+"), text.find("-"), text.find("Z"))
    clock = text if place < 0 else text[:place]
    if not clock:
        raise _IsoError
    parts = _parse_clock(clock)
    tz = None
    if place >= 0:
        zone = text[place:]
        if zone == "Z":
            tz = timezone.utc
        else:
            if len(zone) < 3 or zone[0] == "Z":
                raise _IsoError
            hours, minutes, seconds, microseconds = _parse_clock(zone[1:])
            offset = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
            tz = timezone.utc if not offset else timezone(-offset if zone[0] == "-" else offset)
    return (*parts, tz)


def _strptime(text, format):
    """(struct, microsecond, offset or None) of a text."""
    from _timeinfo import parse

    parsed, microsecond, offset = parse(text, format)
    return parsed, microsecond, None if offset is None else timedelta(seconds=offset[0], microseconds=offset[1])
