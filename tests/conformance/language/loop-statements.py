for i in range(3):
    if i == 1: continue
    print(i)
else: print('else')
for i in range(3):
    if i == 1: break
else: print('never')
while True:
    i += 1
    if i > 5: break
else: print('never')
while i < 8: i += 1
else: print('while-else', i)
def f():
    for i in range(3):
        for j in range(3):
            if j == 1: break
            if i == 2: return i, j
        else: continue
print(f())
x = [1, 2, 3]
for y in x:
    if y < 3 and len(x) < 6: x.append(y + 5)
print(x)
d = {1: 2}
try:
    for k in d: d[k + 1] = 0
except RuntimeError as e: print(e)
try:
    for k in d: del d[k]
except RuntimeError as e: print(e)
s = {1, 2, 3}
try:
    for k in s: s.add(k + 10)
except RuntimeError as e: print(e)
d = {'a': 1}
for k in list(d): d[k * 2] = 1
print(d)
for i in range(0, -5, -2): print(i, end=' ')
print()
for x in iter(iter([1, 2])): print(x)
it = iter([1, 2, 3])
for a in it:
    for b in it: print(a, b)
for x, in [(1,), (2,)]: print(x)
for d['z'] in range(2): pass
print(d)
class A: pass
for A.q in 'ab': pass
print(A.q)
n = 0
for n in range(n, 3): pass
print(n)
if 0: pass
elif []: pass
elif '': pass
else: print('falsy')
print(1 if [] else 2 if {} else 3)
i = 10
while i: i -= 3 if i > 3 else i
print(i)
x = lambda: (yield)
print(type(x()))
