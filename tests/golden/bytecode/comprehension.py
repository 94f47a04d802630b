print([x * y for x in a if x for y in b], {k: 1 for k in c})
g = (x for x in a)
