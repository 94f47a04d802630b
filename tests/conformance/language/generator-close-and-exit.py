def g():
    try:
        yield 1
    except GeneratorExit:
        print('exit')
        return 5
    finally:
        print('fin')
a = g(); next(a); print(a.close())
def h():
    try: yield 1
    except GeneratorExit: yield 2
a = h(); next(a)
try: a.close()
except RuntimeError as e: print(e)
def k():
    yield 1
    raise StopIteration(5)
a = k(); next(a)
try: next(a)
except RuntimeError as e: print(repr(e), repr(e.__cause__), repr(e.__context__))
def m():
    try: yield
    finally: print('finalised')
a = m(); next(a); del a
def r():
    yield next(it)
it = r()
try: next(it)
except ValueError as e: print(e)
def z():
    yield from z2()
    print(1)
def z2():
    try:
        yield 1
    except GeneratorExit:
        print('inner exit'); raise
x = z(); next(x); x.close()
print(x.gi_frame, x.gi_running, x.gi_yieldfrom)
