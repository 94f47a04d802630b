if a: b
elif c: d
elif e:
    f
else: g
while x := f():
    if x: break
    continue
else:
    pass
for x in y: pass
for x, (y, z) in w, v:
    pass
else: pass
for *a, b in c: pass
for x in *a, b: pass
for a.b in c: pass
for a[0] in c: pass
