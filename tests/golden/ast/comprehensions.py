[x for x in y]
[x for x in y if a if b for z in x if c]
{x for x, in y}
{k: v for k, v in d.items()}
(x for x in (y for y in z))
[x for x in a or b]
[[x for x in r] for r in m]
[x if y else z for x in w]
[(a, b) for a, *b in c]
