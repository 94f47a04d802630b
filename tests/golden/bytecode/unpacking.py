a, *b, c = d
[x, y] = x, y
