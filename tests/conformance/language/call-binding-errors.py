def f(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f(1, c=9, d=1, a=3))
for c in ['f()', 'f(1)', 'f(d=1)', 'f(1, b=2, d=1)', 'f(1, 2, 3, c=4, d=5)', 'f(1, d=1, d=2)', 'f(*[1, 2], **{"d": 1})', 'f(*"ab", d=0, *"c")', 'f(**{"d": 1}, a=1)', 'f(1, **{"d": 1, "c": 2}, e=3)', 'f(1, d=1, **{"d": 2})', 'f(1, *5, d=1)', 'f(1, **5)', 'f(1, **{5: 1})', 'g()', 'g(1)', 'g(1, 2)', 'g(1, 2, 3)', 'g(y=1)', 'g(x=1, y=2, z=3)', 'g(1, y=2, x=3)', 'h(1)', 'h(k=1)', 'h()', 'h(1, 2, k=1)', 'i(1, 2)', 'i(x=1)', 'A(1)', 'A.m()', 'A().m(1)', 'A().n()', 'A.n()', 'A.s(1)', 'A.c(1)', 'A().c(1)', 'l()', 'l(1)', 'j(1, 2, 3)', 'j(a=1)', 'j(1, 2, 3, 4, 5)', 'k(1, 2, 3, x=1, y=2)']:
    def g(x, y): return x, y
    def h(*, k): return k
    def i(): return 1
    def j(a, b=1, c=2): return a, b, c
    def k(a, *, x): return 1
    l = lambda: 5
    class A:
        def m(self): return 'm'
        def n(self, x): pass
        @staticmethod
        def s(): pass
        @classmethod
        def c(cls): pass
    try: print(c, eval(c))
    except Exception as e: print(c, type(e).__name__, e)
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount, f.__code__.co_flags & 12)
f.__defaults__ = (1, 2, 3); f.__kwdefaults__ = {'d': 0}; print(f())
f.__name__ = 'renamed'; print(f.__name__, f.__qualname__)
try: f.__name__ = 5
except TypeError as e: print(e)
try: f.__defaults__ = 5
except TypeError as e: print(e)
try: f.__code__ = 5
except TypeError as e: print(e)
def q(): pass
q.__code__ = (lambda: 'swapped').__code__; print(q())
def deco(fn):
    @functools.wraps(fn)
    def w(*a, **k): print('call', fn.__name__); return fn(*a, **k)
    return w
@deco
@deco
def add(a, b): "doc"; return a + b
print(add(1, 2), add.__name__, add.__doc__, add.__wrapped__.__name__)
def gen_deco(n):
    def d(f): return lambda *a: [f(*a)] * n
    return d
@gen_deco(2)
def x(): return 1
print(x())
@(lambda f: 5)
def y(): pass
print(y)
def ann(a: int, b: 'str' = 'x', *c: float, d: list[int] = [], **e: dict) -> 'ret': pass
print(ann.__annotations__)
def big(a0,a1,a2,a3,a4,a5,a6,a7,a8,a9,b0=0,b1=1,b2=2,b3=3): return a9 + b3
print(big(*range(10)), big(*range(14)))
print((lambda *a, **k: (a, k))(*(), **{}), (lambda a, b=1, *c, d=2, **e: (a, b, c, d, e))(0, 1, 2, d=3, f=4))
def defaults(n=[]): n.append(1); return len(n)
print(defaults(), defaults(), defaults([]))
def ret(): return
print(ret(), (lambda: None)())
def multi(): return 1, *[2, 3]
print(multi())
def kwonly(*, a=1, b): return a, b
print(kwonly(b=2))
