g = (x*y for x in range(3) for y in [1, 2] if x)
print(g.__name__, g.__qualname__, list(g), list(g))
try: (x for x in 5)
except TypeError as e: print(e)
x = 5
print(list(x for x in range(x)), x)
def f(): 
    return [i for i in (yield)]
z = f(); next(z)
try: z.send([1,2])
except StopIteration as e: print(e.value)
class A:
    y = 3
    l = [y for _ in range(2)] if False else 0
    m = list(q for q in range(y))
    print(m)
try:
    class B:
        y = 1
        l = [y for _ in range(1)]
except NameError as e: print(e)
print([a for a in range(3)], [(a, b) for a in range(2) for b in range(a+1)])
print([(lambda: v)() for v in range(3)], [f() for f in [lambda: v for v in range(3)]])
print(sum(x for x in [1,2,3]))
