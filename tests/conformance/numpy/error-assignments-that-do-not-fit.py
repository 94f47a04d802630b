import numpy as np

a = np.arange(6.0).reshape(2, 3)


def attempt(key, value, into=a):
    try:
        into[key] = value
        print(into.tolist())
    except (ValueError, IndexError, TypeError) as error:
        print(type(error).__name__, error)


attempt(0, [1, 2])
attempt(a > 2, [1, 2])
attempt([0, 1], np.ones((3, 3)))
attempt((0, 5), 1)
attempt((0, 0, 0), 1)
attempt("x", 1)
attempt(0, "x", np.arange(3))
attempt(0, [1, 2], np.zeros(3))
attempt(0, np.nan, np.arange(3))
attempt(1, 2.9, np.arange(3))
whole = np.arange(3)
whole += 0.5
