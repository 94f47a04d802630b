def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(100))
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
print(ack(2, 3))
def depth(n):
    try: return depth(n + 1)
    except RecursionError: return n
print(depth(0) > 900)
class R:
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __getattr__(self, n): return getattr(self, n)
    def __hash__(self): return hash(self)
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __add__(self, o): return self + o
    def __iter__(self): return iter(self)
    def __contains__(self, x): return x in self
    def __call__(self): return self()
    def __str__(self): return str(self)
    def __lt__(self, o): return self < o
    def __getitem__(self, i): return self[i]
r = R()
for f in [repr, lambda r: r == 1, lambda r: r.x, hash, len, bool, lambda r: r + 1, iter, lambda r: 1 in r, lambda r: r(), str, lambda r: r < 1, lambda r: r[0], lambda r: f'{r}', lambda r: '%s' % r, lambda r: [r] == [R()], lambda r: {r: 1}, lambda r: sorted([r, R()]), print]:
    try: f(r)
    except RecursionError as e: print('RecursionError')
l = []; l.append(l); print(l, repr(l)); d = {}; d['d'] = d; print(d); t = ([],); t[0].append(t); print(t)
m = []; m.append(m)
try: print(l == m)
except RecursionError as e: print(e)
s = set(); 
class N: pass
n = N(); n.n = n; print(n.n.n is n)
import copy
print(copy.deepcopy(l))
from collections import deque, OrderedDict
q = deque(); q.append(q); print(q)
