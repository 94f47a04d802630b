P = [ 'def f[1](): pass', 'def f[T: int', 'def f[T(): pass', 'def f[*T: (int, str)](): pass', 'def f[T:](): pass', 'def f[T=](): pass', 'def f[T U](): pass', 'def f[T, ](x: (yield)): pass', 'def f[T](x=(yield)): pass', 'class A[T]((yield)): pass', 'def f[T: (int, (yield))](): pass', 'def f[T=(yield)](): pass', 'def f[**P=(yield)](): pass','def f[*P=(yield)](): pass', 'def f[T](x: (y := 1)): pass', 'class A[T]((y := 1)): pass', 'def f(x: (yield)): pass', 'def f() -> (y := 1): pass', 'x: (yield) = 1', 'class A[**P: int]: pass', 'type X[**P: int] = 1',
 "f'\\x1 {a}'", "f'{a} \\x1'", "f'''\n\\x1\n'''", "'abc' f'\\xz'", "'\\N'", "'\\Nabc'", "'\\N{}'", "'\\N{abc'", "'\\xz'", "'abc\\x'", "'\\u12'", "b'\\xz'", "'é\\xz'",
 'match x:\n  case (*a): pass', 'match x:\n  case [(*a)]: pass', 'match x:\n  case (*a, b): pass', 'match x:\n  case A(*a): pass', 'match x:\n  case {1: *a}: pass', 'match x:\n  case a, *b, *c: pass', 'match x:\n  case (a := 1): pass']
import sys
for i, src in enumerate(P):
  for end in ('', '\n', '\n\n'):
    for mode in ('exec',):
      try:
        compile(src + end, '<s>', mode)
        print(i, repr(src), 'ok')
      except SyntaxError as e:
        print(i, repr(src), mode, type(e).__name__, '|', e.msg, '|', e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
      except BaseException as e:
        print(i, repr(src), mode, type(e).__name__, '|', e)
