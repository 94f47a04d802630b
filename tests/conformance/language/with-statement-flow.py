class C:
    def __init__(s, n, sup=False, ee=None): s.n = n; s.sup = sup; s.ee = ee
    def __enter__(s):
        print('enter', s.n)
        if s.ee: raise s.ee
        return s.n
    def __exit__(s, t, v, tb): print('exit', s.n, t and t.__name__, v, tb is not None); return s.sup
with C(1) as a, C(2) as b: print(a, b)
with C(1, True), C(2): raise ValueError('x')
try:
    with C(1), C(2, ee=KeyError('e')): pass
except KeyError as e: print(repr(e))
def f():
    for i in range(3):
        with C(i):
            if i == 0: continue
            if i == 1: return 'r'
print(f())
with C('t') as (x): pass
with C((1, 2)) as (x, y): print(x, y)
class N: pass
for o in [N(), 5]:
    try:
        with o: pass
    except TypeError as e: print(e)
class M:
    def __enter__(s): pass
try:
    with M(): pass
except TypeError as e: print(e)
class I:
    def __enter__(s): return s
    def __exit__(s, *a): raise KeyError('exit')
try:
    with I(): raise ValueError('v')
except KeyError as e: print(repr(e.__context__))
a = [0]
with C(5) as a[0]: print(a)
def g():
    with C('gen'):
        yield 1
        yield 2
x = g(); next(x); x.close()
from contextlib import contextmanager, suppress, ExitStack, closing, nullcontext, redirect_stdout
@contextmanager
def cm(v):
    print('before')
    try: yield v
    except ValueError as e: print('caught', e)
    finally: print('after')
with cm(3) as q: print(q)
with cm(4): raise ValueError('in')
try:
    with cm(5): raise KeyError('k')
except KeyError as e: print(repr(e))
with suppress(ZeroDivisionError): 1/0
with ExitStack() as st:
    st.enter_context(C('s')); st.callback(print, 'cb')
@cm(9)
def deco(): print('deco')
deco()
