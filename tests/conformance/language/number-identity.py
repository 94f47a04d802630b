a = 1000; b = 1000
print(a is b, 257 is int("257"), a is int("1000"), int("5") is 5)
x = int("777"); y = x
print(x is y, id(x) == id(y), int("777") is x)
c = a + 0
print(c is a, c == a, c is c, id(c) == id(a))
n = float("nan"); m = float("nan")
print([n] == [n], [n] == [m], n in [n], n in [m], n == n, n is n, n is m)
l = [n]
print(l == l, l.index(n), l.count(m), {n, m, n} == {n, m}, len({n, m, n}))
d = {1000: "a", 1.5: "b"}
print(d[int("1000")], d[float("1.5")], d[999 + 1], d.get(500 + 500), d[1000.0])
print({1000, int("1000"), 500 + 500})
f = 1.5; g = 1.5
print(f is g, f is float("1.5"), float(f) is f, int(a) is a, abs(a) is a)
p = 250 + 6; q = int("256")
print(p is q, p is 256)
def k(): return 100000000
def j(): return 100000000
print(k() is j(), k() is k())
t = (1, 2); u = (1, 2)
print(t is u, 10**20 is 10**20)
s = "hello world!"; r = "hello world!"
print(s is r, s is "".join(["hello ", "world!"]))
i = 300
for z in (i, 300): print(z is i)
total = 0
for z in range(400): total += 1
w = 0
for z in range(400): w += 1
print(total is w, total == w)
print((1000).__hash__() == hash(1000), 2**10 is 1024, -1000 is -1000)
import math
print(math.nan in [math.nan], math.inf is math.inf, math.pi is math.pi)
import operator
print(operator.is_(a, b), operator.is_not(a, int("1000")), operator.is_(a,int("1000")))
aa = [1000, 2000]; bb = aa[:]
print(aa[0] is bb[0], max(aa) is aa[1])
