# Format specs and percent formats drawn at random: what they give, or the refusal.
import random, sys
random.seed(int(5))
vals = [0, 1, -1, 255, 10**6, -123456789, 0.0, -0.0, 1.5, -2.75, 1e10, 1e-7, 123456.789, float('inf'), float('nan'), True, False, 'abc', '', 'é😀', 1j, 1.5-2.25j, None, [], 3.0, 1e22, 0.1]
fills = ['', '*<', '>', '^', '=', '0=', 'x^', 'é>', '<']
signs = ['', '+', '-', ' ']
alts = ['', '#', 'z', 'z#']
zeros = ['', '0']
widths = ['', '1', '5', '12', '20']
seps = ['', ',', '_']
precs = ['', '.0', '.1', '.3', '.10']
types = ['', 'd', 'x', 'X', 'o', 'b', 'c', 'n', 'e', 'E', 'f', 'F', 'g', 'G', '%', 's', 'q']
for i in range(700):
    spec = random.choice(fills) + random.choice(signs) + random.choice(alts) + random.choice(zeros) + random.choice(widths) + random.choice(seps) + random.choice(precs) + random.choice(types)
    v = random.choice(vals)
    try: r = repr(format(v, spec))
    except Exception as e: r = type(e).__name__ + ' ' + str(e)
    print(repr(v), repr(spec), r)
flags = ['', '-', '+', ' ', '0', '#', '#0', '-+']
for i in range(300):
    spec = '%' + random.choice(flags) + random.choice(['', '5', '12', '*']) + random.choice(['', '.0', '.3', '.10', '.*']) + random.choice(['', 'l', 'h']) + random.choice('diouxXeEfFgGcrsa%z')
    v = random.choice(vals)
    args = [random.choice([3, 8, -6, 'a', 2.5]) for _ in range(spec.count('*'))] + [v]
    try: r = repr(spec % tuple(args))
    except Exception as e: r = type(e).__name__ + ' ' + str(e)
    print(repr(args), repr(spec), r)
    try: r = repr(spec.encode() % tuple(args))
    except Exception as e: r = type(e).__name__ + ' ' + str(e)
    print('b', r)
