from collections import *
d = deque([1, 2, 3], 3); d.append(4); d.appendleft(0); print(d, d.maxlen, d[0], d[-1], d.pop(), d.popleft(), len(d), list(reversed(d)))
d = deque('abcd'); d.rotate(1); print(d); d.rotate(-2); print(d, d.count('a'), d.index('c'), 'a' in d); d.extend('xy'); d.extendleft('12'); d.remove('x'); d.insert(1, 'I'); d.reverse(); print(d, d.copy() == d, d + deque('z'), d * 2 == d + d, d < deque('z')); del d[0]; d[0] = 'q'; print(d)
for f in [lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque(5), lambda: deque([1], -1), lambda: deque([1], 'a'), lambda: deque([1, 2]).remove(5), lambda: deque([1]).index(2), lambda: deque([1], 1).insert(0, 2), lambda: deque([1])[0:1], lambda: hash(deque()), lambda: deque([1]) + [1], lambda: deque([1]) == [1], lambda: bool(deque()), lambda: deque([deque([1])]), lambda: deque(maxlen=2), lambda: deque([1,2,3], maxlen=0)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
P = namedtuple('P', 'x y'); p = P(1, y=2); print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=5), P._make([3, 4]), p == (1, 2), tuple(p), p + (3,), hash(p) == hash((1, 2)), P.__doc__, P._field_defaults)
for f in [lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: namedtuple('A', 'a a'), lambda: namedtuple('A', 'a class'), lambda: namedtuple('1', 'a'), lambda: namedtuple('A', '_a'), lambda: namedtuple('A', 'a class', rename=True)._fields, lambda: namedtuple('A', ['x', 'y'], defaults=[1])(0), lambda: p._replace(z=1), lambda: setattr(p, 'x', 1), lambda: P._make([1]), lambda: p.z, lambda: namedtuple('Q', 'a, b')(1, 2), lambda: namedtuple('Q', '')(), lambda: P.x, lambda: P.__new__.__defaults__]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
o = OrderedDict([('a', 1), ('b', 2)]); o.move_to_end('a'); print(o, list(o), o.popitem(last=False), o == {'a': 1}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), list(reversed(OrderedDict(a=1, b=2)))); o['z'] = 1; print(o, o.pop('z'), o.setdefault('q', 5), o.copy(), OrderedDict.fromkeys('ab'), o | {'n': 1})
try: o.move_to_end('nope')
except KeyError as e: print(e)
try: OrderedDict().popitem()
except KeyError as e: print(e)
dd = defaultdict(list, a=[0]); dd['x'].append(1); print(dd, dd['y'], len(dd), dd.default_factory, dd.get('none'), dd.copy(), dd | {'q': 1})
try: defaultdict()['x']
except KeyError as e: print(repr(e))
try: defaultdict(5)
except TypeError as e: print(e)
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], sorted(c.elements())[:3], c.total(), c + Counter('ab'), c - Counter('aaaa'), c & Counter('ab'), c | Counter('zz'), +Counter(a=-1), -Counter(a=-1), Counter(a=1) < Counter(a=2), Counter({'a': 3})); c.update('aa'); c.subtract('bb'); print(c); del c['a']; print(c, Counter(a=1) == Counter(a=1, b=0))
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(cm, cm['a'], cm['b'], list(cm), len(cm), cm.new_child({'z': 1})['z'], cm.parents, cm.maps); cm['q'] = 5; print(cm.maps[0])
class UD(UserDict): pass
print(UD(a=1), UserList([1]) + [2], UserString('a') + 'b')
from collections.abc import *
print(isinstance([], Sequence), isinstance({}, Mapping), isinstance(5, Hashable), isinstance(len, Callable), isinstance(iter([]), Iterator), issubclass(list, MutableSequence), isinstance((x for x in []), Generator), isinstance('', Collection), isinstance(set(), MutableSet), isinstance({}.keys(), KeysView), isinstance(range(1), Sequence), isinstance(b'', ByteString) if 0 else '')
