import types, functools
def f():
    "doc of f"
def g():
    "doc of g"
f.__code__, g.__code__ = g.__code__, f.__code__
print(f.__doc__, g.__doc__)
h = types.FunctionType(g.__code__, {})
print(h.__doc__)
def k(): "only"
k.__doc__ = None
print(k.__doc__)
del f.__doc__
print(f.__doc__)
@functools.wraps(g)
def w(): pass
print(w.__doc__)
l = lambda: 0
print(l.__doc__)
class C:
    def m(self):
        """method"""
print(C.m.__doc__, C().m.__doc__)
