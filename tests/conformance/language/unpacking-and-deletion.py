a, (b, *c), d = 1, (2, 3, 4), 5; print(a, b, c, d)
*a, = 'abc'; print(a)
[x, [y, z]] = 1, 'ab'; print(x, y, z)
(a), b = 1, 2; print(a, b)
for i, (j, *k) in [(1, (2, 3)), (4, 'xyz')]: print(i, j, k)
a = b = c = []; a.append(1); print(b is c, c)
x = [1, 2, 3]; i = 0; i, x[i] = 1, 9; print(i, x)
def f(): 
    print('f'); return [0]
f()[0] = (print('rhs'), 5)[1]
d = {}; d['a'], d['b'] = 1, 2; print(d)
for s in ['a, b = 1', 'a, b = 1, 2, 3', '*a, b = []', 'a, *b, c = [1]', 'a, b = 5', 'a, b = None', '(a, b), c = 1, 2', 'a, b = {1}', 'a, b = "abc"', '[] = [1]', '() = ()', 'a, b = iter([1, 2, 3])', 'a, b = (x for x in range(1))', 'del a[0]', 'x[5] = 1', 'x["a"] = 1', 'del x["a"]', 'x[::2] = [1]', 'x[1:2] = 5', 'x[:] = "ab"', 'del x[::-1]', 'x[0:0] = [7, 8]', 'x[10:] = [9]', 'x[::0] = []', 'del x[5]', 'x[-9] = 1', 'x[2**70] = 1', 'x[None] = 1', 'del x[1.5]', 'x += 5', 'x += "cd"', 'x *= 2', 'x *= "a"', 'x -= [1]', 'x[0] += 1', 'x.y = 1', 'del x.y', '(1, 2)[0] = 1', 'del (1, 2)[0]', '"abc"[0] = "x"', 'del "abc"[0]', 'range(3)[0] = 1', 'None.x = 1', 'len.x = 1', 'int.x = 1', 'del d["zz"]', 'del undefined', 'undefined += 1', 'd[[]] = 1', 'b"a"[0] = 1', '{1}[0] = 1', 'del {1}[0]', 'len[0] = 1', 'int[0] = 1']:
    x = [1, 2, 3]
    try: exec(s); print(s, '->', x)
    except BaseException as e: print(s, '!', type(e).__name__, e)
