print(sorted([3, 1, 2], key=lambda x: (x % 2, x)), sorted('bca', reverse=True), sorted([(1, 'b'), (1, 'a'), (0, 'z')]), sorted([True, 0, 2.5, -1]), sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1]))
class K:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
    def __repr__(s): return f'K{s.v}'
print(sorted([K(3), K(1), K(2)]), min(K(3), K(1)), max([K(3), K(1)], key=lambda k: -k.v), sorted([K(1), K(1)], reverse=True))
l = [5, 2, 9]; print(l.sort(), l); l.sort(reverse=True); print(l); l.sort(key=str); print(l)
def bad(x):
    l.append(1); return x
try: l.sort(key=bad); print(l)
except ValueError as e: print(e)
try: [3, 'a', 1].sort()
except TypeError as e: print(e)
try: [1, 2].sort(key=lambda: 0)
except TypeError as e: print(e)
print(sorted(range(100), key=lambda x: x % 7)[:20], sorted([0.0, -0.0, 0]), sorted([[1, 2], [1], []]), sorted(['a', 'B', 'c'], key=str.casefold))
print(list(map(lambda *a: a, [1, 2], 'ab')), list(filter(str.isalpha, 'a1b')), list(zip(*[(1, 2), (3, 4)])), dict(enumerate('ab')), list(reversed([1, 2, 3])), sum(map(int, '123')), max(map(len, ['a', 'bbb'])), any(x > 2 for x in [1, 3]), all([]), list(zip('ab', range(5), [1])))
