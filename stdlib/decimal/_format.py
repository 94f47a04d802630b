"""Decimal numbers in formatted texts."""

from decimal._number import Decimal
from decimal._signals import digit_count


class _Spec:
    """A format specification: fill, alignment, sign, zeros, width, commas, precision and type."""

    def __init__(self, text):
        self.fill, self.align, self.sign, self.grouping, self.precision, self.kind = " ", "", "-", "", None, ""
        if len(text) > 1 and text[1] in "<>=^":
            self.fill, self.align, text = text[0], text[1], text[2:]
        elif text[:1] and text[0] in "<>=^":
            self.align, text = text[0], text[1:]
        if text[:1] and text[0] in "+- ":
            self.sign, text = text[0], text[1:]
        self.no_negative_zero = text[:1] == "z"
        text = text[self.no_negative_zero:]
        self.zeros = text[:1] == "0"
        if self.zeros:
            text = text[1:]
            self.fill, self.align = (self.fill if self.align else "0"), self.align or "="
        self.width, text = self._number(text)
        if text[:1] == ",":
            self.grouping, text = ",", text[1:]
        if text[:1] == ".":
            digits = text[1:]
            self.precision, text = self._number(digits)
            if len(text) == len(digits):
                raise ValueError("invalid format string")
        if text and (len(text) != 1 or text not in "eEfFgGn%"):
            raise ValueError("invalid format string")
        self.kind = text

    @staticmethod
    def _number(text):
        """The number that a text begins with, 0 if it begins with none, and the rest."""
        size = 0
        while size < len(text) and text[size].isdecimal():
            size += 1
        return int(text[:size] or 0), text[size:]


def format_number(value, spec, context):
    """What format() makes of a number."""
    spec = _Spec(spec)
    body = _body(value, spec.kind, spec.precision, spec.grouping, context.rounding)
    negative = value._sign and not (spec.no_negative_zero and not value._special and not body.strip("0.,%eE+-"))
    mark = "-" if negative else "" if spec.sign == "-" else spec.sign
    room = max(spec.width - len(mark) - len(body), 0)
    if spec.align == "<":
        return mark + body + spec.fill * room
    if spec.align == "^":
        return spec.fill * (room // 2) + mark + body + spec.fill * (room - room // 2)
    if spec.align != "=":
        return spec.fill * room + mark + body
    if spec.zeros and spec.grouping and not value._special:
        whole, point, part = body.partition(".")
        while len(mark) + len(whole) + len(point + part) < spec.width:
            whole = _group("0" + whole.replace(spec.grouping, ""), spec.grouping)
        return mark + whole + point + part
    return mark + spec.fill * room + body


def _group(digits, grouping):
    parts = []
    while len(digits) > 3:
        parts.insert(0, digits[-3:])
        digits = digits[:-3]
    return grouping.join([digits] + parts)


def _body(value, kind, precision, grouping, rounding):
    """The digits without a sign."""
    number = value.copy_abs()
    if number._special:
        return str(number) + ("%" if kind == "%" else "")
    if kind == "%":
        number = Decimal._make(0, number._int, number._exp + 2)
    letter = kind.lower()
    if precision is not None:
        if letter == "e":
            drop = digit_count(number._int) - precision - 1
            number = _to_size(number, precision + 1, rounding) if drop > 0 or number._int else number
        elif letter in ("f", "%"):
            number = number._rescale(-precision, rounding)
        elif (letter in ("g", "n", "")) and digit_count(number._int) > max(precision, 1):
            number = _to_size(number, max(precision, 1), rounding)
    if not number._int and number._exp > 0 and letter in ("f", "%"):
        number = number._rescale(0, rounding)
    digits = str(number._int)
    left = number._exp + len(digits)
    if letter == "e":
        point = 1
    elif letter in ("f", "%"):
        point = left
    else:
        point = left if number._exp <= 0 and left > -6 else 1
    if letter == "e" and not number._int and precision is not None:
        digits = "0" * (precision + 1)
        left = 1 + number._exp + precision if number._exp + precision else 1
    if point <= 0:
        whole, part = "0", "0" * -point + digits
    elif point >= len(digits):
        whole, part = digits + "0" * (point - len(digits)), ""
    else:
        whole, part = digits[:point], digits[point:]
    if letter == "e" and precision is not None:
        part = part.ljust(precision, "0")
    if grouping:
        whole = _group(whole, grouping)
    text = whole + ("." + part if part else "")
    if letter == "e" or (letter in ("g", "n", "") and left != point):
        text += f"{'e' if kind in ('e', 'g') else 'E'}{left - point:+d}"
    return text + ("%" if kind == "%" else "")


def _to_size(number, size, rounding):
    """The number with at most `size` digits."""
    drop = digit_count(number._int) - size
    if drop <= 0:
        return number
    result, _ = number._drop(drop, rounding)
    if digit_count(result._int) > size:
        result = Decimal._make(0, result._int // 10, result._exp + 1)
    return result
