class A:
    def f(self): return 'A.f'
    @classmethod
    def c(cls): return 'A.c', cls.__name__
    @staticmethod
    def s(): return 'A.s'
    @property
    def p(self): return 'A.p'
    x = 'A.x'
class B(A):
    def f(self): return 'B+' + super().f() + super(B, self).f()
    @classmethod
    def c(cls): return super().c()
    @staticmethod
    def s(): return super(B, B).s()
    @property
    def p(self): return 'B+' + super().p
    def g(self): return super().x, super().__class__, super
    def h(self): super().nope
    def i(self):
        def inner(): return super().f()
        try: return inner()
        except RuntimeError as e: return str(e)
    def j(self): return [super().f() for _ in range(1)], __class__.__name__
    def k(): return super().f()
    def l(self, *a): self = 5; return super().f()
b = B(); print(b.f(), b.c(), b.s(), b.p, b.g()[:1], b.i())
for f in [b.h, b.j, B.k, b.l, lambda: super(), lambda: super(int, 'a'), lambda: super(5), lambda: super(int).foo, lambda: repr(super(B, b))[:25], lambda: super(B, b).__self__ is b, lambda: super(B, b).__thisclass__, lambda: super(B, B).f(b), lambda: super(A, b).f, lambda: setattr(super(B, b), 'q', 1)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class X:
    def __init__(s, **k): print('X', k); super().__init__(**k)
class Y(X):
    def __init__(s, y=0, **k): print('Y', y); super().__init__(**k)
class Z(X):
    def __init__(s, z=0, **k): print('Z', z); super().__init__(**k)
class W(Y, Z): pass
W(y=1, z=2)
try: W(q=1)
except TypeError as e: print(e)
print([c.__name__ for c in W.__mro__], W.mro() == list(W.__mro__), W.__base__, W.__bases__)
