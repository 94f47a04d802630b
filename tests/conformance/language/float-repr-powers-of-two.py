# The doubles below a power of two lie closer than those above, so that the shortest digits may not be the nearest.
import math

for exponent in range(-1074, 1024):
    x = math.ldexp(1.0, exponent)
    if float("%.16g" % x) != x:
        print(x, -x, math.nextafter(x, 0.0))
print((-8) ** -8, 2.0**-24, f"{2.0**-24!r:>30}")
