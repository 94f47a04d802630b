class M(type):
    def __new__(m, n, b, ns, **k): print('new', n, sorted(k), [x for x in ns if not x.startswith('__')]); return super().__new__(m, n, b, ns)
    def __init__(c, n, b, ns, **k): print('init', n); super().__init__(n, b, ns)
    def __call__(c, *a): print('call', a); return super().__call__(*a)
    @classmethod
    def __prepare__(m, n, b, **k): print('prep', n, b, k); return {'pre': 1}
    def __getattr__(c, n): return 'meta ' + n
    def __len__(c): return 7
    def __iter__(c): return iter('xyz')
    def __contains__(c, x): return x == 1
    def __getitem__(c, x): return x
    def __instancecheck__(c, o): return o == 5
    def __subclasscheck__(c, o): return o is int
    def __repr__(c): return '<M %s>' % c.__name__
    def __add__(c, o): return 'add'
    def __eq__(c, o): return True
    def __hash__(c): return 1
    def __bool__(c): return False
    @property
    def prop(c): return 'prop'
class A(metaclass=M, kw=1): y = 1
class B(A): pass
print(A.pre, A.foo, len(A), list(A), 1 in A, A['q'], isinstance(5, A), isinstance(A, A), issubclass(int, A), A, A + 1, A == 5, bool(A), A.prop)
A(); print(type(A), type(B), M.__mro__)
try: A().prop
except AttributeError as e: print(e)
class M2(type): pass
try:
    class C(A, metaclass=M2): pass
except TypeError as e: print(e)
try:
    class C(A, int): pass
    print(C.__mro__)
except TypeError as e: print(e)
def f(n, b, d): print('func', n, b); return 5
class X(metaclass=f): pass
print(X)
try:
    class Y(object, metaclass=5): pass
except TypeError as e: print(e)
try:
    class Z(foo=1): pass
except TypeError as e: print(e)
try:
    class Z(A, A): pass
except TypeError as e: print(e)
class P: pass
class Q(P): pass
try:
    class R(P, Q): pass
except TypeError as e: print(e)
try:
    class R(5): pass
except TypeError as e: print(e)
try:
    class R(len): pass
except TypeError as e: print(e)
