def m(x):
    match x:
        case 0 | 1: return 'small'
        case -1 | 1.5 | 1+2j: return 'num'
        case 'a' | b'b': return 'str'
        case None | True: return 'single'
        case []: return 'empty'
        case [x]: return ('one', x)
        case [1, *rest]: return ('1rest', rest)
        case (a, b) if a == b: return ('eq', a)
        case [a, *_, b]: return ('ab', a, b)
        case {'k': v, **rest}: return ('k', v, rest)
        case {}: return 'map'
        case int(n) | float(n): return ('n', n)
        case str() as s if len(s) > 3: return ('long', s)
        case str(s): return ('s', s)
        case P(x=1, y=yy): return ('P1', yy)
        case P(a, b): return ('P', a, b)
        case E.RED: return 'red'
        case type(): return 'type'
        case _: return 'other'
import enum
class E(enum.Enum): RED = 1
class P:
    __match_args__ = ('x', 'y')
    def __init__(s, x, y): s.x = x; s.y = y
for v in [0, 1, True, False, -1, 1.5, 1+2j, 'a', b'b', None, [], [5], (1, 2, 3), [4, 4], [3, 4, 5], {'k': 1, 'z': 2}, {'q': 1}, 7, 2.5, 'hello', 'hi', P(1, 2), P(3, 4), E.RED, int, set(), range(2), b'xyz', bytearray(b'a'), iter([])]:
    print(m(v))
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def f1():
    match P(1, 2):
        case P(1, 2, 3): pass
def f2():
    match 5:
        case len(): pass
def f3():
    match P(1,2):
        case P(1, x=1): pass
class Q: __match_args__ = ['x']
def f5():
    match Q():
        case Q(1): pass
class R: __match_args__ = (1,)
def f6():
    match R():
        case R(1): pass
class S: pass
def f7():
    match S():
        case S(1): pass
def f8():
    match 5:
        case int(1, 2): pass
for f in [f1, f2, f3, f5, f6, f7, f8]: t(f)
match 1, 2:
    case x, y: print(x, y)
match (z := 5):
    case 5: print(z)
match = 3; case = 4; type = 5; _ = 6
print(match, case, type, _)
match [1, [2, {'a': (3, 4)}]]:
    case [a, [b, {'a': [c, d]}]]: print(a, b, c, d)
match {'x': None}:
    case {'x': None}: print('none')
match 'abc':
    case [*_]: print('seq')
    case _: print('no')
x = [1,2]
match x:
    case [y] | [y, _]: print(y)
match 3:
    case int() as n if n > 5: print('no')
    case n: print('n', n)
print(n)
