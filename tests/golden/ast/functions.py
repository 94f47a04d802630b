def f(): pass
def f(a, b=1, /, c=2, *d, e, f=3, **g): return a
def f(*, a): return
def f(a: int, *b: str, c: float = 1.0, **d: bytes) -> None: ...
def f(*args: *Ts): pass
@a
@b.c(1)
def f():
    """doc"""
    def g():
        nonlocal x, y
        global z
        yield
        yield 1, 2
        x = yield from g()
        return *a, b
lambda: 1
lambda a, /, b=1, *c, d, e=2, **f: (a, b)
lambda *a: lambda **b: a
