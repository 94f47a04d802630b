def f(a, b=2, *c, d, **e):
    "Adds."
    return a + b
