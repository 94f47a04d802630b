def g(n):
    x = yield n
    yield from x
    return 1
