import sys


def f():
    x = 1
    sys._getframe().f_locals["x"] = 2
    return x


print(f())
