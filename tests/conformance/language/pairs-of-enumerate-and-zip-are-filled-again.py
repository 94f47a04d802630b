import gc, weakref
class A:
    def __init__(s, n): s.n = n
    def __del__(s): print("del", s.n)
def f():
    for i, a in enumerate([A(k) for k in range(3)]):
        print(i, a.n)
    e = enumerate(A(k) for k in range(3))
    kept = next(e)
    print(kept[0], next(e)[0], next(e)[0], kept[1].n)
    z = zip("ab", "cd")
    a = next(z); b = next(z)
    print(a, b, list(zip("abc", range(2))), list(zip(range(2), "abc")))
    try: list(zip("ab", "c", strict=True))
    except ValueError as err: print(err)
    try: list(zip("a", "cd", strict=True))
    except ValueError as err: print(err)
    print([p for p in zip([1,2],[3,4])], [id(p) == id(q) for p, q in zip(zip([1,2],[3,4]), zip([1],[2]))])
    s = set()
    for p in enumerate("xyz"): s.add(p)
    print(sorted(s), str(5), str(b"a", "ascii"), int("7"), type(3), str(), tuple(), list("ab"), dict(a=1))
    print("a b\u2003c\td".split(), " x\x1cy ".split(), "héllo wörld ".split(), "abc".startswith(""), "".endswith(""), "abc".find("c"), "héé".rfind("é"), "aXbX".count("X"))
f()
