"""Rational numbers."""

import math
import numbers
import operator

__all__ = ["Fraction"]


def _parse(text):
    """Numerator and denominator of a text: 3/4, -1.5e3, 7; None where it is no number."""
    body = text.strip()
    sign = 1
    if body[:1] in ("+", "-"):
        sign = -1 if body[0] == "-" else 1
        body = body[1:]

    def digits(part):
        """Digits with single underscores between them."""
        return part.replace("_", "") if part and all(piece.isdecimal() for piece in part.split("_")) else None

    if "/" in body:
        top, _, bottom = body.partition("/")
        top, bottom = digits(top.rstrip()), digits(bottom.lstrip())
        return None if top is None or bottom is None else (sign * int(top), int(bottom))
    mantissa, letter, exponent = body.partition("e") if "e" in body else body.partition("E")
    power = 0
    if letter:
        unsigned = exponent[1:] if exponent[:1] in ("+", "-") else exponent
        if digits(unsigned) is None:
            return None
        power = int(exponent)
    whole, point, part = mantissa.partition(".")
    if not whole and not part:
        return None
    whole_digits, part_digits = digits(whole) if whole else "", digits(part) if part else ""
    if whole_digits is None or part_digits is None:
        return None
    top = sign * int((whole_digits + part_digits) or "0")
    power -= len(part_digits)
    return (top * 10 ** power, 1) if power >= 0 else (top, 10 ** -power)


class Fraction(numbers.Rational):
    """A quotient of two integers in lowest terms."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, numbers.Rational):
                self._numerator, self._denominator = numerator.numerator, numerator.denominator
                return self
            if isinstance(numerator, float) or (not isinstance(numerator, type)
                                                and hasattr(numerator, "as_integer_ratio")):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance or have the as_integer_ratio() "
                                "method")
            found = _parse(numerator)
            if found is None:
                raise ValueError(f"Invalid literal for Fraction: {numerator!r}")
            numerator, denominator = found
        elif type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        divisor = math.gcd(numerator, denominator)
        if denominator < 0:
            divisor = -divisor
        self._numerator, self._denominator = numerator // divisor, denominator // divisor
        return self

    @classmethod
    def from_float(cls, f):
        """The exact value of a float."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """The exact value of a Decimal."""
        from decimal import Decimal

        if isinstance(dec, numbers.Integral):
            return cls(int(dec))
        if not isinstance(dec, Decimal):
            raise TypeError(f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})")
        return cls(*dec.as_integer_ratio())

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def is_integer(self):
        """Whether the denominator is 1."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """The pair of integers."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction whose denominator is not above a limit."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __format__(self, spec):
        if not spec:
            return str(self)
        from _fractionformat import formatted

        return formatted(self, spec)

    @staticmethod
    def _operands(a, b):
        return a._numerator, a._denominator, b.numerator, b.denominator

    def __add__(a, b):
        return _combine(a, b, operator.add, lambda na, da, nb, db: Fraction(na * db + nb * da, da * db))

    def __radd__(b, a):
        return _combine_reflected(b, a, operator.add, lambda na, da, nb, db: Fraction(na * db + nb * da, da * db))

    def __sub__(a, b):
        return _combine(a, b, operator.sub, lambda na, da, nb, db: Fraction(na * db - nb * da, da * db))

    def __rsub__(b, a):
        return _combine_reflected(b, a, operator.sub, lambda na, da, nb, db: Fraction(na * db - nb * da, da * db))

    def __mul__(a, b):
        return _combine(a, b, operator.mul, lambda na, da, nb, db: Fraction(na * nb, da * db))

    def __rmul__(b, a):
        return _combine_reflected(b, a, operator.mul, lambda na, da, nb, db: Fraction(na * nb, da * db))

    def __truediv__(a, b):
        return _combine(a, b, operator.truediv, _divide)

    def __rtruediv__(b, a):
        return _combine_reflected(b, a, operator.truediv, _divide)

    def __floordiv__(a, b):
        return _combine(a, b, operator.floordiv, lambda na, da, nb, db: (na * db) // (da * nb))

    def __rfloordiv__(b, a):
        return _combine_reflected(b, a, operator.floordiv, lambda na, da, nb, db: (na * db) // (da * nb))

    def __mod__(a, b):
        return _combine(a, b, operator.mod, lambda na, da, nb, db: Fraction((na * db) % (nb * da), da * db))

    def __rmod__(b, a):
        return _combine_reflected(b, a, operator.mod,
                                  lambda na, da, nb, db: Fraction((na * db) % (nb * da), da * db))

    def __divmod__(a, b):
        return _combine(a, b, divmod, _divmod)

    def __rdivmod__(b, a):
        return _combine_reflected(b, a, divmod, _divmod)

    def __pow__(a, b):
        if isinstance(b, numbers.Rational):
            if b.denominator == 1:
                power = b.numerator
                if power >= 0:
                    return Fraction(a._numerator ** power, a._denominator ** power)
                if a._numerator == 0:
                    raise ZeroDivisionError(f"Fraction({a._denominator ** -power}, 0)")
                return Fraction(a._denominator ** -power, a._numerator ** -power)
            return float(a) ** float(b)
        if isinstance(b, (float, complex)):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(self):
        return Fraction(self._numerator, self._denominator)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def __int__(self):
        if self._numerator < 0:
            return -(-self._numerator // self._denominator)
        return self._numerator // self._denominator

    __trunc__ = __int__

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator:
                return floor
            if rest * 2 > self._denominator:
                return floor + 1
            return floor if floor % 2 == 0 else floor + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        import sys

        modulus = sys.hash_info.modulus
        try:
            inverse = pow(self._denominator, -1, modulus)
        except ValueError:
            result = sys.hash_info.inf
        else:
            result = hash(hash(abs(self._numerator)) * inverse)
        result = result if self._numerator >= 0 else -result
        return -2 if result == -1 else result

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            return 0.0 == b if math.isnan(b) or math.isinf(b) else a == a.from_float(b)
        return NotImplemented

    def _compare(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            return op(0.0, other) if math.isnan(other) or math.isinf(other) else op(self, self.from_float(other))
        return NotImplemented

    def __lt__(a, b):
        return a._compare(b, operator.lt)

    def __gt__(a, b):
        return a._compare(b, operator.gt)

    def __le__(a, b):
        return a._compare(b, operator.le)

    def __ge__(a, b):
        return a._compare(b, operator.ge)

    def __bool__(self):
        return bool(self._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _divide(na, da, nb, db):
    if nb == 0:
        raise ZeroDivisionError(f"Fraction({na * db}, 0)")
    return Fraction(na * db, da * nb)


def _divmod(na, da, nb, db):
    quotient, rest = divmod(na * db, da * nb)
    return quotient, Fraction(rest, da * db)


_REAL_ONLY = (operator.floordiv, operator.mod, divmod)


def _combine(a, b, fallback, exact):
    """a op b: exact for rationals, by floats beside floats."""
    if isinstance(b, (int, Fraction)):
        return exact(a._numerator, a._denominator, b.numerator, b.denominator)
    if isinstance(b, float):
        return fallback(float(a), b)
    if isinstance(b, complex) and fallback not in _REAL_ONLY:
        return fallback(complex(a), b)
    return NotImplemented


def _combine_reflected(b, a, fallback, exact):
    if isinstance(a, numbers.Rational):
        return exact(a.numerator, a.denominator, b._numerator, b._denominator)
    if isinstance(a, numbers.Real):
        return fallback(float(a), float(b))
    if isinstance(a, numbers.Complex) and fallback not in _REAL_ONLY:
        return fallback(complex(a), complex(b))
    return NotImplemented
