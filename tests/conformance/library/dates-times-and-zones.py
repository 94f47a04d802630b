"""datetime and time: arithmetic, texts, zones, parsing, errors."""

import re

STATEMENTS = r'''
import datetime, time
from datetime import *
d = date(2024, 2, 29); t = time = __import__("datetime").time(1, 2, 3, 4); dt = datetime(2024, 2, 29, 13, 5, 9, 123456)
import time as tm
d, t, dt, repr(d), str(d), str(t), str(dt)
timedelta(days=1, hours=-3, microseconds=5), str(timedelta(days=-1, seconds=5)), repr(timedelta()), str(timedelta(weeks=2, milliseconds=1))
timedelta(1.5), timedelta(hours=0.1), timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(seconds=1e-7)
timedelta(days=1) * 2.5, timedelta(days=1) / 3, timedelta(days=1) // 3, timedelta(days=1) / timedelta(hours=5), timedelta(days=1) // timedelta(hours=5), timedelta(days=1) % timedelta(hours=5), divmod(timedelta(days=1), timedelta(hours=5))
-timedelta(1, 2, 3), abs(timedelta(-1, 2)), +timedelta(3), bool(timedelta()), bool(timedelta(1))
timedelta(1).total_seconds(), timedelta(microseconds=1).total_seconds(), timedelta.max, timedelta.min, timedelta.resolution
timedelta(999999999) + timedelta(1)
timedelta("x")
timedelta(1) < 5
timedelta(1) == 5, timedelta(1) < timedelta(2), hash(timedelta(1)) == hash(timedelta(hours=24))
timedelta(1) + 5
timedelta(1) / 0
timedelta(1) // 0
timedelta(1) % timedelta(0)
timedelta(1) * "x"
timedelta(1).days, timedelta(1).seconds, timedelta(hours=1).seconds
date(2024, 13, 1)
date(2023, 2, 29)
date(0, 1, 1)
date(10000, 1, 1)
date("x", 1, 1)
date(2024)
datetime(2024, 1, 1, 24)
datetime(2024, 1, 1, 1, 60)
datetime(2024, 1, 1, 1, 1, 61)
datetime(2024, 1, 1, 1, 1, 1, 10**6)
datetime(2024, 1, 1, fold=2)
datetime(2024, 1, 1, tzinfo=5)
d.replace(day=1), d.replace(2023, 1), dt.replace(hour=1, tzinfo=timezone.utc), t.replace(minute=9)
d.replace(year=2023)
d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.timetuple(), d.ctime(), d.isoformat()
d.isocalendar().year, d.isocalendar()[1], tuple(d.isocalendar())
date.fromordinal(738945), date.fromisocalendar(2024, 9, 4), date.min, date.max, date.resolution
date.fromisocalendar(2024, 54, 1)
date.fromisocalendar(2024, 1, 8)
date.fromordinal(0)
date.fromisoformat("2024-02-29"), date.fromisoformat("20240229"), date.fromisoformat("2024-W09-4"), date.fromisoformat("2024W094")
date.fromisoformat("2024-2-29")
date.fromisoformat("x")
date.fromisoformat(5)
datetime.fromisoformat("2024-02-29"), datetime.fromisoformat("2024-02-29T01:02:03.5"), datetime.fromisoformat("2024-02-29 01:02:03+05:30"), datetime.fromisoformat("20240229T010203Z"), datetime.fromisoformat("2024-02-29T24:00") 
datetime.fromisoformat("2024-02-29T01:02:03,123456789")
datetime.fromisoformat("2024-02-29T25:00")
datetime.fromisoformat("2024-02-30T25:00")
datetime.fromisoformat("2024-02-29T")
datetime.fromisoformat("nope")
datetime.fromisoformat("2024-02-29T01:02:03+25:00")
__import__("datetime").time.fromisoformat("01:02"), __import__("datetime").time.fromisoformat("T0102"), __import__("datetime").time.fromisoformat("01:02:03.004+01:00")
__import__("datetime").time.fromisoformat("x")
d + timedelta(1), d - timedelta(1), d - date(2023, 1, 1), timedelta(1) + d, dt + timedelta(hours=12), dt - datetime(2024, 1, 1), dt - timedelta(0.5)
d + 1
d - dt
dt - d
d + d
d < dt
d == dt, dt == d, d == 5, d != 5
d < 5
date.max + timedelta(1)
datetime.max + timedelta(microseconds=1)
dt.strftime("%Y-%m-%d %H:%M:%S.%f %a %A %b %B %d %j %U %W %w %u %y %p %I %c %x %X %% %G %V %Z|%z|")
d.strftime("%Y %H:%M"), t.strftime("%H %M %S %f %Y"), d.strftime("%e %D %F %T %R %r %h %n %t %C %s") if False else ""
d.strftime("%D %F %h %C %e %g"), dt.strftime("%T %R %r %l %k")
d.strftime("%Q %"), d.strftime("%-d %-m"), dt.strftime("%-I:%M%p"), dt.strftime("%:z"), dt.strftime("é %d")
f"{dt:%Y/%m/%d}", format(d, "%j"), format(d), f"{t:%H}", "{:%d %b}".format(dt), f"{d!s:>12}"
datetime.strptime("2024-02-29 13:05:09", "%Y-%m-%d %H:%M:%S"), datetime.strptime("29 Feb 24", "%d %b %y"), datetime.strptime("1:05 PM", "%I:%M %p"), datetime.strptime("2024 060", "%Y %j"), datetime.strptime("Thursday February 29 2024", "%A %B %d %Y"), datetime.strptime("12.5", "%S.%f"), datetime.strptime("2024-01-01 +0530", "%Y-%m-%d %z"), datetime.strptime("2024-01-01 UTC", "%Y-%m-%d %Z"), datetime.strptime("2024 09 4", "%G %V %u")
datetime.strptime("x", "%Y")
datetime.strptime("2024 extra", "%Y")
datetime.strptime("2024-02-30", "%Y-%m-%d")
datetime.strptime("2024", "%Q")
datetime.strptime("2024", "%")
datetime.strptime(5, "%Y")
datetime.strptime("2024 01", "%G %V")
datetime.strptime("31 12", "%d %m")
dt.date(), dt.time(), dt.timetz(), dt.timetuple(), dt.utctimetuple(), dt.isoformat(), dt.isoformat(" "), dt.isoformat(timespec="minutes"), dt.isoformat(sep="_", timespec="milliseconds"), dt.ctime()
dt.isoformat(timespec="x")
t.isoformat(timespec="hours"), t.isoformat(timespec="auto"), t.isoformat("seconds")
datetime.combine(d, t), datetime.combine(d, t, timezone.utc), datetime.combine(date=d, time=t)
datetime.combine(d, d)
utc = timezone.utc; est = timezone(timedelta(hours=-5), "EST"); x = timezone(timedelta(hours=5, minutes=30))
utc, est, x, str(utc), str(est), str(x), repr(timezone(timedelta(0))), timezone(timedelta(seconds=-3661))
timezone(timedelta(hours=24))
timezone(5)
timezone(timedelta(0), 5)
a = datetime(2024, 1, 1, 12, tzinfo=utc)
a, str(a), a.isoformat(), a.astimezone(est), a.astimezone(x), str(a.astimezone(x)), a.utcoffset(), a.dst(), a.tzname(), a.astimezone(est).tzname()
a == a.astimezone(x), a < datetime(2024, 1, 1, 12, tzinfo=est), a - datetime(2024, 1, 1, 12, tzinfo=est), hash(a) == hash(a.astimezone(x))
a < dt
a - dt
a == dt
a.timestamp(), datetime.fromtimestamp(0, utc), datetime.fromtimestamp(1.5, tz=utc), datetime.utcfromtimestamp(0) if False else 0
datetime.fromtimestamp(1e20)
datetime.fromtimestamp("x")
a.strftime("%z %Z %:z"), a.astimezone(est).strftime("%z %Z"), a.replace(tzinfo=None)
datetime(1, 1, 1), datetime.min, datetime.max, datetime.resolution, __import__("datetime").time.min, __import__("datetime").time.max
MINYEAR, MAXYEAR, UTC is utc
class TZ(tzinfo):
    def utcoffset(self, dt): return timedelta(hours=2)
    def dst(self, dt): return timedelta(0)
    def tzname(self, dt): return "TZ2"
z = datetime(2024, 1, 1, tzinfo=TZ())
str(z), z.tzname(), z.astimezone(utc), z.dst(), z.strftime("%Z")
tzinfo().utcoffset(None)
class D(date):
    pass
D(2024, 1, 1), D(2024, 1, 1) + timedelta(1), D.fromisoformat("2024-01-01"), D.today().__class__
class DT(datetime):
    pass
DT(2024, 1, 1), DT(2024, 1, 1) + timedelta(1), type(DT(2024, 1, 1).replace(day=2))
sorted([date(2024, 1, 2), date(2023, 1, 1)]), max(d, date(2025, 1, 1)), {d: 1}[date(2024, 2, 29)]
import pickle, copy
pickle.loads(pickle.dumps([d, t, dt, a, timedelta(1), est])), copy.copy(dt), copy.deepcopy(a)
t < 5
t == 5, t < __import__("datetime").time(2), bool(__import__("datetime").time(0))
t - t
__import__("datetime").time(25)
__import__("datetime").time(12, tzinfo=utc), str(__import__("datetime").time(12, tzinfo=x)), __import__("datetime").time(1, 2, 3, fold=1)
dt.fold, dt.year, dt.month, dt.day, dt.hour, dt.minute, dt.second, dt.microsecond, dt.tzinfo
date.today() == datetime.now().date(), isinstance(dt, date), date.__mro__, datetime.__module__, timedelta.__name__
type(datetime.now(utc).tzinfo)
datetime.now(5)
dt.nope
d(1)
tm.strftime("%Y-%m-%d", tm.gmtime(0)), tm.gmtime(0), tm.gmtime(1e9), tm.gmtime(0).tm_year, tm.mktime(tm.localtime(0)), tm.asctime(tm.gmtime(0)), tm.ctime(0)
tm.strptime("2024-02-29", "%Y-%m-%d"), tm.struct_time(range(9)), tm.struct_time((1,)*9)[0]
tm.struct_time((1, 2))
tm.strftime("%H", (2024, 1, 1, 25, 0, 0, 0, 1, 0))
tm.sleep(-1)
tm.sleep("x")
tm.sleep(0), tm.perf_counter() > 0, tm.monotonic() > 0, tm.process_time() >= 0, type(tm.time_ns()), type(tm.perf_counter_ns()), type(tm.thread_time()), tm.timezone, tm.tzname, tm.daylight, tm.altzone
tm.get_clock_info("monotonic").monotonic
date.fromtimestamp(0), dt.timestamp() > 0
datetime.strptime("Feb 29", "%b %d")
(datetime(2024, 3, 10) - datetime(2024, 3, 1)).days, (datetime(2024, 3, 10, 5) - datetime(2024, 3, 11)).total_seconds()
divmod((datetime(2024, 3, 10, 5) - datetime(2024, 3, 1)).total_seconds(), 3600)
sum([timedelta(1), timedelta(2)], timedelta())
[dt + timedelta(days=i) for i in range(3)]
timedelta(days=1, hours=2).__reduce__(), repr(timedelta(-1, 3, 5)), str(timedelta(3, 4000)), str(timedelta(1)), str(timedelta(-2))
'''


def statements(text):
    """The statements of a text: one a line, unless a line is indented, closes a bracket or follows a decorator."""
    found, joined = [], False
    for line in text.strip().splitlines():
        if joined or re.match(r"[\s)\]}]|(else|elif|except|finally)\b", line):
            found[-1] += "\n" + line
        else:
            found.append(line)
        joined = line.startswith("@")
    return found


def run(text):
    """Prints what a statement gives or raises; addresses are left out."""
    try:
        try:
            code = compile(text, "text", "eval")
        except SyntaxError:
            exec(text, globals())
            return
        value = eval(code, globals())
        if value is not None:
            print("=", re.sub(r"0x[0-9a-f]{6,}", "0x...", repr(value)))
    except BaseException as error:
        print(f"{type(error).__name__}:", re.sub(r"0x[0-9a-f]{6,}", "0x...", str(error)))


for statement in statements(STATEMENTS):
    print(">>>", statement.splitlines()[0])
    run(statement)
