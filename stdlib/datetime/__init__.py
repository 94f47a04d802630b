"""Dates and times."""

from datetime._calendar import MAXYEAR, MINYEAR
from datetime._clock import time
from datetime._date import date
from datetime._delta import timedelta
from datetime._moment import datetime
from datetime._zone import UTC, timezone, tzinfo

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]
