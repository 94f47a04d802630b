# snippets separated by exec; prints outcome
import traceback, sys
def t(src, mode='exec'):
    try:
        if mode == 'exec':
            exec(compile(src, '<s>', 'exec'), {})
        else:
            print(repr(eval(src, {})))
    except SyntaxError as e:
        print(type(e).__name__, '|', e.msg, '|', e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text), e.filename)
    except BaseException as e:
        print(type(e).__name__, '|', e)
for s in ['', ' ', '#x', '*a, b', '*a', '1 2', '(', 'x = 1', '1;2', '1\n2', 'lambda', 'def f(): pass', 'a b', '(yield)', 'x := 1', '(x := 1)', '[i for i in range(3)]', '  1', '\n1', '1\n', '1 #c', 'print(1', '"abc', "'''abc", '1 if 2', 'f(a=1, 2)', '{**a}', '{*a}']:
    print(repr(s)); t(s, 'eval')
