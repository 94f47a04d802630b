"""Calendars as text and numbers."""

import datetime
from enum import IntEnum, global_enum
from itertools import repeat

__all__ = ["IllegalMonthError", "IllegalWeekdayError", "setfirstweekday", "firstweekday", "isleap", "leapdays",
           "weekday", "monthrange", "monthcalendar", "prmonth", "month", "prcal", "calendar", "timegm", "month_name",
           "month_abbr", "day_name", "day_abbr", "Calendar", "TextCalendar", "HTMLCalendar", "LocaleTextCalendar",
           "LocaleHTMLCalendar", "weekheader", "Day", "Month", "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE",
           "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER", "MONDAY", "TUESDAY", "WEDNESDAY",
           "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]

Day = IntEnum("Day", "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY", module=__name__, start=0)
Month = IntEnum("Month", "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER",
                module=__name__)
global_enum(Day)
global_enum(Month)
day_name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
day_abbr = [name[:3] for name in day_name]
month_name = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December"]
month_abbr = [name[:3] for name in month_name]
mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


class IllegalMonthError(ValueError, IndexError):
    def __init__(self, month):
        self.month = month

    def __str__(self):
        return f"bad month number {self.month!r}; must be 1-12"


class IllegalWeekdayError(ValueError):
    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return f"bad weekday number {self.weekday!r}; must be 0 (Monday) to 6 (Sunday)"


def isleap(year):
    """Whether a year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    """The leap years from y1 up to y2."""
    y1 -= 1
    y2 -= 1
    return (y2 // 4 - y1 // 4) - (y2 // 100 - y1 // 100) + (y2 // 400 - y1 // 400)


def weekday(year, month, day):
    """0 for Monday to 6 for Sunday."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        year = 2000 + year % 400
    return Day(datetime.date(year, month, day).weekday())


def _check_month(month):
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)


def monthrange(year, month):
    """(weekday of the first day, number of days)."""
    _check_month(month)
    return weekday(year, month, 1), _month_length(year, month)


def _month_length(year, month):
    return mdays[month] + (month == FEBRUARY and isleap(year))


class Calendar:
    """Calendars as numbers."""

    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday

    def getfirstweekday(self):
        return self.firstweekday % 7

    def setfirstweekday(self, firstweekday):
        self.firstweekday = firstweekday

    def iterweekdays(self):
        for i in range(self.firstweekday, self.firstweekday + 7):
            yield i % 7

    def itermonthdays(self, year, month):
        """The days of whole weeks; 0 outside the month."""
        first, days = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        yield from repeat(0, before)
        yield from range(1, days + 1)
        yield from repeat(0, (self.firstweekday - first - days) % 7)

    def itermonthdays2(self, year, month):
        """(day, weekday) for whole weeks; the day is 0 outside the month."""
        for i, day in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield day, i % 7

    def itermonthdays3(self, year, month):
        """(year, month, day) for whole weeks, with days of the months around."""
        first, days = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        after = (self.firstweekday - first - days) % 7
        if before:
            y, m = (year - 1, 12) if month == 1 else (year, month - 1)
            end = _month_length(y, m) + 1
            yield from ((y, m, day) for day in range(end - before, end))
        yield from ((year, month, day) for day in range(1, days + 1))
        y, m = (year + 1, 1) if month == 12 else (year, month + 1)
        yield from ((y, m, day) for day in range(1, after + 1))

    def itermonthdays4(self, year, month):
        """(year, month, day, weekday) for whole weeks, with days of the months around."""
        for i, date in enumerate(self.itermonthdays3(year, month), self.firstweekday):
            yield *date, i % 7

    def itermonthdates(self, year, month):
        """The dates of whole weeks."""
        for date in self.itermonthdays3(year, month):
            yield datetime.date(*date)

    def _weeks(self, days):
        days = list(days)
        return [days[i:i + 7] for i in range(0, len(days), 7)]

    def monthdayscalendar(self, year, month):
        return self._weeks(self.itermonthdays(year, month))

    def monthdays2calendar(self, year, month):
        return self._weeks(self.itermonthdays2(year, month))

    def monthdatescalendar(self, year, month):
        return self._weeks(self.itermonthdates(year, month))

    @staticmethod
    def _year_rows(month_calendar, year, width):
        months = [month_calendar(year, month) for month in Month]
        return [months[i:i + width] for i in range(0, len(months), width)]

    def yeardayscalendar(self, year, width=3):
        """A year's months in rows, each as monthdayscalendar() gives it."""
        return self._year_rows(self.monthdayscalendar, year, width)

    def yeardays2calendar(self, year, width=3):
        """A year's months in rows, each as monthdays2calendar() gives it."""
        return self._year_rows(self.monthdays2calendar, year, width)

    def yeardatescalendar(self, year, width=3):
        """A year's months in rows, each as monthdatescalendar() gives it."""
        return self._year_rows(self.monthdatescalendar, year, width)


class TextCalendar(Calendar):
    """Calendars as text."""

    def prweek(self, theweek, width):
        print(self.formatweek(theweek, width), end="")

    def formatday(self, day, weekday, width):
        return ("" if day == 0 else f"{day:2d}").center(width)

    def formatweek(self, theweek, width):
        return " ".join(self.formatday(day, wd, width) for day, wd in theweek)

    def formatweekday(self, day, width):
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        return " ".join(self.formatweekday(i, width) for i in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        _check_month(themonth)
        text = month_name[themonth]
        return (f"{text} {theyear!r}" if withyear else text).center(width)

    def formatmonth(self, theyear, themonth, w=0, l=0):
        w, l = max(2, w), max(1, l)
        text = self.formatmonthname(theyear, themonth, 7 * (w + 1) - 1).rstrip() + "\n" * l
        text += self.formatweekheader(w).rstrip() + "\n" * l
        for week in self.monthdays2calendar(theyear, themonth):
            text += self.formatweek(week, w).rstrip() + "\n" * l
        return text

    def prmonth(self, theyear, themonth, w=0, l=0):
        print(self.formatmonth(theyear, themonth, w, l), end="")

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        w, l, c = max(2, w), max(1, l), max(2, c)
        column = (w + 1) * 7 - 1
        lines = [repr(theyear).center(column * m + c * (m - 1)).rstrip() + "\n" * l]
        header = self.formatweekheader(w)
        gap = " " * c
        for start in range(1, 13, m):
            months = range(start, min(start + m, 13))
            lines.append("\n" * l)
            lines.append(gap.join(self.formatmonthname(theyear, k, column, False) for k in months).rstrip() + "\n" * l)
            lines.append(gap.join(header for _ in months).rstrip() + "\n" * l)
            weeks = [self.monthdays2calendar(theyear, k) for k in months]
            for j in range(max(map(len, weeks))):
                cells = [self.formatweek(month[j], w) if j < len(month) else "".center(column) for month in weeks]
                lines.append(gap.join(cells).rstrip() + "\n" * l)
        return "".join(lines)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        print(self.formatyear(theyear, w, l, c, m), end="")


class HTMLCalendar(Calendar):
    """Calendars as tables of HTML."""

    cssclasses = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    cssclasses_weekday_head = cssclasses
    cssclass_noday = "noday"
    cssclass_month_head = cssclass_month = "month"
    cssclass_year_head = cssclass_year = "year"
    _table = '<table border="0" cellpadding="0" cellspacing="0" class="{}">\n'

    def formatday(self, day, weekday):
        if day == 0:
            return f'<td class="{self.cssclass_noday}">&nbsp;</td>'
        return f'<td class="{self.cssclasses[weekday]}">{day:d}</td>'

    def formatweek(self, theweek):
        return "<tr>" + "".join(self.formatday(day, wd) for day, wd in theweek) + "</tr>"

    def formatweekday(self, day):
        return f'<th class="{self.cssclasses_weekday_head[day]}">{day_abbr[day]}</th>'

    def formatweekheader(self):
        return "<tr>" + "".join(self.formatweekday(day) for day in self.iterweekdays()) + "</tr>"

    def formatmonthname(self, theyear, themonth, withyear=True):
        _check_month(themonth)
        text = f"{month_name[themonth]} {theyear}" if withyear else month_name[themonth]
        return f'<tr><th colspan="7" class="{self.cssclass_month_head}">{text}</th></tr>'

    def formatmonth(self, theyear, themonth, withyear=True):
        rows = [self.formatmonthname(theyear, themonth, withyear=withyear), self.formatweekheader()]
        rows += map(self.formatweek, self.monthdays2calendar(theyear, themonth))
        return self._table.format(self.cssclass_month) + "\n".join(rows) + "\n</table>\n"

    def formatyear(self, theyear, width=3):
        width = max(width, 1)
        text = self._table.format(self.cssclass_year)
        text += f'<tr><th colspan="{width:d}" class="{self.cssclass_year_head}">{theyear}</th></tr>'
        for start in range(JANUARY, 13, width):
            months = (self.formatmonth(theyear, month, withyear=False)
                      for month in range(start, min(start + width, 13)))
            text += "<tr>" + "".join(f"<td>{month}</td>" for month in months) + "</tr>"
        return text + "</table>"

    def formatyearpage(self, theyear, width=3, css="calendar.css", encoding=None):
        """A whole page, as bytes."""
        encoding = encoding or "utf-8"
        link = "" if css is None else f'<link rel="stylesheet" type="text/css" href="{css}" />\n'
        page = (f'<?xml version="1.0" encoding="{encoding}"?>\n'
                '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
                '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
                f'<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset={encoding}" />\n{link}'
                f"<title>Calendar for {theyear:d}</title>\n</head>\n<body>\n{self.formatyear(theyear, width)}"
                "</body>\n</html>\n")
        return page.encode(encoding, "xmlcharrefreplace")


class _Localized:
    """What a calendar of a locale adds: there is one locale, so only its name is checked."""

    def __init__(self, firstweekday=0, locale=None):
        super().__init__(firstweekday)
        if locale is not None:
            import locale as _locale

            _locale.setlocale(_locale.LC_TIME, locale)
        self.locale = locale


class LocaleTextCalendar(_Localized, TextCalendar):
    """TextCalendar with the names of a locale."""


class LocaleHTMLCalendar(_Localized, HTMLCalendar):
    """HTMLCalendar with the names of a locale."""


_text = TextCalendar()
monthcalendar = _text.monthdayscalendar
month = _text.formatmonth
prmonth = _text.prmonth
calendar = _text.formatyear
prcal = _text.pryear
firstweekday = _text.getfirstweekday
week = _text.formatweek
weekheader = _text.formatweekheader
prweek = _text.prweek
_COLUMN_WIDTH, _SPACING = 7 * 3 - 1, 6


def formatstring(cols, colwidth=_COLUMN_WIDTH, spacing=_SPACING):
    """Texts centered in columns."""
    return (" " * spacing).join(text.center(colwidth) for text in cols)


def format(cols, colwidth=_COLUMN_WIDTH, spacing=_SPACING):
    """Prints texts centered in columns."""
    print(formatstring(cols, colwidth, spacing))


def setfirstweekday(firstweekday):
    """Sets the first day of the week."""
    if not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    _text.firstweekday = firstweekday


def timegm(tuple):
    """Seconds since 1970 of a UTC time."""
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - 719163 + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second
