class D:
    def __init__(self, n): self.n = n
    def __get__(self, o, t=None): print('get', self.n, o is None, t and t.__name__); return 5
    def __set__(self, o, v): print('set', self.n, v)
    def __delete__(self, o): print('del', self.n)
    def __set_name__(self, o, n): print('name', o.__name__, n)
class N:
    def __get__(self, o, t): return 'nondata'
class A:
    d = D('d'); n = N()
a = A(); a.d; A.d; a.d = 1; del a.d; print(a.n); a.n = 5; print(a.n, A.n, a.__dict__)
a.__dict__['d'] = 9; print(a.d)
A.d = 6; print(A.d, a.d)
class P:
    @property
    def x(self): "doc x"; return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): del self._x
    y = property(lambda s: 3)
    z = property()
p = P(); p.x = 4; print(p.x); del p.x
for f in [lambda: p.x, lambda: setattr(p, 'y', 1), lambda: delattr(p, 'y'), lambda: p.z, lambda: setattr(p,'z',1), lambda: P.y.fget(p), lambda: P.x.__doc__, lambda: P.y.__get__(p), lambda: property(1).fget, lambda: property(None, None, None, 'doc').__doc__, lambda: P.x.getter(lambda s: 7).__get__(p), lambda: P.x.__name__, lambda: P.y.__name__, lambda: P.x.__set__(p, 3), lambda: P.x.__isabstractmethod__]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class C:
    @classmethod
    def c(cls, *a): return cls.__name__, a
    @staticmethod
    def s(*a): return a
    f = classmethod(lambda cls: cls)
class S(C): pass
print(C.c(1), C().c(2), S.c(), C.s(1), S().s(), S.f.__func__.__name__)
print(C.__dict__['c'].__func__.__name__, C.__dict__['s'].__wrapped__ is C.s, C.__dict__['s'](3))
print(staticmethod(len)('abc'))
try: classmethod(5).__get__(None, int)()
except TypeError as e: print(e)
