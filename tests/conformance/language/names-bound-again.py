# Globals that are bound again, deleted between, and bound by a namespace of another type.
class D(dict):
    def __setitem__(self, k, v):
        print("set", k); super().__setitem__(k, v)
d = D()
exec("x = 1\nx = 2\ndef f():\n    global y\n    y = 3\nf()\nprint(x, y)", d)
ns = {}
exec("a = 1\nfor i in range(3):\n    a = i\n    if i == 1:\n        del a\n        b = 5\nprint(a, b, i)", ns)
def g():
    global q, len
    for q in range(5):
        if q == 3: del q; len = lambda x: "mine"
    return q
print(g(), len([1]))
del len
print(len([1]))
class A:
    def __del__(self): 
        global z
        z = "dead"
z = A()
z = 1
print(z)
for z in [A(), A(), 7]: pass
print(z)
import sys
m = sys.modules[__name__]
m.z = 10; print(z)
z = 11; print(m.z, vars(m)["z"], globals()["z"])
exec("c = 1\nglobals().clear()\nc = 2\nd = 3\nprint(c, d)", {})
