# Limits of tracebacks, and the pieces that the traceback module gives.
import sys
import traceback


def f(n):
    if n == 0:
        raise ValueError("x")
    f(n - 1)


def h():
    try:
        f(1)
    except ValueError as e:
        raise KeyError("y") from e


for limit in (None, 0, 1, 2, -1, -2, 100):
    try:
        h()
    except KeyError as e:
        tb = e.__traceback__
        for chain in (True, False):
            lines = "".join(traceback.format_exception(e, limit=limit, chain=chain)).splitlines()
            print(limit, chain, [line.split(", ", 1)[1] if line.startswith("  File") else line for line in lines
                                 if not line.startswith("    ")])
        print([entry.name for entry in traceback.extract_tb(tb, limit)], len(traceback.format_tb(tb, limit)))
        print(len(traceback.format_exception(e, e, tb.tb_next, limit)), traceback.format_exception(e, e, None, limit)[-1:])
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except ExceptionGroup as e:
    print("".join(traceback.format_exception(e, limit=0)))
sys.tracebacklimit = 1
try:
    h()
except KeyError as e:
    print(len(traceback.format_tb(e.__traceback__)))
del sys.tracebacklimit
