a = 3**500; b = 7**301; c = -(5**222)
print(a + b, a - b, a * b, a // b, a % b, c // b, c % b, divmod(c, -b), a & b, a | b, a ^ b, c & b, c | b, c ^ b, ~a, -a, abs(c), a >> 333, c >> 100, b << 77, sep='\n')
print(pow(a, b, 10**40), pow(a, 3) == a*a*a, a == 3**500, a > b, c < b, hash(a), hash(c), a.bit_length(), c.bit_count(), hex(a)[-20:], oct(b)[:10], bin(c)[:20], str(a)[::50], int(str(a)) == a, float(b), int(float(b)), a / b, round(a, -100), b % 1000, divmod(a, 10**50))
print(int('f' * 100, 16), int('z' * 30, 36), int('1' * 200, 2), f'{a:,}'[:30], f'{b:x}'[:20], f'{c:_d}'[-20:], '%x' % a, '%d' % c)
f = 1
for i in range(1, 200): f *= i
print(f, f // (10**300))
import math
print(math.isqrt(a), math.gcd(a * 6, a * 9) == a * 3, math.factorial(50), math.comb(100, 50), math.log(a), math.log2(2**500), math.log10(10**200), math.sqrt(2**200))
print((2**64 - 1) * (2**64 - 1), -(2**63) * -1, (2**63) - 1 + 1, (-2**63) - 1, 2**31 * 2**32, 2**62 + 2**62, -2**62 - 2**62 - 1, (2**63 - 1) * 3, (-2**63) * 3, 9223372036854775807 + 1, -9223372036854775808 - 1, 3037000500**2, 4294967296**2, abs(-2**63), -(-2**63), (-2**63) // -1, 10**18 * 10, 10**19 // 10, 2**63 >> 1, 1 << 62, 1 << 63, 1 << 64, -1 << 63, -1 << 64, (1 << 63) - 1 == 9223372036854775807, (2**65) >> 2, (2**64) & (2**63), (2**64 - 1) ^ (2**63), int(2.0**63), int(-2.0**63), int(2.0**64))
x = 2**63 - 1
x += 1; print(x); x -= 1; print(x, type(x)); x = -x - 1; print(x); x -= 1; print(x); x //= 2; print(x); x *= 4; x >>= 3; print(x); x <<= 10; print(x); x **= 3; print(x); x %= 10**9; print(x)
print(sum([2**62] * 5), max(2**100, 2**99), sorted([2**70, -2**70, 5, 2**65]), 2**100 in {2**100: 1}, [2**70].index(2**70), range(2**70, 2**70 + 5)[3], list(range(-2**65, -2**65 + 2)))
print(0x7fffffffffffffff, -0x8000000000000000, 0xffffffffffffffff, 0o777777777777777777777777, 0b1 << 100)
for q in [10**k for k in range(17, 24)]: print(q, -q, float(q), q + 1.0, q == float(q))
print((10**30).__float__(), (10**30) * 1.5, (10**30) < 1e30, 10**30 == 1e30, 2**53 + 1 == 2.0**53, (2**53 + 1) > 2.0**53, 1e16 + 1 == 10**16 + 1)
