class S:
    def __getitem__(s, i):
        if isinstance(i, int):
            if i > 3: raise IndexError
            return i * 2
        return i
    def __len__(s): return 4
print(list(S()), 4 in S(), 5 in S(), list(reversed(S())), S()[1:2], S()[1:2, ...], S()[::], S()[()], [*S()], max(S()))
a, *b = S(); print(a, b)
class M:
    def __getitem__(s, k): print('get', k); return 1
    def __setitem__(s, k, v): print('set', k, v)
    def __delitem__(s, k): print('del', k)
m = M(); m[1] += 2; m[1:2] = 3; del m[1, 2]; del m[:]; m[...] = m['a']
class K:
    def keys(s): return ['a', 'b']
    def __getitem__(s, k): return k * 2
print(dict(K()), {**K()}, (lambda **k: k)(**K()))
class D(dict):
    def __missing__(s, k): print('missing', k); return 'M'
d = D(a=1); print(d['a'], d['z'], d.get('z'), 'z' in d, d)
class L(list):
    def __getitem__(s, i): return 'L'
    def __iter__(s): return iter('it')
l = L([1,2]); print(l[0], list(l), l, [*l], tuple(l), sorted(l), len(l), l + [3], type(l + [3]), l == [1, 2], l[:])
class I:
    def __init__(s): s.n = 0
    def __iter__(s): return s
    def __next__(s):
        s.n += 1
        if s.n > 3: raise StopIteration
        return s.n
print(list(I()), sum(I()), dict(zip(I(), I())), 2 in I(), max(I()))
class LH:
    def __iter__(s): return iter([1])
    def __length_hint__(s): return 5
print(list(LH()))
class Ctx:
    def __enter__(s): print('enter'); return 'v'
    def __exit__(s, *a): print('exit', a[0], a[1]); return True
with Ctx() as v: print(v); 1/0
with Ctx() as v, Ctx(): pass
with (Ctx() as a, Ctx() as b): raise KeyError
class Call:
    def __call__(s, *a, **k): return a, k
print(Call()(1, x=2), callable(Call()))
