"""Fractions by a format specification: exact decimal digits, or numerator/denominator."""

import re

_SPECIFICATION = re.compile(r"(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ]?)(?P<no_zero_sign>z?)(?P<alternate>#?)"
                            r"(?P<zeros>0(?=[0-9]))?(?P<width>0|[1-9][0-9]*)?(?P<separator>[,_]?)"
                            r"(?:\.(?P<precision>0|[1-9][0-9]*))?(?P<kind>[eEfFgG%]?)", re.DOTALL)


def formatted(value, spec):
    """The text of a Fraction."""
    match = _SPECIFICATION.fullmatch(spec)
    parts = match.groupdict() if match else {}
    plain = match and not parts["kind"] and not (parts["no_zero_sign"] or parts["zeros"] or parts["precision"])
    if not match or not (parts["kind"] or plain) or (parts["align"] and parts["zeros"]):
        raise ValueError(f"Invalid format specifier {spec!r} for object of type {type(value).__name__!r}")
    negative, whole, rest = (_quotient if plain else _decimal)(value, parts)
    sign = "-" if negative else parts["sign"] if parts["sign"] in ("+", " ") else ""
    if not plain:
        whole = _grouped(whole, rest, sign, parts)
    return _aligned(sign, whole + rest, parts)


def _quotient(value, parts):
    """Like _decimal(): numerator/denominator."""
    separator = parts["separator"]
    top, bottom = value.numerator, value.denominator
    text = format(abs(top), separator)
    if bottom != 1 or parts["alternate"]:
        text += f"/{format(bottom, separator)}"
    return value < 0, text, ""


def _rounded(top, bottom, exponent):
    """top / bottom in units of 10 ** exponent, rounded half to even."""
    if exponent < 0:
        top *= 10 ** -exponent
    else:
        bottom *= 10 ** exponent
    whole, rest = divmod(top, bottom)
    return whole + (2 * rest > bottom or (2 * rest == bottom and whole % 2))


def _figures(top, bottom, count):
    """`count` figures of a positive quotient, and the power of ten of the last one."""
    if not top:
        return 0, 1 - count
    power = len(str(top)) - len(str(bottom))
    if top < bottom * 10 ** power if power >= 0 else top * 10 ** -power < bottom:
        power -= 1
    exponent = power + 1 - count
    number = _rounded(top, bottom, exponent)
    if len(str(number)) > count:
        return number // 10, exponent + 1
    return number, exponent


def _decimal(value, parts):
    """Whether the number is negative, its whole digits, and what stands behind them."""
    kind, alternate = parts["kind"], parts["alternate"]
    precision = int(parts["precision"] or 6)
    top, bottom = abs(value.numerator), value.denominator
    if kind in "fF%":
        exponent = -precision - (2 if kind == "%" else 0)
        number = _rounded(top, bottom, exponent)
        scientific, places = False, precision
    else:
        count = max(precision, 1) if kind in "gG" else precision + 1
        number, exponent = _figures(top, bottom, count)
        scientific = kind in "eE" or exponent > 0 or exponent + count <= -4
        places = count - 1 if scientific else -exponent
    negative = value < 0 and not (parts["no_zero_sign"] and not number)
    digits = f"{number:0{places + 1}d}"
    whole, part = digits[:len(digits) - places], digits[len(digits) - places:]
    if kind in "gG" and not alternate:
        part = part.rstrip("0")
    rest = ("." if part or alternate else "") + part + ("%" if kind == "%" else "")
    if scientific:
        rest += f"{'E' if kind in 'EG' else 'e'}{exponent + places:+03d}"
    return negative, whole, rest


def _grouped(whole, rest, sign, parts):
    """The whole digits with zeros in front and separators."""
    if parts["zeros"]:
        room = int(parts["width"]) - len(sign) - len(rest)
        if parts["separator"]:
            room = 3 * room // 4 + 1
        whole = whole.zfill(room)
    if not parts["separator"]:
        return whole
    first = 1 + (len(whole) - 1) % 3
    return whole[:first] + "".join(parts["separator"] + whole[i:i + 3] for i in range(first, len(whole), 3))


def _aligned(sign, body, parts):
    room = max(int(parts["width"] or 0) - len(sign) - len(body), 0)
    fill, align = parts["fill"] or " ", parts["align"] or ">"
    if align == "=":
        return sign + fill * room + body
    before = 0 if align == "<" else room // 2 if align == "^" else room
    return fill * before + sign + body + fill * (room - before)
