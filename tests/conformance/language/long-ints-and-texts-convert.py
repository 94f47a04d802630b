import hashlib
h = hashlib.sha256()
x = 1
for i in range(400):
    x = x * 1000003 + i * 17
    for v in (x, -x, x << (i % 70), 10 ** i, 10 ** i - 1, -(10 ** i), 2 ** i, 2 ** (60 * (i % 9))):
        h.update(str(v).encode())
        assert int(str(v)) == v and int(hex(v), 16) == v and int(oct(v), 8) == v and int(bin(v), 2) == v
        h.update(hex(v).encode()); h.update(oct(v).encode()); h.update(bin(v).encode())
        h.update(f"{v:,} {v:x} {v:X} {v:+d} {v:_b}".encode())
for b in range(2, 37):
    h.update(str(int("z1a0" [-1] + "10" * 200, b)).encode())
    h.update(str(int("-" + "01" * 100, b)).encode())
print(h.hexdigest())
print(str(10 ** 30), int("123_456_789_012_345_678_901_234_567_890"), int("  -00000000000000000000000000000000000000017 "), -(10 ** 18), 10 ** 19)
for t in ("9" * 4301, "1" * 5000):
    try: int(t)
    except ValueError as e: print(e)
try: str(10 ** 4300)
except ValueError as e: print(e)
print(len(str(10 ** 4299)), len(str(-(10 ** 4299))))
s = "é" * 600
t = f"{s}{s}{'x'}{s!r}"
print(len(t), t[-3:], len(f"{s}{'' }{s}"), f"{s}{''}" == s, (f"{t}y").count("é"))
class S(str): pass
u = S("a" * 2000)
print(type(f"{u}{''}"), type(f"{''}{u}"))
