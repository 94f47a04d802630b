# How pprint breaks bytearrays, chains and namespaces, and what a frame's summary knows.
import collections
import pprint
import traceback
import types


class Space(types.SimpleNamespace):
    pass


for value in (bytearray(range(65, 120)), [bytearray(range(65, 100))],
              collections.ChainMap({"b" * 20: 1}, {"a" * 20: 2}), collections.ChainMap({}),
              types.SimpleNamespace(the=0, quick=1, brown=2, fox=3), Space(the=0, quick=1, brown=[2] * 12, fox=3)):
    pprint.pprint(value, width=30)


def divide(a, b):
    return (a +
            1) / b


try:
    divide(1, 0)
except ZeroDivisionError as error:
    for summary in traceback.extract_tb(error.__traceback__):
        print(summary.lineno, summary.end_lineno, summary.colno, summary.end_colno, summary.name, summary.locals)
    entries = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__.tb_next), capture_locals=True)
    print(entries[0].locals, "".join(entries.format()).splitlines()[-2:])
