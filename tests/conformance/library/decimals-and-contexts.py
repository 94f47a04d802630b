"""decimal: numbers, contexts, signals, formats, every method, errors."""

import re

STATEMENTS = r'''
import decimal
from decimal import *
getcontext()
Decimal("1.10"), Decimal(5), Decimal(1.1), Decimal("-0"), Decimal("NaN"), Decimal("sNaN123"), Decimal("-Inf"), Decimal("1E+3"), Decimal((1, (1, 2, 3), -2)), Decimal(), Decimal("  1_000.5  "), Decimal("0E-10"), Decimal("1e-7"), Decimal("0.0000001"), Decimal(True)
str(Decimal("1E+3")), str(Decimal("123456789E-20")), f"{Decimal('1234.5678'):.2f}", f"{Decimal('1234567.891'):,.2f}", f"{Decimal('0.00001234'):e}", f"{Decimal('12'):>10}|", f"{Decimal('0.5'):%}", f"{Decimal('0.12345'):.3%}", f"{Decimal('1E+5'):f}", f"{Decimal('123'):g}", f"{Decimal('5'):+08.2f}", format(Decimal("1.5"), "x<8"), format(Decimal("NaN"), ".2f"), format(Decimal("-Infinity"), "010"), f"{Decimal('1.23456789'):.3}", f"{Decimal('1234567'):_}", f"{Decimal('1e10'):.2e}", f"{Decimal('2.5'):.0f}", f"{Decimal('3.5'):.0f}", f"{Decimal('-0.0001'):.2f}", f"{Decimal('-0.0001'):z.2f}"
format(Decimal(1), "q")
format(Decimal(1), "d")
Decimal("x")
Decimal("1.2.3")
Decimal([1])
Decimal(None)
Decimal((1, (1, 10), 0))
Decimal((2, (1,), 0))
Decimal((1, 2))
a, b = Decimal("1.1"), Decimal("2.25")
a + b, a - b, a * b, a / b, a // b, a % b, a ** b, -a, +a, abs(-a), divmod(b, a), b ** 2, Decimal(2) ** -1, Decimal(2) ** Decimal("0.5"), 1 + a, 2 * a, 1 / a, 5 // a, 5 % a, 2 ** a, a + True
a + 1.0
1.0 * a
a == 1.1, a == Decimal("1.10"), a < 2, a < 1.5, a > float("nan"), a == 1, a != "x", Decimal("NaN") == Decimal("NaN"), hash(Decimal(1)) == hash(1), hash(Decimal("0.5")) == hash(0.5)
a < "x"
Decimal("NaN") < 1
Decimal("sNaN") + 1
Decimal(1) / 0
Decimal(0) / 0
Decimal(1) // 0
Decimal(1) % 0
divmod(Decimal(1), 0)
Decimal(0) ** 0
Decimal(-1) ** Decimal("0.5")
Decimal(-8) ** 3, pow(Decimal(3), 4, 5), pow(Decimal(7), Decimal(2), 10)
pow(Decimal(3), 2, 0)
Decimal("Inf") - Decimal("Inf")
Decimal("Inf") * 0
Decimal(2).sqrt(), Decimal(-1).is_signed(), Decimal("0").sqrt(), Decimal(16).sqrt()
Decimal(-1).sqrt()
Decimal(1).exp(), Decimal(10).ln(), Decimal(100).log10(), Decimal("2.5").logb(), Decimal(0).ln(), Decimal(1000).log10(), Decimal("0.001").log10()
Decimal(-1).ln()
Decimal(0).logb()
Decimal("3.14159").quantize(Decimal("0.01")), Decimal("2.675").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), Decimal("2.665").quantize(Decimal(".01"), ROUND_HALF_EVEN), Decimal("1234").quantize(Decimal("1E+2")), Decimal("-2.5").quantize(Decimal(1), ROUND_FLOOR)
[Decimal("2.5").quantize(Decimal(1), rounding=r) for r in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)]
Decimal("1").quantize(Decimal("1E-40"))
Decimal("1").quantize(Decimal("Inf"))
Decimal("1").quantize(Decimal("1"), rounding="foo")
round(Decimal("2.5")), round(Decimal("3.14159"), 2), round(Decimal("1234"), -2), int(Decimal("-3.9")), float(Decimal("0.1")), bool(Decimal(0)), complex(Decimal(1)), __import__("math").floor(Decimal("-1.5")), __import__("math").ceil(Decimal("1.2")), __import__("math").trunc(Decimal("1.9"))
int(Decimal("NaN"))
int(Decimal("Inf"))
round(Decimal("NaN"))
Decimal("3.14").as_tuple(), Decimal("3.14").as_integer_ratio(), Decimal("1E+2").as_tuple(), Decimal("NaN").as_tuple(), Decimal("-Inf").as_tuple(), Decimal("1.50").normalize(), Decimal("100").normalize(), Decimal("12.3").adjusted(), Decimal("3.5").to_integral_value(), Decimal("3.5").to_integral_exact(), Decimal("3.7").to_integral(), Decimal("12").to_eng_string(), Decimal("123E+10").to_eng_string()
Decimal("NaN").as_integer_ratio()
Decimal(1).compare(2), Decimal(2).max(3), Decimal(2).min(Decimal("NaN")), Decimal("1.0").compare_total(Decimal("1.00")), Decimal(1).compare_signal(2), Decimal(-3).compare_total_mag(2), Decimal(-3).max_mag(2), Decimal(3).min_mag(-4), Decimal(1).copy_sign(-2), Decimal(-1).copy_abs(), Decimal(1).copy_negate()
Decimal(1).is_finite(), Decimal("Inf").is_infinite(), Decimal("NaN").is_nan(), Decimal("NaN").is_qnan(), Decimal("sNaN").is_snan(), Decimal(0).is_zero(), Decimal("1E-1000").is_normal(), Decimal("1").is_subnormal(), Decimal(1).is_canonical(), Decimal(1).number_class(), Decimal("-Inf").number_class(), Decimal("sNaN").number_class()
Decimal(1).next_plus(), Decimal(1).next_minus(), Decimal(1).next_toward(2), Decimal("1.5").scaleb(2), Decimal("12345").shift(2), Decimal("12345").rotate(1), Decimal("1.23").fma(2, 3), Decimal(7).remainder_near(4), Decimal("1.2").same_quantum(Decimal("3.4")), Decimal(10).radix(), Decimal("1.20").canonical(), Decimal("1100").logical_and(Decimal("1010")), Decimal("1100").logical_or(1010), Decimal("1100").logical_xor(1010), Decimal("1100").logical_invert(), Decimal(5).conjugate(), Decimal(5).real, Decimal(5).imag
Decimal("12").logical_and(1)
Decimal.from_float(0.1), Decimal.from_float(float("inf")), Decimal.from_float(3)
Decimal.from_float("x")
getcontext().prec = 6
Decimal(1) / 7, Decimal("1.23456789") + 0, +Decimal("1.23456789")
getcontext().prec = 0
getcontext().prec = "x"
getcontext().rounding = "nope"
getcontext().Emin = 5
getcontext().Emax = -1
getcontext().foo = 1
getcontext().rounding = ROUND_DOWN
Decimal(2) / 3, getcontext()
setcontext(Context(prec=10))
getcontext()
Context(prec=5, rounding=ROUND_UP, Emin=-10, Emax=10, capitals=0, clamp=1, flags=[], traps=[Inexact])
Context(prec=-1)
with localcontext() as ctx:
    ctx.prec = 3
    print(Decimal(1) / 3, ctx)
with localcontext(prec=4, rounding=ROUND_UP) as ctx:
    print(Decimal(1) / 3)
localcontext(foo=1)
Decimal(1) / 3
c = Context(prec=4)
c.create_decimal("1.23456"), c.add(1, 2), c.divide(1, 3), c.sqrt(2), c.power(2, 10), c.quantize(Decimal("1.234"), Decimal("0.1")), c.to_sci_string(Decimal("1E5")), c.create_decimal_from_float(0.1), c.multiply(3, 4), c.subtract(1, 2), c.abs(-1), c.plus(Decimal("1.23456")), c.minus(1), c.max(1, 2), c.compare(1, 2), c.exp(1), c.ln(2), c.log10(3), c.fma(2, 3, 4), c.remainder(7, 3), c.divide_int(7, 2), c.divmod(7, 2), c.is_nan(1), c.normalize(Decimal("1.0")), c.Etiny(), c.Etop(), c.copy(), c.to_integral_value(Decimal("1.5")), c.radix()
c.flags[Inexact], c.flags[Rounded], c.flags
c.clear_flags(), c.flags[Inexact]
c.traps
c.clear_traps()
c.divide(1, 0), c.sqrt(-1), c.flags[DivisionByZero], c
c.traps[Inexact] = True
c.divide(1, 3)
c.traps[5] = 1
ExtendedContext, BasicContext, DefaultContext
with localcontext(ExtendedContext):
    print(Decimal(1) / 0, Decimal("x") if 0 else "")
getcontext().traps[FloatOperation] = True
Decimal(1.5)
Decimal(1) < 1.5
Decimal(1) == 1.5
getcontext().traps[FloatOperation] = False
setcontext(DefaultContext)
setcontext(5)
Decimal("9E999999") * 10
Decimal("1E-999999") / 10**30
Decimal("1e1000000000000000000000")
Overflow.__mro__, Clamped.__mro__, FloatOperation.__mro__, InvalidOperation.__bases__, DivisionByZero.__bases__, DecimalException.__bases__, ConversionSyntax if False else 0
Decimal.__module__, Context.__module__, Decimal.__name__, InvalidOperation.__module__, DecimalTuple.__module__
isinstance(Decimal(1), __import__("numbers").Number), isinstance(Decimal(1), __import__("numbers").Real)
import copy, pickle
copy.copy(a) is a, copy.deepcopy(a) is a, pickle.loads(pickle.dumps(a)), pickle.loads(pickle.dumps(Context(prec=3)))
class MyD(Decimal):
    pass
MyD("1.5"), MyD("1.5") + 1, type(MyD(1)), type(MyD(1) + 1), repr(MyD(2))
sum([Decimal("0.1")] * 3), sum([0.1] * 3), max(a, b), sorted([b, a]), min(a, 1), Decimal("0.1") + Decimal("0.2") == Decimal("0.3")
a.foo
Decimal("1").__round__(1), Decimal("1.25").__round__(1), Decimal("1.35").__round__(1), Decimal(5).__int__(), Decimal("1e3").__floor__()
str(Decimal("1").sqrt(Context(prec=50))), Decimal(2).sqrt(Context(prec=50)), Decimal(2).ln(Context(prec=40)), Decimal(1).exp(Context(prec=60))
Decimal("1") + Decimal("1e-30"), Decimal("123456789012345678901234567890") + 1, Decimal("1.000000000000000000000000000049") * 3
Decimal(3) ** Decimal("2.5"), Decimal("0.5") ** 10, Decimal(10) ** -5, Decimal(2) ** 100, Decimal("1.1") ** 100, Decimal("Inf") ** 0, Decimal(0) ** 5, Decimal("-2") ** -3
Decimal(0) ** -1
Decimal("1E+5") == 100000, Decimal("1.0") == 1, {Decimal("1.0"): 1}[1], Decimal("10") in [10], Decimal(5) in {5}
Decimal("１２"), Decimal("inf"), Decimal("infinity"), Decimal("nan0012"), Decimal("-nan")
Decimal.__doc__ is None, DecimalTuple(0, (1,), 2), Decimal(DecimalTuple(0, (1, 2), -1))
Decimal("5").__format__(".3f"), "%.2f" % Decimal("1.005"), "%s" % Decimal("1.0"), "%d" % Decimal("12.7")
import json
json.dumps(Decimal(1))
from decimal import *
f"{Decimal('1234567'):_}"
f"{Decimal('-0.0001'):z.2f}"
f"{Decimal('-0.0001'):z}"
Decimal("1100").logical_and(Decimal("1010")), Decimal("1100").logical_or(1010), Decimal("1100").logical_xor(1010), Decimal("1100").logical_invert(), Decimal("12345").rotate(1), Decimal("12345").rotate(-2), Decimal("12345").shift(-2), Decimal("12345").shift(3), Decimal(1).next_toward(2), Decimal(1).next_toward(0), Decimal(1).next_toward(1)
Decimal(-3).max_mag(2), Decimal(3).min_mag(-4), Decimal(-3).max_mag(3), Decimal(-3).min_mag(3), Decimal(1).compare_signal(2), Decimal(-3).compare_total_mag(2), Decimal("-0").compare_total(0), Decimal("NaN").compare_total(1), Decimal("-NaN").compare_total(1), Decimal("sNaN").compare_total(Decimal("NaN"))
Decimal("NaN").compare_signal(2)
Decimal(1).shift("x")
Decimal(1).shift(100)
Decimal(1).rotate(Decimal("1.5"))
Decimal(1).scaleb(Decimal("0.5"))
Decimal(1).quantize(2, "x")
Decimal(1).to_integral_value("x")
c = Context(prec=5)
c.divmod(7, 2), c.is_nan(1), c.is_infinite(Decimal("Inf")), c.is_signed(-1), c.is_zero(0), c.is_normal(1), c.is_subnormal(1), c.is_finite(1), c.is_qnan(1), c.is_snan(1), c.is_canonical(Decimal(1)), c.canonical(Decimal(1)), c.copy_abs(-1), c.copy_negate(1), c.copy_sign(1, -2), c.copy_decimal(Decimal(3)), c.radix(), c.number_class(1), c.same_quantum(1, 2), c.compare_signal(1, 2), c.compare_total(1, 2), c.compare_total_mag(1, 2), c.max_mag(1, -2), c.min_mag(1, -2), c.next_toward(1, 2), c.next_plus(1), c.next_minus(1), c.to_eng_string(Decimal("1E+4")), c.to_integral_exact(Decimal("1.5")), c.to_integral(Decimal("2.5")), c.rotate(12, 1), c.shift(12, 1), c.scaleb(1, 2), c.logb(100), c.logical_and(1, 1), c.logical_invert(1), c.logical_or(1, 0), c.logical_xor(1, 1), c.remainder_near(7, 4), c.fma(1, 2, 3), c.power(2, 3, 5), c.power(a=2, b=3), c.sqrt(2), c.exp(1), c.ln(3), c.log10(5)
c.add(1.5, 1)
c.add("1", 1)
c.capitals = 5
c.clamp = 2
c.capitals = 0; c.to_sci_string(Decimal("1E+9")), c
del c.prec
c == c.copy(), c != Context(), hash(c) if 0 else ""
c.flags = {}
c.flags = [Inexact]
c.traps = 5
c.flags[Inexact] = 1; c.flags[Inexact], c.flags
divmod(Decimal(5), Decimal(0))
with localcontext() as ctx:
    ctx.traps[InvalidOperation] = ctx.traps[DivisionByZero] = False
    print(divmod(Decimal(5), 0), divmod(Decimal(0), 0), Decimal(0) / 0, Decimal(1) / 0, Decimal("x"), Decimal(-1).sqrt(), Decimal("sNaN1") + 1, ctx)
Decimal("9" * 30), Decimal("1e999999999999999999"), Decimal("1e-1999999999999999997")
Decimal("1e1000000000000000000")
Decimal((0, (), 0)), Decimal((0, (1,), "F")), Decimal((1, (1, 2), "n")), Decimal([0, [1, 2], 3])
Decimal((0, (1,), "x"))
Decimal((0, ("1",), 0))
Decimal((0, 5, 0))
Decimal("1", None), Decimal(value="5"), Decimal("5", Context())
Decimal("1", 5)
DecimalTuple(1, (2,), 3)._fields, DecimalTuple.__module__
Decimal.from_float(True), Decimal("0.1") == Fraction(1, 10) if 0 else ""
from fractions import Fraction
Decimal("0.5") == Fraction(1, 2), Decimal("0.3") < Fraction(1, 3), Fraction(1, 2) == Decimal("0.5")
Decimal(1) + Fraction(1, 2)
Decimal(2) ** Decimal("0.5"), Decimal("2.5") ** 3, Decimal(10) ** 30, Decimal("0.1") ** 20, Decimal(7) ** -3, Decimal("1.0000001") ** 1000000
pow(Decimal(2), 10, 7), pow(Decimal(-2), 3, 5), pow(2, Decimal(3), 5) if 0 else ""
pow(Decimal("2.5"), 2, 3)
pow(Decimal(2), -1, 3)
setcontext(Context(prec=5, Emin=-5, Emax=5))
Decimal("123456789") + 0
Decimal("0.000001234567") + 0, Decimal("0.00000000001") + 0, Decimal("1E-9") * 1
Decimal("99999.9") + 0
getcontext().Etiny(), getcontext().Etop()
'''


def statements(text):
    """The statements of a text: one a line, unless a line is indented, closes a bracket or follows a decorator."""
    found, joined = [], False
    for line in text.strip().splitlines():
        if joined or re.match(r"[\s)\]}]|(else|elif|except|finally)\b", line):
            found[-1] += "\n" + line
        else:
            found.append(line)
        joined = line.startswith("@")
    return found


def run(text):
    """Prints what a statement gives or raises; addresses are left out."""
    try:
        try:
            code = compile(text, "text", "eval")
        except SyntaxError:
            exec(text, globals())
            return
        value = eval(code, globals())
        if value is not None:
            print("=", re.sub(r"0x[0-9a-f]{6,}", "0x...", repr(value)))
    except BaseException as error:
        print(f"{type(error).__name__}:", re.sub(r"0x[0-9a-f]{6,}", "0x...", str(error)))


for statement in statements(STATEMENTS):
    print(">>>", statement.splitlines()[0])
    run(statement)
