def a():
    try: return 1
    finally: return 2
def b():
    for i in range(3):
        try: continue
        finally: print('c', i)
def c():
    for i in range(3):
        try: 1/0
        finally: break
    return i
def d():
    while True:
        try: return 'x'
        finally: break
    return 'y'
def e():
    try:
        try: raise ValueError('a')
        finally: raise KeyError('b')
    except KeyError as k: return repr(k.__context__)
def f():
    try: pass
    except: print('no')
    else: print('else')
    finally: print('fin')
def g():
    for i in range(2):
        try:
            try: return i
            finally:
                print('in')
                if i == 0: continue
        finally: print('out')
def h():
    try:
        yield 1
        return 5
    finally:
        print('hf')
        yield 2
print(a()); b(); print(c(), d(), e()); f(); print(g()); print(list(h()))
def k():
    try: 1/0
    except ZeroDivisionError as e: pass
    try: e
    except NameError as x: print(repr(x))
k()
def l():
    x = 1
    try:
        x = 2
        return x
    finally: x = 3
print(l())
