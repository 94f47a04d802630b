# Fractions by format specifications: exact digits, signs, zeros, separators, and what is refused.
from fractions import Fraction

values = Fraction(22, 7), Fraction(-2, 3), Fraction(0), Fraction(10 ** 9), Fraction(1, 10 ** 7), Fraction(3, 400), Fraction(-1, 2)
specs = ("e f g .3e .3f .2% 10.2f +.1f _ >10 , #.3g E ,.2f 08.2f .0f .1g .0e g G z.0f *^12 =+9 #.0f -010,.1f 07,.0f "
         "010 >010f 006f .02f .f Q6f Z.2f 05 z").split(" ")
for spec in specs:
    shown = []
    for value in values:
        try:
            shown.append(format(value, spec))
        except ValueError as error:
            shown.append(str(error))
            break
    print(repr(spec), shown)
print(Fraction("3 / 2"), Fraction.from_decimal(3))
for call in (lambda: Fraction(1, 2) % 1j, lambda: 1j // Fraction(1, 2), lambda: Fraction.from_decimal(0.5)):
    try:
        print(call())
    except TypeError as error:
        print(error)
