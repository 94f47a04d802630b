class A:
    __slots__ = ('x', 'y')
    def __init__(s): s.x = 1
a = A(); print(a.x)
for f in [lambda: a.y, lambda: setattr(a, 'z', 1), lambda: a.__dict__, lambda: A.x, lambda: delattr(a, 'y'), lambda: A.__slots__, lambda: A.x.__get__(5), lambda: A.x.__set__(a, 9), lambda: a.x]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class B(A): pass
b = B(); b.z = 5; print(b.x, b.z, b.__dict__)
class C(A): __slots__ = ['w', '__dict__']
c = C(); c.q = 1; c.w = 2; print(c.__dict__, c.w)
for src in ["class D: __slots__ = ('x',); x = 1", "class D: __slots__ = ('1a',)", "class D: __slots__ = 5", "class D: __slots__ = (5,)", "class D(int): __slots__ = ('x',)", "class D: __slots__ = 'abc'\nprint(D.abc)", "class E: __slots__=('a',)\nclass F: __slots__=('b',)\nclass G(E, F): pass", "class D(A): __slots__ = ('__dict__', '__dict__')", "class D: __slots__ = {'a': 'doc'}\nprint(D.a.__doc__)", "class D: __slots__ = ('__p',)\nD().__p", "class D(tuple): __slots__ = ()\nprint(D((1,)))"]:
    try: exec(src)
    except Exception as e: print(type(e).__name__, e)
class X: __slots__ = ('a',)
class Y: __slots__ = ('b',)
x = X()
try: x.__class__ = Y
except TypeError as e: print(e)
