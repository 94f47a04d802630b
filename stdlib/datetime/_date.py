"""Days of the calendar."""

import time as _time

from _types import native
from datetime._calendar import (DAY_NAMES, MAX_ORDINAL, MONTH_NAMES, check_date, days_before_month, first_iso_week,
                                from_ordinal, missing_argument, shown_name, to_ordinal, wrap_strftime)
from datetime._delta import timedelta


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


@native
class date:
    """A day of the calendar."""

    __module__ = "datetime"
    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year=None, month=None, day=None):
        if day is None:
            missing_argument(year, month)
        year, month, day = check_date(year, month, day)
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
        if n > MAX_ORDINAL:
            raise ValueError("year is out of range")
        return cls(*from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string, /):
        """The date of YYYY-MM-DD, YYYYMMDD or YYYY-Www-D."""
        from datetime._iso import IsoError, parse_date

        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*parse_date(date_string))
        except IsoError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The date of an ISO year, week and weekday."""
        from datetime._iso import from_iso_week

        return cls(*from_iso_week(year, week, day))

    @classmethod
    def strptime(cls, date_string, format, /):
        """Parses a date by a format."""
        from datetime._iso import parse_format

        return cls(*parse_format(date_string, format)[0][:3])

    def __repr__(self):
        return (f"{shown_name(type(self))}({self._year}, {self._month}, "
                f"{self._day})")

    def ctime(self):
        """The date as 'Wed Dec  4 00:00:00 2002'."""
        return f"{DAY_NAMES[self.isoweekday()]} {MONTH_NAMES[self._month]} {self._day:2d} 00:00:00 {self._year:04d}"

    def strftime(self, format):
        """The date in a format."""
        return wrap_strftime(self, format, self.timetuple())

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
        return days_before_month(self._year, self._month) + self._day

    def toordinal(self):
        """Days since the day before 1 January of year 1."""
        return to_ordinal(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """The date with some parts changed."""
        return type(self)(self._year if year is None else year, self._month if month is None else month,
                          self._day if day is None else day)

    def __replace__(self, /, **changes):
        return self.replace(**changes)

    def _key(self):
        return self._year, self._month, self._day

    def _compares(self, other):
        return isinstance(other, date) and not hasattr(other, "_hour") and not hasattr(self, "_hour")

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
            if 0 < ordinal <= MAX_ORDINAL:
                return type(self).fromordinal(ordinal)
            raise OverflowError("date value out of range")
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date) and not hasattr(other, "_hour"):
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
        monday = first_iso_week(year)
        today = to_ordinal(self._year, self._month, self._day)
        week, day = divmod(today - monday, 7)
        if week < 0:
            year -= 1
            week, day = divmod(today - first_iso_week(year), 7)
        elif week >= 52 and today >= first_iso_week(year + 1):
            year += 1
            week = 0
        return _make_iso(year, week + 1, day + 1)

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day)


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)
