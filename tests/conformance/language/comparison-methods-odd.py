class A:
    def __init__(s, v): s.v = v
    def __lt__(s, o): print('lt'); return s.v < o.v
    def __eq__(s, o): print('eq'); return s.v == o.v
print(A(1) < A(2), A(1) > A(2), A(1) == A(1), A(1) != A(1))
try: A(1) <= A(2)
except TypeError as e: print(e)
try: hash(A(1))
except TypeError as e: print(e)
print(A.__hash__, sorted([A(2), A(1)])[0].v, [A(1)] == [A(1)], A(1) in [A(1)])
class B:
    def __eq__(s, o): return NotImplemented
    def __ne__(s, o): return 'ne'
print(B() == 1, B() != 1, B() == B())
class C(int):
    def __lt__(s, o): print('C.lt'); return True
    def __gt__(s, o): print('C.gt'); return 'g'
print(1 < C(2), C(1) < 2, max(C(1), C(2)))
class D:
    __hash__ = None
try: {D()}
except TypeError as e: print(e)
class E:
    __lt__ = None
try: E() < 1
except TypeError as e: print(e)
class F:
    __iter__ = None
    __contains__ = None
    __len__ = None
for f in [lambda: iter(F()), lambda: 1 in F(), lambda: len(F()), lambda: reversed(F()), lambda: list(F())]:
    try: f()
    except TypeError as e: print(e)
