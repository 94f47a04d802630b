def inner():
    try:
        a = yield 1
        print('a', a)
        b = yield 2
        print('b', b)
    except KeyError as e:
        print('inner', repr(e)); yield 'k'
    return 'r'
def outer():
    r = yield from inner()
    print('r', r)
    r = yield from [10, 20]
    print(r)
    r = yield from iter('ab')
    try: yield from 5
    except TypeError as e: print(e)
    class I:
        def __iter__(self): return self
        def __next__(self): raise StopIteration(42)
    print((yield from I()))
o = outer()
print(next(o)); print(o.send('A')); print(o.throw(KeyError('x'))); print(next(o)); 
try: o.send(5)
except AttributeError as e: print(e)
o = outer(); print(list(o))
def f():
    yield from (i for i in range(3))
    return (yield from inner())
print(list(f()))
o = inner(); next(o)
def p():
    yield from o
q = p(); print(q.send(None)); 
print(next(q, 'end'))
