x = 1
x = y = z = 2
a, b = b, a
a, *b = [1, 2, 3]
(c, [d, e]), f.g, h[0] = value
x: int
x: int = 3
(x): int = 4
a.b: str = "c"
a[0]: str
x += 1
a.b **= 2
a[i] @= m
x = yield_ = *a, b
first = (second := 3)
