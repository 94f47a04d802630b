# An __index__, __iter__ or __bool__ changes or releases the very bytes that are being read or written.
import array


class Trick:
    def __init__(self, action, value=0):
        self.action, self.value = action, value

    def __index__(self):
        self.action()
        return self.value

    def __bool__(self):
        self.action()
        return True

    def __iter__(self):
        self.action()
        return iter([b"x", b"y"])


def show(name, call):
    try:
        result = call()
        print(name, type(result).__name__, result if len(repr(result)) < 80 else len(result))
    except Exception as error:
        print(name, type(error).__name__, error)


def view(name, use, value, shape=None):
    m = memoryview(bytearray(b"x" * 3000000))
    if shape:
        m = m.cast("B", shape)
    show(name, lambda: use(m, Trick(m.release, value)))


def store(target, key, value):
    target[key] = value


def delete(target, key):
    del target[key]
    return len(target)


view("item", lambda m, t: m[t], 2999999)
view("two indexes", lambda m, t: m[1, t], 999999, [3, 1000000])
view("store item", lambda m, t: store(m, t, 1), 2999999)
view("store slice", lambda m, t: store(m, slice(t, None), b"1234567890"), 2999990)
view("store iterable", lambda m, t: store(m, slice(2999990, None), t), 0)
view("store list", lambda m, t: store(m, slice(0, 2), [1, 2]), 0)


class Long(list):
    def __iter__(self):
        return iter([1] * 100)


show("cast", lambda: memoryview(b"x").cast("B", Long([1, 1])).shape)


def changed(name, use, value=0, action=bytearray.clear):
    b = bytearray(b"ab cd\t" * 30000)
    show(name, lambda: use(b, Trick(lambda: action(b), value)))
    print(len(b))


for action in bytearray.clear, lambda b: b.__init__(b""), lambda b: b.__init__(b"ab\tab"):
    changed("b store", lambda b, t: store(b, slice(t, 180000), b"123"), 179990, action)
    changed("b delete", lambda b, t: delete(b, slice(t, 180000)), 179990, action)
    changed("b delete step", lambda b, t: delete(b, slice(t, 180000, 2)), 2, action)
    changed("b delete item", lambda b, t: delete(b, t), 179990, action)
    changed("b store item", lambda b, t: store(b, t, 1), 179990, action)
    changed("b store value", lambda b, t: store(b, 179990, t), 5, action)
    changed("b pop", lambda b, t: b.pop(t), 179990, action)
    changed("b item", lambda b, t: b[t], 179990, action)
    changed("b slice", lambda b, t: b[t:], 179990, action)
    changed("b slice back", lambda b, t: b[:t:-1], 1, action)
    changed("b times", lambda b, t: b * t, 2, action)
    changed("b ljust", lambda b, t: b.ljust(t), 10, action)
    changed("b center", lambda b, t: b.center(t), 10, action)
    changed("b zfill", lambda b, t: b.zfill(t), 10, action)
    changed("b expandtabs", lambda b, t: b.expandtabs(t), 4, action)
    changed("b hex", lambda b, t: b.hex(":", t), 2, action)
    changed("b find", lambda b, t: b.find(b"b", t), 3, action)
    changed("b count", lambda b, t: b.count(b"b", 0, t), 170000, action)
    changed("b startswith", lambda b, t: b.startswith(b"b", t), 1, action)
    changed("b replace", lambda b, t: b.replace(b"b", b"cc", t), 1, action)
    changed("b split", lambda b, t: b.split(b"b", t), 1, action)
    changed("b join", lambda b, t: b.join(t), 0, action)


def shortened(name, use, value):
    a = array.array("d", [1.0] * 50000)

    def empty():
        del a[:]

    show(name, lambda: use(a, Trick(empty, value)))
    print(len(a))


shortened("a item", lambda a, t: a[t], 49999)
shortened("a slice", lambda a, t: a[t:], 5)
shortened("a store", lambda a, t: store(a, t, 1.0), 49999)
