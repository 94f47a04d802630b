def g():
    x = yield 1
    print('got', x)
    try:
        y = yield 2
    except ValueError as e:
        print('caught', e)
        y = yield 3
    print('y', y)
    return 99
a = g()
print(next(a)); print(a.send('s')); print(a.throw(ValueError('v')))
try: a.send(7)
except StopIteration as e: print(e.value, e.args, repr(e))
try: next(a)
except StopIteration as e: print(repr(e), e.value)
b = g()
try: b.send(1)
except TypeError as e: print(e)
b.close(); b.close()
try: b.throw(KeyError('k'))
except KeyError as e: print(repr(e))
c = g(); next(c)
try: c.throw(1)
except TypeError as e: print(e)
c = g(); next(c)
try: c.throw(ValueError, 'msg')
except ValueError as e: print(repr(e))
c = g(); next(c)
try: c.throw(ValueError('a'), 'msg')
except TypeError as e: print(repr(e))
