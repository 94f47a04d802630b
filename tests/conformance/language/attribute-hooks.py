class A:
    x = 1
    def __getattr__(self, n):
        if n == 'bad': raise AttributeError('custom')
        return 'ga ' + n
    def __getattribute__(self, n):
        if n == 'skip': raise AttributeError(n)
        return object.__getattribute__(self, n)
    def __setattr__(self, n, v): print('set', n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('del', n); super().__delattr__(n)
a = A(); print(a.x, a.y, a.skip); a.z = 5; print(a.z); del a.z; print(a.z)
try: a.bad
except AttributeError as e: print(e)
try: del a.q
except AttributeError as e: print(e)
print(getattr(a, 'bad', 'dflt'), hasattr(a, 'bad'))
class B:
    def __getattribute__(self, n): raise KeyError(n)
try: B().x
except KeyError as e: print(repr(e))
try: hasattr(B(), 'x')
except KeyError as e: print(repr(e))
class C: pass
c = C()
for f in [lambda: c.x, lambda: C.x, lambda: setattr(c, '__class__', 5), lambda: setattr(c, '__dict__', 5), lambda: delattr(c, 'x'), lambda: setattr(c, '__class__', int), lambda: C.__name__, lambda: setattr(C, '__name__', 5), lambda: setattr(C, '__bases__', 5), lambda: delattr(C, '__name__'), lambda: setattr(int, 'x', 5), lambda: c.__dict__, lambda: C.__dict__['__module__'], lambda: delattr(C, '__module__'), lambda: C.__weakref__]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class D: y = 2
c.__class__ = D; print(c.y, type(c)); c.__dict__ = {'q': 1}; print(c.q)
C.__name__ = 'Z'; print(C); C.__qualname__ = 'Q'; print(C.__qualname__)
