class A:
    def __new__(cls, *a, **k): print('new', a, k); return super().__new__(cls)
    def __init__(self, *a, **k): print('init', a, k)
A(1, x=2)
class B:
    def __new__(cls): return 5
    def __init__(self): print('never')
print(B())
class C:
    def __init__(self): return 5
try: C()
except TypeError as e: print(e)
class D:
    def __new__(cls, x): return object.__new__(cls, x)
try: D(1)
except TypeError as e: print(e)
class E: pass
for f in [lambda: E(1), lambda: E(x=1), lambda: object.__new__(E, 1), lambda: object.__init__(E(), 1), lambda: E.__new__(), lambda: E.__new__(int), lambda: int.__new__(E), lambda: E.__init__()]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
t = T(1, 2); t.x = 5; print(t, t.x, type(t), t + (1,), t[0])
class I(int):
    def __new__(cls, v=0): return super().__new__(cls, v * 2)
    def __repr__(s): return f'I({int(s)})'
    __str__ = __repr__
print(I(5), I(5) + 1, type(I(5) + 1), I(), {I(1): 2}[2], f'{I(3)}', f'{I(3):d}', '%d %s' % (I(3), I(3)), I(2) ** 2, -I(1), int(I(4)), [0]*I(1), hash(I(1)))
class S(str):
    def upper(s): return 'UP'
s = S('ab'); s.z = 1; print(s, s.upper(), s + 'c', type(s + 'c'), s[0], s == 'ab', hash(s) == hash('ab'), {s: 1}['ab'], repr(s), type(s.lower()), len(s), 'a' in s, type(str(s)), f'{s:>5}', s.join(['x', 'y']), '%s' % s)
class F(float): pass
f = F(1.5); print(f, f + 1, type(f * 2), repr(f), f == 1.5, int(f), round(f))
class By(bytes): pass
print(By(b'ab'), By(b'ab')[0], By(b'a') + b'b')
class Se(set): pass
print(Se([1]), Se([1]) | {2}, type(Se([1]) | {2}), Se([1]) == {1}, type(Se([1]).copy()))
class Di(dict): pass
print(Di(a=1), Di(a=1) == {'a': 1}, type(Di(a=1) | {}), type(Di().copy()))
class Li(list): pass
print(Li([1]), Li([1]) + [2], type(Li([1])[:]), type(Li([1]) * 2), Li('ab'))
class Ex(ValueError):
    def __init__(s, a, b): super().__init__(a); s.b = b
    def __str__(s): return 'Ex!'
e = Ex(1, 2); print(repr(e), str(e), e.args, e.b)
class Ob(object):
    def __repr__(s): return 'Ob'
    def __format__(s, sp): return 'fmt:' + sp
print(f'{Ob()}', f'{Ob():abc}', f'{Ob()!r:>5}', str(Ob()), [Ob()], '%s %r' % (Ob(), Ob()), format(Ob(), 'q'))
