"""Days with a time."""

import time as _time
from operator import index

from _types import native
from datetime._calendar import (DAY_NAMES, MAX_ORDINAL, MONTH_NAMES, check_date, check_time, format_offset,
                                format_time, from_ordinal, missing_argument, shown_name)
from datetime._clock import time
from datetime._date import date
from datetime._delta import timedelta
from datetime._zone import check_offset, check_tz, timezone, tzinfo

# The same classes, where a class or a function has other things of their names.
_date, _time_of_day, _tzinfo = date, time, tzinfo


@native
class datetime(date):
    """A day and a time."""

    __module__ = "datetime"
    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year=None, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *,
                fold=0):
        if day is None:
            missing_argument(year, month)
        year, month, day = check_date(year, month, day)
        hour, minute, second, microsecond, fold = check_time(hour, minute, second, microsecond, fold)
        check_tz(tzinfo)
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
        if not isinstance(t, float):
            t = index(t)
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
        check_tz(tz)
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
        if not isinstance(date, _date):
            raise TypeError(f"combine() argument 1 must be datetime.date, not {shown_name(type(date))}")
        if not isinstance(time, _time_of_day):
            raise TypeError(f"combine() argument 2 must be datetime.time, not {shown_name(type(time))}")
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The day and time of an ISO 8601 text."""
        from datetime._iso import IsoError, date_end, parse_date, parse_time

        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            end = date_end(date_string)
            day = parse_date(date_string[:end])
            if end == len(date_string):
                return cls(*day)
            if end + 1 >= len(date_string):
                raise IsoError
            return cls(*day, *parse_time(date_string[end + 1:]))
        except IsoError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None

    @classmethod
    def strptime(cls, date_string, format, /):
        """Parses a day and time by a format."""
        from datetime._iso import parse_format

        parsed, microsecond, offset = parse_format(date_string, format)
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
        return (self - EPOCH).total_seconds()

    def utctimetuple(self):
        """The time.struct_time in UTC."""
        offset = self.utcoffset()
        moved = self - offset if offset else self
        return _time.struct_time((moved._year, moved._month, moved._day, moved._hour, moved._minute, moved._second,
                                  moved.weekday(), moved._yearday(), 0))

    def date(self):
        """The day."""
        return _date(self._year, self._month, self._day)

    def time(self):
        """The time, without the zone."""
        return _time_of_day(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """The time, with the zone."""
        return _time_of_day(self._hour, self._minute, self._second, self._microsecond, self._tzinfo, fold=self._fold)

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
        elif not isinstance(tz, _tzinfo):
            raise TypeError("tz argument must be an instance of tzinfo")
        if tz is self._tzinfo:
            return self
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def ctime(self):
        """The time as 'Wed Dec  4 20:30:40 2002'."""
        return (f"{DAY_NAMES[self.isoweekday()]} {MONTH_NAMES[self._month]} {self._day:2d} {self._hour:02d}:"
                f"{self._minute:02d}:{self._second:02d} {self._year:04d}")

    def isoformat(self, sep="T", timespec="auto"):
        """YYYY-MM-DDTHH:MM:SS, with microseconds and the offset where there are some."""
        return (f"{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}"
                f"{format_time(self._hour, self._minute, self._second, self._microsecond, timespec)}"
                f"{format_offset(self.utcoffset())}")

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
        return f"{shown_name(type(self))}({text})"

    def __str__(self):
        return self.isoformat(sep=" ")

    def utcoffset(self):
        """The offset from UTC."""
        if self._tzinfo is None:
            return None
        offset = self._tzinfo.utcoffset(self)
        check_offset("utcoffset", offset)
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
        if not 0 < days <= MAX_ORDINAL:
            raise OverflowError("date value out of range")
        seconds, microsecond = divmod(rest, 1000000)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return type(self)(*from_ordinal(days), hour, minute, second, microsecond, self._tzinfo)

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


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
