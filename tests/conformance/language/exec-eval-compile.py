g = {'x': 1}
exec('y = x + 1\ndef f(): return y\nclass C: z = y', g); print(g['y'], g['f'](), g['C'].z, '__builtins__' in g)
print(eval('x + y', g), eval(' x', g), eval('[x for _ in range(2)]', g), eval('lambda: x', g)())
class NS(dict):
    def __missing__(self, k): return k.upper()
    def __setitem__(self, k, v): print('set', k, v); super().__setitem__(k, v)
exec('a = foo; b = a + bar', {}, NS())
print(eval('foo + bar', {}, NS()))
c = compile('1 + 2', '<x>', 'eval'); print(eval(c), c.co_filename, c.co_name, c.co_consts is not None)
c = compile('a = 1\nb = 2', 'mod.py', 'exec'); ns = {}; exec(c, ns); print(ns['a'], ns['b'])
exec(compile('1 + 1\n', 's', 'single')); exec(compile('None', 's', 'single')); exec(compile('x = 5; x', 's', 'single'))
def f():
    a = 1
    exec('a = 2; b = 3'); print(a, locals())
    l = locals(); l['c'] = 5; print('c' in locals())
    return eval('a + 1')
print(f())
try: exec('raise ValueError("in exec")')
except ValueError as e: print(e, e.__traceback__.tb_next.tb_frame.f_code.co_filename)
try: eval('1 +')
except SyntaxError as e: print(e.msg, e.filename, e.lineno)
try: exec('def f(:\n pass')
except SyntaxError as e: print(e.msg, e.lineno, e.offset)
try: eval('print("side")', {'__builtins__': {}})
except NameError as e: print(e)
print(eval('__name__'), eval('len("abc")'), eval('(1, 2)'), eval('"a" "b"'), eval('(yield_ := 5)'))
exec('import math as m\nprint(m.floor(2.5))'); exec('for i in range(2): print(i)'); exec('''
def g():
    return [i for i in range(3)]
print(g())
'''); exec(''); exec('pass'); exec('# comment')
print(globals().get('m') is not None, type(globals()), 'f' in dir(), vars() is locals())
exec('print(__name__)', {'__name__': 'custom'}); exec("global gg; gg = 7"); print(gg)
exec('print(q)', {'q': 1}, {'q': 2}); print(eval('q', {'q': 1}, {}))
