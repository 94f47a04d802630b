# Iterators over what was changed cannot be reduced; the others tell how they are made again.
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
d = {1: 1, 2: 2, 3: 3}
it = iter(d); next(it); d[4] = 4
attempt(lambda: it.__reduce__()[1])
attempt(lambda: next(it))
s = {1, 2, 3}
it2 = iter(s); next(it2); s.add(9)
attempt(lambda: it2.__reduce__()[1])
attempt(lambda: next(it2))
for made in (reversed((1, 2)), zip([1], [2], strict=True), zip([1]), enumerate("ab"), map(abs, [1]), filter(None, [1]), range(3), reversed([1]), iter(range(3))):
    reduced = made.__reduce__()
    print(type(made).__name__, len(reduced), reduced[0].__name__, len(reduced[1]), reduced[2:])
