def f(e):
    try:
        raise e
    except* ValueError as g:
        print('V', repr(g), g.exceptions)
    except* (KeyError, TypeError) as g:
        print('K', repr(g))
    else: print('else')
    finally: print('fin')
f(ExceptionGroup('a', [ValueError(1), KeyError(2), ExceptionGroup('b', [ValueError(3), TypeError(4)])]))
try: f(ExceptionGroup('a', [ValueError(1), OSError(2)]))
except* OSError as g: print(repr(g))
f(ValueError('plain'))
g = ExceptionGroup('t', [ValueError(1), ExceptionGroup('u', [KeyError(2), ValueError(3)])])
print(g.subgroup(ValueError)); print(repr(g.subgroup(lambda e: isinstance(e, KeyError)))); print(g.split(ValueError)); print(g.derive([OSError()])); print(g.message, g.exceptions)
print(g.subgroup(OSError), str(g))
try:
    try: raise ExceptionGroup('a', [ValueError(1)])
    except* ValueError: raise KeyError('x')
except BaseException as e: print(repr(e))
try:
    try: raise g
    except* ValueError as x: raise
except ExceptionGroup as e: print(repr(e))
try:
    try: raise ValueError(1)
    except* ExceptionGroup: pass
except TypeError as e: print(e)
