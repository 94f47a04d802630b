class E(Exception): 
    class F(Exception): pass
def f():
    class G(Exception): pass
    raise G('x')
try: raise E.F('q')
except E.F as x: f()
