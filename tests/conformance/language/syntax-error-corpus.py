P = r'''
x = 1 +
---
if x = 3: pass
---
if x
    pass
---
def f(
---
def f(a, a): pass
---
def f(a=1, b): pass
---
def f(*): pass
---
def f(*, **k): pass
---
def f(**k, a): pass
---
def f(*a, *b): pass
---
def f(a, /, b, /): pass
---
def f(/, a): pass
---
def f(*a, /): pass
---
def f(a, *, b, *c): pass
---
def f(*a, **k, **j): pass
---
def f(**k=1): pass
---
def f(*a=1): pass
---
def f(1): pass
---
def f("a"): pass
---
def f((a, b)): pass
---
def f(a b): pass
---
def f(a, b): return a b
---
def f()
    pass
---
def f: pass
---
def (a): pass
---
def 1(a): pass
---
def f():
pass
---
class A
    pass
---
class A:
pass
---
class 1: pass
---
class A(: pass
---
for x in y
    pass
---
for x y: pass
---
for 1 in x: pass
---
for f() in x: pass
---
for x in y:
pass
---
while x
    pass
---
while True:
pass
---
with x
    pass
---
with x as 1: pass
---
with x as f(): pass
---
with (x as y, z as 1): pass
---
with x:
pass
---
try:
pass
---
try:
    pass
---
try:
    pass
x = 1
---
try: pass
except: pass
except X: pass
---
try: pass
except* : pass
---
try: pass
except X: pass
except* Y: pass
---
try: pass
except* X: pass
except Y: pass
---
try: pass
except X, Y: pass
---
try: pass
except X, Y as z: pass
---
try: pass
except X as 1: pass
---
try: pass
except X as a.b: pass
---
try: pass
except* X as a[0]: pass
---
try: pass
except X
    pass
---
try: pass
except X:
pass
---
try: pass
finally:
pass
---
try: pass
except
---
try: pass
else: pass
---
else: pass
---
elif x: pass
---
if x: pass
else
---
if x: pass
else:
pass
---
if x: pass
elif y
---
if x: pass
elif y:
pass
---
if x: pass
elif: pass
---
f() = 1
---
f() += 1
---
1 = x
---
"a" = x
---
None = 1
---
True = 1
---
x = None = 1
---
... = 1
---
__debug__ = 1
---
x + 1 = 2
---
-x = 1
---
x and y = 1
---
not x = 1
---
x < y = 1
---
lambda: x = 1
---
(x for x in y) = 1
---
[x for x in y] = 1
---
{x for x in y} = 1
---
{x: y for x in y} = 1
---
{1: 2} = 1
---
{1} = 1
---
{} = 1
---
f"a" = 1
---
f"{x}" = 1
---
b"a" = 1
---
x if y else z = 1
---
yield = 1
---
x.y() = 1
---
(a, 1) = x
---
[a, f()] = x
---
a, b += 1
---
(a, b) += 1
---
[a] += 1
---
a + b += 1
---
"a" += 1
---
None += 1
---
*a = 1
---
*a, *b = 1
---
*a
---
x = *a
---
x = (*a)
---
print(*a, *b
---
del f()
---
del 1
---
del x + 1
---
del (a, 1)
---
del *a
---
del None
---
del a, f()
---
del
---
del [x for x in y]
---
import
---
import a.b as
---
import a as b.c
---
import a as 1
---
import 1
---
from a import
---
from a import (
---
from a import ()
---
from a import b,
---
from a import b, c,
---
from a import *, b
---
from a import (b, c
---
from a import b as c.d
---
from a import b.c
---
from . import *
def f():
    from a import *
---
from __future__ import braces
---
from __future__ import nope
---
x = 1
from __future__ import annotations
---
return 1
---
class A: return 1
---
yield 1
---
class A: yield 1
---
[(yield 1) for x in y]
---
break
---
continue
---
if x: break
---
def f():
    break
---
for x in y:
    def g(): continue
---
while 1:
    class A: break
---
nonlocal x
---
def f(): nonlocal x
---
def f():
    x = 1
    global x
---
def f():
    print(x)
    global x
---
def f(x):
    global x
---
def f():
    x: int = 1
    global x
---
def f():
    global x
    x: int = 1
---
def f():
    global x
    nonlocal x
---
def f(a):
    def g():
        a = 1
        nonlocal a
---
def f(a):
    def g(a):
        nonlocal a
---
x = (1, 2
---
x = [1, 2
---
x = {1, 2
---
x = (1, 2]
---
x = [1, 2)
---
x = {1: 2)
---
x = 1)
---
x = 1]
---
x = 1}
---
f(a, b
g(c)
---
f(a b)
---
f(a, b c)
---
f(a=1, b)
---
f(a=1, *b, c)
---
f(**a, b)
---
f(**a, *b)
---
f(a=1, a=2)
---
f(a.b=1)
---
f(1=2)
---
f(None=1)
---
f(True=1)
---
f(a+b=1)
---
f(x for x in y, 1)
---
f(1, x for x in y)
---
f(a, x for x in y)
---
f(x for x in y, z for z in w)
---
f(a=)
---
f(a, b=, c)
---
f(**)
---
f(*)
---
f(a := 1 b)
---
f(a := 1, b := )
---
class A(x for x in y): pass
---
x = [1 2]
---
x = [1, 2 3]
---
x = {1 2}
---
x = {1: 2 3: 4}
---
x = {1: }
---
x = {1:, 2: 3}
---
x = {1: 2, 3}
---
x = {1, 2: 3}
---
x = {**a, 1}
---
x = {1: *a}
---
x = {1: **a}
---
x = {*a: 1}
---
x = {**a for a in b}
---
x = [*a for a in b]
---
x = (*a for a in b)
---
x = {*a for a in b}
---
x = {a: b, **c for d in e}
---
x = [a, b for a in b]
---
x = (a, b for a in b)
---
x = {a, b for a in b}
---
x = [a for b in c if]
---
x = [a for b]
---
x = [a for 1 in c]
---
x = [a for f() in c]
---
x = [for a in b]
---
x = [a if b for a in b]
---
x = a if b
---
x = a if b else
---
x = if a else b
---
x = a if pass else b
---
x = a if b else pass
---
x = lambda a b: 1
---
x = lambda a=1, b: 1
---
x = lambda a, a: 1
---
x = lambda *: 1
---
x = lambda (a): 1
---
x = lambda a:
---
x = lambda 1: 1
---
x = lambda a=: 1
---
def f(a=): pass
---
def f(a: ): pass
---
def f() -> : pass
---
x = 'abc
---
x = "abc
---
x = """abc
---
x = \'\'\'abc
def f(): pass
---
x = f'abc
---
x = f"""abc
---
x = f'{'
---
x = f'{a'
---
x = f'{}'
---
x = f'{a b}'
---
x = f'{a!}'
---
x = f'{a!x}'
---
x = f'{a!rr}'
---
x = f'{a! r}'
---
x = f'{a!r:'
---
x = f'{a:{b'
---
x = f'}'
---
x = f'{a}}'
---
x = f'{{a}'
---
x = f'{!r}'
---
x = f'{:x}'
---
x = f'{=}'
---
x = f'{a=!}'
---
x = f'{lambda x: 1}'
---
x = f'{a $ b}'
---
x = f'{a[}'
---
x = f'{a(]}'
---
x = f'{*a}'
---
x = f'{**a}'
---
x = f'{yield}'
---
x = f'{a = 1}'
---
x = f'{a; b}'
---
x = f'{#}'
---
x = f'{a
---
x = f'{a:{b:{c:{d}}}}'
---
x = f'{a!r b}'
---
x = f'{1 if}'
---
x = f'{import x}'
---
x = f'{a.1}'
---
x = f'{\n}'
---
x = f'{a\n}'
---
x = f'{a\}'
---
x = 'a' b'b'
---
x = f'a' b'b'
---
x = b'é'
---
x = '\x1'
---
x = '\u123'
---
x = '\U12345678'
---
x = '\N{'
---
x = '\N'
---
x = b'\x1'
---
x = f'\x1'
---
x = 1__0
---
x = 1_
---
x = 0x
---
x = 0xg
---
x = 0b2
---
x = 0b12
---
x = 0o8
---
x = 0o18
---
x = 0b
---
x = 01
---
x = 00001
---
x = 1.5.5
---
x = 1e
---
x = 1e+
---
x = 1.e
---
x = 1a
---
x = 1.5a
---
x = 0x1g
---
x = 1jx
---
x = 1_000_
---
x = 0_x1
---
x = 012.5
x = 09
---
x = $
---
x = ?
---
x = a ? b : c
---
x = `a`
---
x = a!
---
x = a ! b
---
x = €
---
x = “abc”
---
x = a‚b
---
x = 1 \ 2
---
x = \
---
x = 1 \
---
x = a <> b
---
x = a === b
---
x = a !== b
---
x = !a
---
x = a && b
---
x = a || b
---
x++
---
x--
---
++x--
---
x = a++
---
x = a =+ b = c +
---
x = a not b
---
x = not
---
x = a is is b
---
x = a in
---
x = a in not b
---
x = a.
---
x = a.1
---
x = .a
---
x = a.b.
---
x = a..b
---
x = a[]
---
x = a[1
---
x = a[1:2:3:4]
---
x = a[1 2]
---
x = a[*]
---
x = a[*b:c]
---
x = a[**b]
---
x = a[b=1]
---
x = ()()
---
x = (
---
(
---
)
---
x = (a, b c)
---
x = (a b)
---
x = (a
b = 2
---
print "hello"
---
print "hello", 1
---
print a
---
print 1
---
print
print x y
---
exec "a"
---
exec a
---
raise A, B
---
raise A from
---
raise from A
---
assert
---
assert a,
---
assert a b
---
assert (a, b), c d
---
assert a = 1
---
global
---
global 1
---
global a b
---
global a.b
---
nonlocal
---
pass a
---
pass 1
---
break 1
---
return return
---
x = return
---
x = pass
---
x = import
---
x = def
---
x = class
---
def pass(): pass
---
class None: pass
---
class True(x): pass
---
def None(): pass
---
def f(None): pass
---
def f(True=1): pass
---
def f(*None): pass
---
def f(**False): pass
---
def f(__debug__): pass
---
def __debug__(): pass
---
class __debug__: pass
---
import a as None
---
import None
---
from a import None
---
from a import b as True
---
from None import b
---
x.None = 1
---
x.None
---
x.if
---
x.class = 1
---
None.x = 1
---
None()
None[1]
---
for None in x: pass
---
with a as None: pass
---
try: pass
except A as None: pass
---
lambda None: 1
---
f(__debug__=1)
---
x.__debug__ = 1
---
(x := 1) = 2
---
x := 1
---
x = y := 1
---
(x.y := 1)
---
(x[0] := 1)
---
(f() := 1)
---
(1 := 1)
---
(None := 1)
---
((a, b) := 1)
---
(a, b := 1, c := )
---
[x := 1 for x in y]
---
[(x := 1) for x in y]
---
[(y := 1) for x in (y := z)]
---
class A: [(y := 1) for x in z]
---
[i for i in (j := x)]
---
lambda: x := 1
---
(lambda: x := 1)
---
def f(x := 1): pass
---
x[a := 1]
x[a:=1, b:=2]
x[a:=1:b:=2]
---
x: int: str
---
x: int = 
---
x, y: int
---
x, y: int = 1
---
(x): int = 1
(x, y): int = 1
---
[x]: int = 1
---
f(): int = 1
---
1: int
---
"a": int = 1
---
x + 1: int
---
None: int
---
x = 1: int
---
x += 1: int
---
a = b += c
---
a += b = c
---
a += b += c
---
@
def f(): pass
---
@f
x = 1
---
@f
---
@f def g(): pass
---
match x:
    case 1
        pass
---
match x:
case 1: pass
---
match x
    case 1: pass
---
match x:
    pass
---
match x:
    case a: pass
    case b: pass
---
match x:
    case _: pass
    case 1: pass
---
match x:
    case a | 1: pass
---
match x:
    case 1 | a: pass
---
match x:
    case [a, a]: pass
---
match x:
    case {1: a, 1: b}: pass
---
match x:
    case {**a, 1: b}: pass
---
match x:
    case {"a": 1, **_}: pass
---
match x:
    case [*a, *b]: pass
---
match x:
    case A(x=1, 2): pass
---
match x:
    case A(x=1, x=2): pass
---
match x:
    case a.b as c.d: pass
---
match x:
    case a as _: pass
---
match x:
    case 1 as 2: pass
---
match x:
    case a + 1: pass
---
match x:
    case 1 + 2: pass
---
match x:
    case -a: pass
---
match x:
    case f"a": pass
---
match x:
    case a(): pass
    case a()b: pass
---
match x:
    case: pass
---
match x:
    case 1:
    pass
---
match x:
    case {a: 1}: pass
---
match x:
    case a if: pass
---
match x:
    case (a, b) | [c]: pass
---
match x:
    case a := 1: pass
---
match x:
    case *a: pass
---
match x:
    case *_, 1: pass
    case (*a): pass
---
type X = 
---
type X
---
type 1 = int
---
type X[T = int
---
type X[T, T] = int
---
type X[] = int
---
def f[](): pass
---
def f[T, T](): pass
---
class A[T: ]: pass
---
class A[*T, *T]: pass
---
def f[T=int, U](): pass
---
def f[T: (yield)](): pass
---
type X = (yield)
---
type X = (a := 1)
---
def f[**P: int](): pass
---
def f[*T: int](): pass
---
 x = 1
---
x = 1
  y = 2
---
if x:
    y = 1
  z = 2
---
if x:
	y = 1
        z = 2
---
if x:
        y = 1
	z = 2
---
def f():
    x = 1
     y = 2
---
def f():
    if x:
        pass
   y = 1
---
class A:
    def f(self):
    pass
---
if x:
---
if x:
    # c
---
for x in y:

z = 1
---
def f(): # c
---
x = 1;; y = 2
---
; x = 1
---
x = 1, , 2
---
x = ,
---
f(,)
---
f(a,,b)
---
[,]
---
[a,,b]
---
def f(,): pass
---
def f(a,,b): pass
---
(a,,b)
---
{,}
---
x = a if b else c if d
---
with a, b as c, : pass
---
with (a, b as c: pass
---
with: pass
---
with a as b, c as: pass
---
with a as (b, 1): pass
---
for in x: pass
---
for x: pass
---
for x in: pass
---
for x of y: pass
---
for (x, y) z: pass
---
while: pass
---
if: pass
---
class : pass
---
class A(x=1, 2): pass
---
class A(B C): pass
---
class A(B: pass
---
class A[T(B): pass
---
raise
raise x y
---
x y
---
x = y z
---
x 1
---
1 x
---
"a" "b" c
---
"a" c
---
a "b"
---
a.b c
---
a() b
---
a[1] b
---
(a) b
---
a = b c = d
---
if a b: pass
---
if a and: pass
---
while a b: pass
---
return_ x
---
import a b
---
import a, 
---
import a.
---
import .a
---
from import a
---
from . a
---
from .import
---
from a import b c
---
from a imp b
---
fro a import b
---
improt a
---
whille x: pass
---
fo x in y: pass
---
deff f(): pass
---
clas A: pass
---
iff x: pass
---
retrun 1
---
elseif x: pass
---
if x:
    pass
elseif y:
    pass
---
if x:
    pass
else if y:
    pass
---
prnt "a"
---
switch x:
    case 1: pass
---
do:
    x
while y
---
int x = 1
---
var x = 1
---
let x = 1
---
const x = 1
---
x => 1
---
(x) => 1
---
function f() {}
---
if (x) { y }
---
x = new A()
---
x = null;
y = undefined b
---
x = {a: 1, b}
---
x = [1, 2, 3
y = 2
---
x = foo(1, 2
y = 2
---
def f(a, b:
    pass
---
x = "a" + 
y = 1
---
x = 5 +
---
x = (5 +
---
x = (5 + )
---
x = 5 * * 2
---
x = 5 ** ** 2
---
x = * 5
---
x = ** 5
---
x = / 5
---
x = 5 // 
---
x = a and or b
---
x = or b
---
x = == 5
---
x == 
---
x = a < > b
---
x = ~
---
x = a @ 
---
x = a -> b
---
x -> y
---
x : 
---
: x
---
lambda
---
lambda x
---
yield from
---
def f(): yield from
---
def f(): x = yield = 1
---
def f(): (yield) = 1
---
def f(): yield x = 1
---
def f(): return *a
---
def f(): return *a, 
---
def f(): yield *a
---
def f(x, y): return x, y = 1
---
a = 1 if b else 2 = 3
---
a, b, c += 1
---
(a) = (b) = 1 = c
---
a = b = f() = c
---
[a, b] = [c, d] = e()
[a, b()] = 1
---
a.b, c[1], *d, e() = 1
---
a = [b, c := 1, d = 2]
---
a = (b = 1)
---
a = [b = 1]
---
a = {b = 1}
---
a = {b: c = 1}
---
a = b[c = 1]
---
print(a = b = 1)
---
print(a == 1 = b)
---
if a == 1 = b: pass
---
if (a = 1): pass
---
while a = 1: pass
---
assert (a = 1)
---
return (a = 1)
---
x = a.b = c if d = 1 else 2
---
if f() = 1: pass
---
if a.b = 1: pass
---
if 1 = a: pass
---
if not a = 1: pass
---
elif a = 1: pass
'''
import sys
mode = 'exec'
for i, src in enumerate(P.strip('\n').split('\n---\n')):
    src = src.replace("\\'", "'")
    try:
        compile(src + (chr(10) if i % 2 else ''), '<s>', mode)
        print(i, repr(src), 'ok')
    except SyntaxError as e:
        print(i, repr(src), type(e).__name__, '|', e.msg, '|', e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
    except BaseException as e:
        print(i, repr(src), type(e).__name__, '|', e)
