with a: pass
with a as b: pass
with a as b, c as (d, e), f as g.h, i: pass
with (a): pass
with (a, b): pass
with (a as b): pass
with (a as b, c as d,): pass
with (a, b) as c: pass
with (a).b: pass
with (a), (b): pass
with (yield): pass
with (a, *b): pass
with (x := f()): pass
with (a for a in b): pass
with (): pass
with (open(a)) as f, (open(b)) as g:
    pass
