"""Texts read as dates and times: ISO 8601, and formats of strptime()."""

from datetime._calendar import MAXYEAR, MINYEAR, first_iso_week, from_ordinal
from datetime._delta import timedelta
from datetime._zone import timezone


class IsoError(Exception):
    """A text that is not ISO 8601."""


def _number(text, size):
    if len(text) != size or not (text.isascii() and text.isdigit()):
        raise IsoError
    return int(text)


def from_iso_week(year, week, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"Year is out of range: {year}")
    start = first_iso_week(year)
    if not 1 <= week <= (first_iso_week(year + 1) - start) // 7:
        raise ValueError(f"Invalid week: {week}")
    if not 1 <= day <= 7:
        raise ValueError(f"Invalid day: {day} (range is [1, 7])")
    return from_ordinal(start + (week - 1) * 7 + day - 1)


def date_end(text):
    """Where the date ends in a text of date and time."""
    if len(text) < 7:
        raise IsoError
    if text[4] == "-":
        if text[5:6] == "W":
            return 10 if text[8:9] == "-" else 8
        return 10
    if text[4] == "W":
        return 8 if len(text) > 7 and text[7].isdigit() else 7
    return 8


def parse_date(text):
    if len(text) not in (7, 8, 10):
        raise IsoError
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
                    raise IsoError
                tail = tail[1:]
            day = _number(tail, 1)
        return from_iso_week(year, week, day)
    if separated:
        if len(rest) != 5 or rest[2] != "-":
            raise IsoError
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
                raise IsoError
            place += 1
        elif text[place] in ".,":
            raise IsoError
    if text[place] not in ".,":
        raise IsoError
    digits = text[place + 1:]
    if not (digits.isascii() and digits.isdigit()):
        raise IsoError
    parts[3] = int(digits[:6].ljust(6, "0"))
    return parts


def parse_time(text):
    place = max(text.find("+"), text.find("-"), text.find("Z"))
    clock = text if place < 0 else text[:place]
    if not clock:
        raise IsoError
    parts = _parse_clock(clock)
    tz = None
    if place >= 0:
        zone = text[place:]
        if zone == "Z":
            tz = timezone.utc
        else:
            if len(zone) < 3 or zone[0] == "Z":
                raise IsoError
            hours, minutes, seconds, microseconds = _parse_clock(zone[1:])
            offset = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
            tz = timezone.utc if not offset else timezone(-offset if zone[0] == "-" else offset)
    return (*parts, tz)


def parse_format(text, format):
    """(struct, microsecond, offset or None) of a text."""
    from _timeinfo import parse

    for place, value in enumerate((text, format), 1):
        if not isinstance(value, str):
            raise TypeError(f"strptime() argument {place} must be str, not {type(value).__name__}")
    parsed, microsecond, offset = parse(text, format)
    return parsed, microsecond, None if offset is None else timedelta(seconds=offset[0], microseconds=offset[1])
