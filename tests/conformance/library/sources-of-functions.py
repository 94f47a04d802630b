"""Sources of functions and classes of the program."""

import inspect, functools
# comment above
@functools.lru_cache
def f(x,
      y=1):
    """Doc."""
    if x:
        return y

    # inner comment
    return x
class A:
    # about m
    def m(self):
        return """
text
"""
    def n(self): return 1
    k = lambda self: (
        1 +
        2)
def deco(g):
    @functools.wraps(g)
    def w(*a):
        return g(*a)
    return w
@deco
def h(): pass
sq = lambda x: x * x
print(inspect.getsource(f)); print(inspect.getsource(A)); print(inspect.getsource(A.m)); print(inspect.getsource(A.n)); print(inspect.getsource(A.k)); print(inspect.getsource(h)); print(inspect.getsource(sq)); print(inspect.getsourcelines(A().m)); print(inspect.getcomments(A.m), inspect.getcomments(f.__wrapped__))
def g():
  for i in range(3):
    print(i)
# trailing
  return 5
print(inspect.getsource(g)); print(inspect.getsource(inspect.currentframe())[:20])
for bad in (int, len, 5, print):
    try: inspect.getsource(bad)
    except Exception as e: print(type(e).__name__, e)
exec("def zz(): pass")
try: inspect.getsource(zz)
except Exception as e: print(type(e).__name__, e)
print(inspect.stack()[0].code_context, inspect.stack()[0].index)
try:
    exec(compile("def broken():\n    1 / 0\n\nbroken()", "<made>", "exec"))
except ZeroDivisionError:
    import traceback
    print(traceback.format_exc().split("\n", 2)[2])
