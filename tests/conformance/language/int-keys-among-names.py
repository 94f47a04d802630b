# An int that is a name's id is not the name: in instance dictionaries and among globals.
import sys
class A: pass
a = A()
n = sys.intern("attr_of_its_own")
def get(o): return o.attr_of_its_own
def put(o, v): o.attr_of_its_own = v
b = A(); b.attr_of_its_own = 7
print(get(b))
a.__dict__[id(n)] = 5
try: print(get(a))
except AttributeError as e: print(e)
put(b, 8); put(a, 9)
print(a.__dict__ == {id(n): 5, "attr_of_its_own": 9}, b.attr_of_its_own)
g = {id(n): 5}
exec("attr_of_its_own = 1", g)
print(g["attr_of_its_own"], g[id(n)])
