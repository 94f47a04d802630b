a = 2 * 3 + 1
b = (1, 2, ("x" + "y"))
c = -1 if not 0 else 2 ** 100
