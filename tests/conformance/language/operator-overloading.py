class V:
    def __init__(s, n): s.n = n
    def __repr__(s): return f'V({s.n})'
for o in 'add sub mul truediv floordiv mod pow matmul and or xor lshift rshift divmod'.split():
    exec(f'''
def f(s, o): print('{o}', s, o); return NotImplemented if o == 'no' else V('{o}')
def r(s, o): print('r{o}', s, o); return V('r{o}')
def i(s, o): print('i{o}', s, o); return s if o != 'ni' else NotImplemented
V.__{o}__ = f; V.__r{o}__ = r
if '{o}' != 'divmod': V.__i{o}__ = i
''')
import operator
a = V(1)
print(a + 1, 1 + a, a @ 2, 2 @ a, a ** 2, 2 ** a, divmod(a, 3), divmod(3, a), a // 1, 1 << a)
a += 1; a -= 'ni'; a **= 2; a @= 3; a <<= 1; print(a)
try: a + 'no'
except TypeError as e: print(e)
try: a += 'ni'; print(a)
except TypeError as e: print(e)
print(V(1) + V(2))
class W(V):
    def __radd__(s, o): print('W radd'); return 5
print(V(1) + W(2))
class U:
    def __neg__(s): return 'neg'
    def __pos__(s): return 'pos'
    def __invert__(s): return 'inv'
    def __abs__(s): return 'abs'
    def __round__(s, n=None): return ('round', n)
    def __trunc__(s): return 7
    def __floor__(s): return 8
    def __ceil__(s): return 9
    def __index__(s): return 3
    def __float__(s): return 2.5
    def __bool__(s): return False
    def __len__(s): return 4
    def __hash__(s): return 99
    def __int__(s): return 12
u = U()
import math
print(-u, +u, ~u, abs(u), round(u), round(u, 2), int(u), math.floor(u), math.ceil(u), math.trunc(u), [1,2,3,4][u], complex(u), float(u), bool(u), len(u), hash(u), hex(u), range(u), 'a' * 3, bytes(u), chr(U()+0) if 0 else '')
class Bad:
    def __len__(s): return -1
    def __bool__(s): return 1
    def __hash__(s): return 'a'
    def __index__(s): return 'x'
    def __int__(s): return 'x'
    def __float__(s): return 1
    def __str__(s): return 5
    def __repr__(s): return 5
    def __bytes__(s): return 5
    def __format__(s, f): return 5
    def __iter__(s): return 5
    def __contains__(s, x): return 'yes'
    def __dir__(s): return 5
    def __reversed__(s): return 5
    def __eq__(s, o): return 'eq'
    def __length_hint__(s): return 'a'
b = Bad()
for f in [len, bool, hash, int, float, str, repr, bytes, format, iter, lambda x: 5 in x, complex, dir, reversed, lambda x: x == 1, lambda x: x != 1, hex, lambda x: [1][x], lambda x: f'{x}', lambda x: '%s' % x, lambda x: '%d' % x, list, lambda x: [*x], lambda x: range(x), lambda x: [1] * x, lambda x: 'a'.center(x)]:
    try: print(f(b))
    except Exception as e: print(type(e).__name__, e)
