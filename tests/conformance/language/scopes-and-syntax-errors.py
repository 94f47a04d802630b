x = 'g'
def f():
    print(x)
    def g():
        nonlocal_ = 1
        global x
        x = 'changed'
    g(); print(x)
f()
def outer():
    a = 1
    def inner():
        nonlocal a
        a += 1
        return a
    def other(): return a
    inner(); inner()
    return a, other(), inner.__closure__[0].cell_contents, inner.__code__.co_freevars
print(outer())
def d():
    y = 1
    del y
    try: y
    except UnboundLocalError as e: print(e)
    def z(): return y
    try: z()
    except NameError as e: print(e)
d()
def h(a, b=[]): b.append(a); return b
print(h(1), h(2))
def k(*args, **kw):
    args += (1,); kw['z'] = 1
    return locals()
print(k(5, q=2))
class A:
    x = 'cls'
    def m(self): return x
    y = [x for _ in range(1)]
    z = (lambda: x)()
print(A().m(), A.y, A.z)
def ff():
    exec('q = 5')
    try: return q
    except NameError as e: return str(e)
print(ff())
ns = {}
exec('a = 1\ndef f(): return a', ns); print(ns['f'](), sorted(k for k in ns if k != '__builtins__'))
exec('b = a + 1', ns, loc := {}); print(loc)
print(eval('a + c', {'a': 1}, {'c': 2}))
def e():
    l = 10
    print(eval('l + 1'), [eval('l') for _ in [1]])
    exec('l = 20'); print(l)
    return sorted(locals())
print(e())
def comp():
    i = 'keep'
    r = [i for i in range(3)]
    s = {i: j for i, j in zip('ab', 'cd')}
    print(i, r, s, [(i, last := i) for i in 'xy'], last)
comp()
print([x for x in [1, 2, 3] if x > 1], [y for x in [[1], [2]] for y in x])
try: [a for b in undefined_thing]
except NameError as e: print(e)
def rec(n): return 1 if n == 0 else n * rec(n - 1)
print(rec(20))
print(__name__)
def glob():
    global newg
    newg = 5
glob(); print(newg, 'newg' in globals())
for i in range(3): pass
print(i)
for j in []: pass
try: print(j)
except NameError as e: print(e)
import builtins
builtins.zzz = 9; print(zzz)
def shadow():
    len = lambda x: 'shadowed'
    return len([])
print(shadow())
try:
    exec('def f():\n  nonlocal q')
except SyntaxError as e: print(e)
for s in ['def f(x):\n global x', 'def f():\n x = 1\n global x', 'def f():\n print(x)\n global x', 'nonlocal x', 'def f():\n nonlocal x', 'class A:\n nonlocal x', 'def f(x):\n  def g():\n   nonlocal x\n   global x', 'x: int = 1\nglobal x', '[x := 1 for x in y]', '[i := 0 for j in range(5) if (j := 1)]', 'class A: [z := 1 for _ in x]', '[x for x in (y := [1])]', 'lambda: (x := 1)', 'def f(a, *, a): pass', 'def f(__debug__): pass', '__debug__ = 1', 'f(__debug__=1)', 'x.__debug__ = 1', 'del __debug__', 'import x as __debug__', 'def f(): return\nreturn', 'class A: return 1', 'yield', 'class A: yield 1', '[(yield) for x in y]', 'continue', 'def f():\n while 1:\n  def g(): continue', 'while 1:\n class A: break', 'from x import *', 'def f(): from x import *', 'def f(): (yield)', 'from __future__ import annotations\nx=1', 'x=1\nfrom __future__ import annotations', 'from __future__ import nothing', 'try: pass\nexcept: pass\nexcept ValueError: pass', 'try: pass\nexcept* ValueError: break', 'try: pass\nexcept* A: pass\nexcept B: pass', 'a, *b, *c = x', '*a', '*a,', 'x = *a', 'del *a', 'for *a in b: pass', 'f(*)', 'f(**)', 'f(a for a in b, c)', 'f(c, a for a in b)', 'f(a=1, a=2)', 'f(1=2)', 'f(a.b=1)', 'f(True=1)', 'x = yield = 1', '(a, b): int', '[a]: int', 'a, b: int', '(a): int = 1', 'a.b: int = 1', 'def f(a, /, b, /): pass', 'def f(*, **k): pass', 'def f(*a, *b): pass', 'def f(**k, a): pass', 'def f(a, *, /): pass', 'def f(/): pass', 'lambda *: 1', 'class A(x for x in y): pass', 'class A(*b, **c): pass', 'with a as 5: pass', 'with a as b.c, d as e[0]: pass', 'for 1 in x: pass', 'for x.y in z: pass', 'import a.b.c as d', 'import a as b.c', 'from . import x', 'from .a.b import c', 'from x import (a, b,)', 'from x import a,', 'from x import ()', 'assert (1, 2)', 'a = (1, 2) = 3', '1 + 1 = x', '"a" = 1', 'f"{x}" = 1', '... = 1', '{a} = 1', 'a if b else c = 1', 'a < b = c', 'not a = 1', '-a = 1', 'x() += 1', '(a, b) += 1', '[a] = 1', '() = 1', '[] = ()', 'del ()', 'del (a, b)', 'del a + b', 'del 1', 'del None', 'x = {**a, "b": 1}', '{**a for a in b}', '[*a for a in b]', '(*a)', 'print(*a)', 'return *a', 'if x:\npass', 'def f():\n\tx\n        y', 'a = 1 if 2', 'a = 1 if 2 else', 'x = [', 'x = (1,', '"abc', "'''abc", 'f"{', 'f"{}"', 'f"{a!}"', 'f"{a!x}"', 'f"{a:{b:{c}}}"', 'f"{a:{b:{c:{d}}}}"', 'f"{lambda x: 1}"', 'f"{a=}"', 'f"{a = !r:>5}"', 'f"}"', 'f"{{}}"', 'f"{a["b"]}"', "f'{a['b']}'", 'f"{#}"', 'f"{*a}"', 'f"{yield}"', 'rb"a" "b"', '"a" b"b"', 'b"é"', '"\\x1"', '"\\u12"', 'b"\\x1"', '0b12', '0xg', '0o8', '1e', '1_', '1.e5', '1.5j', '01', '0_0', '1if 2else 3', '1_000j', '1__0', '5.real', '5..real', 'a b', 'a.1', 'a..b', 'x = 1 2', 'é = 1', 'x€ = 1', '$', '?', 'a!', 'a ! b', 'x = `a`', 'a <> b', 'a =! b', 'a++', '++a', 'a--b', 'if a = b: pass', 'while a = 1: pass', 'print a', 'exec "x"', 'raise A, B', 'except: pass', 'elif x: pass', 'lambda: pass', 'def f: pass', 'class: pass', 'def 1f(): pass', 'def f() pass', 'def f() -> : pass', 'if: pass', 'for x in: pass', 'for in x: pass', 'while: pass', 'with: pass', 'try: x', 'import', 'from x import', 'from import x', 'global', 'global x.y', 'nonlocal 1', 'pass x', 'break 1', 'assert', 'del', 'raise from x', 'x = lambda', '@x', 'x: ', 'a[', 'a[]', 'a[1:2:3:4]', 'a[*b]', 'a[b, *c]', 'a[b:=1]', 'a[b=1]', '{1:2, 3}', '{1, 2:3}', '{1:}', '{:1}', '{a:b for c in d, e}', '[a, b for c in d]', '[a for b]', '[a for b in]', '(a for b in c for)', '[for a in b]', 'match x:\n case 1: pass\n case', 'match x:\n case a.b(): pass', 'match x:\n case {**r, "a": 1}: pass', 'match x:\n case [*a, *b]: pass', 'match x:\n case a, a: pass', 'match x:\n case 1 + 1: pass', 'match x:\n case -a: pass', 'match x:\n case f"a": pass', 'match x:\n case {a: 1}: pass', 'match x:\n case A(b=1, 2): pass', 'match x:\n case A(b=1, b=2): pass', 'match x:\n case _ as y: pass', 'match x:\n case (y as y.z): pass', 'match x:\n case *a: pass', 'match x: pass', 'type X = int', 'type X[T] = list[T]', 'def f[T](x: T) -> T: pass', 'class A[T, *Ts, **P]: pass', 'def f[T: int = str](): pass', 'def f[T, T](): pass', 'type X[T := 1] = 1', 'def f[](): pass', 'x = 5 if True else y = 3', 'print(a := 5, b)', 'print(a := 5, b = 3, c := 1)', 'a := 5', '(a := 5)', '(a.b := 5)', '((a, b) := 5)', 'def f(a := 5): pass', 'def f(a: (b := 1) = 2): pass', 'lambda a := 5: 1', 'x = a := 5', 'del (a := 5)', 'with (a := b): pass', 'not', 'a not b', 'a is', 'a in', 'a not in', 'not not a', 'a if', 'and a', 'a and', 'a or or b', '**a', 'a ** ** b', 'a *', '* b', 'a @', 'a // ', 'a <', '< b', 'a.', '.a', 'a(', 'a)', 'a]', 'a}', '(a]', '{a)', '(a, b', '[a, b', '{a: b', 'x = (\n1,\n2', '\\', 'a \\ b', 'a = \\\n1', '  a', 'a\n  b', 'if a:\n  b\n c', 'if a:\n  b\n\tc', 'class A:\nx = 1', '"""', "x = '\n'", 'x = "a\\\nb"', '\x00', 'a\x00b', 'x = 1;;', ';', 'x;', ':', 'a:b:c']:
    try: compile(s, 'f', 'exec'); print(repr(s), 'ok')
    except SyntaxError as e: print(repr(s), type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
    except BaseException as e: print(repr(s), type(e).__name__, e)
