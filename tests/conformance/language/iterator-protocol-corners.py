class I:
    def __init__(s, n): s.i = 0; s.n = n
    def __iter__(s): return s
    def __next__(s):
        if s.i >= s.n: raise StopIteration('done')
        s.i += 1; return s.i
it = I(2); print(next(it), next(it), next(it, 'default'))
try: next(it)
except StopIteration as e: print(e.value, e.args)
class NoNext:
    def __iter__(self): return self
try: iter(NoNext())
except TypeError as e: print(e)
try: next(NoNext())
except TypeError as e: print(e)
class BadIter:
    def __iter__(self): return 5
for f in [iter, list, lambda x: [*x], lambda x: max(x), lambda x: 1 in x, lambda x: dict(x), lambda x: (a for a in x), set, lambda x: print(*x), tuple, sum, lambda x: zip(x), enumerate, lambda x: map(str, x), sorted, lambda x: ''.join(x), lambda x: [].extend(x), any, reversed, lambda x: {**x}, frozenset, lambda x: [1][:] + x, next, lambda x: dict.fromkeys(x), lambda x: set().union(x), lambda x: 'a'.startswith(x), lambda x: [][x]]:
    try: f(BadIter()); print('ok')
    except TypeError as e: print(e)
class Raises:
    def __iter__(self): return self
    def __next__(self): raise ValueError('in next')
for f in [list, sum, max, lambda x: 1 in x, lambda x: [*x], lambda x: next(x, 5), tuple, set, sorted, lambda x: a_ if 0 else dict(x), any, lambda x: ','.join(x), lambda x: next(zip(x)), lambda x: next(map(str, x)), lambda x: next(enumerate(x))]:
    try: f(Raises())
    except ValueError as e: print(e)
class Seq:
    def __getitem__(self, i):
        if i > 2: raise StopIteration
        return i
print(list(Seq()))
class Seq2:
    def __getitem__(self, i):
        if i > 1: raise KeyError('k')
        return i
try: print(list(Seq2()))
except KeyError as e: print(repr(e))
it = iter([1, 2, 3]); print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), list(it), it.__length_hint__())
it = iter(range(5)); next(it); print(list(it)); print(list(iter('abc')), list(iter(b'ab')), list(iter({'a': 1})))
l = [1, 2]; it = iter(l); next(it); next(it); l.append(3); print(list(it)); l.append(4); print(list(it))
import itertools
c = itertools.count(); print(next(c), next(c)); cy = itertools.cycle('ab'); print([next(cy) for _ in range(5)]); r = itertools.repeat(5, 2); print(list(r)); a, b = itertools.tee([1, 2]); print(list(a), list(b))
x = iter(lambda s=[3, 2, 1, 0]: s.pop(0), 0); print(list(x))
print([*map(str, [1, 2])], {**{'a': 1}, **dict(b=2)}, (*range(2), *'ab'), {*'aa'})
z = zip([1, 2], iter([3])); print(next(z)); print(next(z, 'end'))
e = enumerate('ab', 1); print(next(e), e.__next__()); f = filter(None, [0, 1]); print(next(f), list(f))
print(list(reversed(range(1, 10, 3))), list(reversed('abc')), list(reversed({'a': 1, 'b': 2})))
class Rev:
    def __reversed__(self): return iter('rev')
    def __len__(self): return 2
    def __getitem__(self, i): return i
print(list(reversed(Rev())))
