# A dict whose keys change while it is walked: the size is watched, and the number of keys.
def walk(start, change, view=iter):
    d = dict.fromkeys(start)
    try:
        for key in view(d):
            change(d, key)
        print("walked", d)
    except RuntimeError as error:
        print(error)


def replace(d, key):
    del d[key]
    d[10 if isinstance(key, tuple) or key is None else key + 10] = None


def refill(d, key):
    d.clear()
    d[key] = None


for view in (iter, dict.keys, dict.values):
    walk([0], replace, view)
    walk([0], lambda d, key: d.update({5: 1}), view)
    walk([0, 1], lambda d, key: d.popitem(), view)
    walk([0, 1], lambda d, key: None, view)
walk([0, 1, 2], lambda d, key: d.__setitem__(key, 1))
d = {1: 1, 2: 2, 3: 3}
del d[3]
print(d.popitem(), d.popitem(), d)
d[7] = 1
d[8] = 2
del d[8]
d[9] = 3
print(d, list(reversed(d)), d.popitem(), len(d))


class Counted:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter("ab")

    def __length_hint__(self):
        if isinstance(self.hint, type):
            raise self.hint("from the hint")
        return self.hint


for hint in (1, 100, -1, "a", NotImplemented, TypeError, ValueError, True):
    try:
        print(list(Counted(hint)), [*Counted(hint)])
    except Exception as error:
        print(type(error).__name__, error)
for call in ("min(1, 2, key=None, default=2, foo=3)", "max(1, a=1, b=2, c=3)", "min(foo=1)", "min(1, 2, foo=3)",
             "sorted([1], key=None, reverse=True, foo=1)", "max([], default=5, key=len)", "ImportError('a', nam='x')",
             "NameError('a', nam='x')", "AttributeError('a', objs=1)", "ImportError('a', zzzzzz=1)"):
    try:
        print(call, "->", eval(call))
    except Exception as error:
        print(call, "!", type(error).__name__, error)
