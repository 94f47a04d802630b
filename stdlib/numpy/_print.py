"""How arrays print: columns of one width, the shortest digits that tell the numbers apart."""

import _numpy
import torch
from _types import refuse
from numpy import _dtypes

_options = {"edgeitems": 3, "threshold": 1000, "floatmode": "maxprec", "precision": 8, "suppress": False,
            "linewidth": 75, "nanstr": "nan", "infstr": "inf", "sign": "-", "formatter": None, "legacy": False,
            "override_repr": None}


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None,
                     infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None):
    """Sets how arrays print from now on."""
    if legacy is not None:
        refuse("numpy.set_printoptions(legacy=...)")
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth,
             "suppress": suppress, "nanstr": nanstr, "infstr": infstr, "sign": sign, "floatmode": floatmode}
    if floatmode not in (None, "fixed", "unique", "maxprec", "maxprec_equal"):
        raise ValueError("floatmode option must be one of fixed, maxprec, maxprec_equal, unique")
    _options.update({name: value for name, value in given.items() if value is not None})
    if floatmode == "fixed" and _options["precision"] is None:
        _options["precision"] = 8
    _options["formatter"] = formatter


def get_printoptions():
    return dict(_options)


class printoptions:
    """Print options for the length of a with block."""

    def __init__(self, *args, **keywords):
        self._args, self._keywords = args, keywords

    def __enter__(self):
        self._saved = dict(_options)
        set_printoptions(*self._args, **self._keywords)
        return dict(_options)

    def __exit__(self, *_):
        _options.update(self._saved)


# ---- One number ----

def _digits(x, bits):
    """(negative, digits, exponent) of the shortest text of a finite float."""
    text, _, exponent = _numpy.digits(x, bits).partition("e")
    negative = text[0] == "-"
    return negative, text.lstrip("-").replace(".", ""), int(exponent)


def _positional(x, bits, precision, unique=True):
    """(whole, fraction): no more than `precision` digits after the point, no zeros at the end."""
    negative, digits, exponent = _digits(x, bits)
    if not unique or precision is not None and len(digits) - 1 - exponent > precision:
        whole, _, part = f"{x:.{precision}f}".partition(".")
        return whole, part.rstrip("0") if unique else part
    if exponent < 0:
        whole, part = "0", "0" * (-exponent - 1) + digits
    else:
        whole, part = digits[:exponent + 1].ljust(exponent + 1, "0"), digits[exponent + 1:]
    return ("-" if negative else "") + whole, part.rstrip("0")


def _scientific(x, bits, precision, unique=True):
    """(whole, fraction, exponent) of the scientific form."""
    negative, digits, exponent = _digits(x, bits)
    if not unique or precision is not None and len(digits) - 1 > precision:
        text, _, power = f"{x:.{precision}e}".partition("e")
        whole, _, part = text.partition(".")
        return whole, part.rstrip("0") if unique else part, int(power)
    return ("-" if negative else "") + digits[0], digits[1:].rstrip("0"), exponent


def format_float_positional(x, precision=None, unique=True, fractional=True, trim="k", sign=False, pad_left=None,
                            pad_right=None, min_digits=None):
    if fractional is not True or pad_left is not None or pad_right is not None or min_digits is not None:
        refuse("numpy.format_float_positional(fractional=..., pad_left=..., pad_right=..., min_digits=...)")
    whole, part = _positional(float(x), _bits_of(x), precision, unique)
    if trim == "k" and precision is not None and not unique:
        part = part.ljust(precision, "0")
    if trim == "0":
        part = part or "0"
    text = whole + "." + part if part or trim != "-" else whole
    return ("+" if sign and text[0] != "-" else "") + text


def format_float_scientific(x, precision=None, unique=True, trim="k", sign=False, pad_left=None, exp_digits=None,
                            min_digits=None):
    if sign is not False or pad_left is not None or min_digits is not None:
        refuse("numpy.format_float_scientific(sign=..., pad_left=..., min_digits=...)")
    whole, part, exponent = _scientific(float(x), _bits_of(x), precision, unique)
    if trim == "0":
        part = part or "0"
    text = whole + "." + part if part or trim != "-" else whole
    return f"{text}e{'-' if exponent < 0 else '+'}{abs(exponent):0{exp_digits or 2}d}"


def _bits_of(x):
    kind = getattr(x, "dtype", None)
    return kind.itemsize * 8 if kind is not None and kind.kind == "f" else 64


# ---- Columns ----

class _Floats:
    """Formats the floats of one array alike."""

    def __init__(self, values, bits, options, plus=False):
        self.bits, self.options = bits, options
        self.plus = plus or options["sign"] == "+"
        self.blank = options["sign"] == " " and not plus
        self.unique = options["floatmode"] != "fixed"
        self.precision = None if options["floatmode"] == "unique" else options["precision"]
        finite = [x for x in values if x == x and x not in (float("inf"), float("-inf"))]
        sizes = [abs(x) for x in finite if x]
        self.scientific = False
        if sizes and not options["suppress"]:
            largest, smallest = max(sizes), min(sizes)
            self.scientific = largest >= 1e8 or smallest < 1e-4 or largest / smallest > 1000.0
        if not finite:
            self.left = self.right = 0
        elif self.scientific:
            self._measure_scientific(finite)
        else:
            self._measure_positional(finite)
        if len(finite) != len(values):
            negative = self.plus or any([x == float("-inf") for x in values])
            offset = self.right + 1
            self.left = max(self.left, len(options["nanstr"]) - offset, len(options["infstr"]) + negative - offset)

    def _sign(self, whole):
        if whole[0] == "-":
            return whole
        return ("+" if self.plus else " " if self.blank else "") + whole

    def _measure_scientific(self, finite):
        parts = [_scientific(x, self.bits, self.precision, self.unique) for x in finite]
        self.places = max([len(part) for _, part, _ in parts])
        if not self.unique:
            self.places = self.precision
        self.power = max([len(str(abs(power))) for _, _, power in parts] + [2])
        self.left = max([len(self._sign(whole)) for whole, _, _ in parts])
        self.right = self.power + 2 + self.places

    def _measure_positional(self, finite):
        parts = [_positional(x, self.bits, self.precision, self.unique) for x in finite]
        self.left = max([len(self._sign(whole)) for whole, _ in parts])
        self.right = max([len(part) for _, part in parts])
        self.fill = "0" if self.options["floatmode"] in ("fixed", "maxprec_equal") else " "

    def __call__(self, x):
        if x != x or x in (float("inf"), float("-inf")):
            text = self.options["nanstr"] if x != x else self.options["infstr"]
            text = ("-" if x < 0 else "+" if self.plus else "") + text if x == x else ("+" if self.plus else "") + text
            return text.rjust(self.left + self.right + 1)
        if self.scientific:
            whole, part, power = _scientific(x, self.bits, self.places, True)
            sign = "-" if power < 0 else "+"
            return f"{self._sign(whole).rjust(self.left)}.{part.ljust(self.places, '0')}e{sign}{abs(power):0{self.power}d}"
        whole, part = _positional(x, self.bits, self.precision, self.unique)
        return self._sign(whole).rjust(self.left) + "." + part.ljust(self.right, self.fill)


class _Complexes:
    """Formats complex numbers: two columns."""

    def __init__(self, values, bits, options):
        self.real = _Floats([x.real for x in values], bits, options)
        self.imaginary = _Floats([x.imag for x in values], bits, options, True)

    def __call__(self, x):
        text = self.imaginary(x.imag)
        end = len(text.rstrip())
        return self.real(x.real) + text[:end] + "j" + text[end:]


def _own(formatter, kind):
    """The user's function for a dtype."""
    if not formatter:
        return None
    names = {"b": ["bool"], "i": ["int", "int_kind"], "u": ["int", "int_kind"], "f": ["float", "float_kind"],
             "c": ["complexfloat", "complex_kind"], "U": ["numpystr", "str_kind"], "O": ["object"]}[kind.kind]
    for name in names + ["all"]:
        if name in formatter:
            return formatter[name]
    return None


def _formatter(a, shown, options):
    """The function that formats every element; `shown` is the array of those that are printed."""
    kind = a.dtype
    own = _own(options["formatter"], kind)
    if own is not None:
        from numpy import _scalars
        return lambda x: own(_scalars.make(kind, x)) if kind.kind not in "UO" else own(x)
    values = shown.reshape(-1).tolist()
    if kind.kind == "b":
        width = 5 if a.ndim else 0
        return lambda x: str(x).rjust(width) if x or not width else "False"
    if kind.kind in "iu":
        width = max([len(str(max(values))), len(str(min(values)))]) if values else 0
        return lambda x: str(x).rjust(width)
    if kind.kind == "f":
        return _Floats(values, kind.itemsize * 8, options)
    if kind.kind == "c":
        return _Complexes(values, kind.itemsize * 4, options)
    if kind.kind == "U":
        return repr
    return lambda x: f"list({x!r})" if isinstance(x, list) else repr(x)


# ---- Lines ----

class _Writer:
    """Lays elements out in nested brackets, lines no wider than the limit."""

    def __init__(self, a, write, options, separator, indent, width, dots):
        self.write, self.separator, self.width = write, separator, width
        self.edge, self.dots, self.rank = options["edgeitems"], dots, a.ndim

    def rows(self, part, indent, width):
        """One level: `part` is an array; its lines after the first start with `indent`."""
        count = part.shape[0]
        cut = self.dots and 2 * self.edge < count
        chosen = list(range(self.edge)) + [None] + list(range(count - self.edge, count)) if cut else list(range(count))
        if part.ndim == 1:
            values = part.tolist()
            return self.line([self.dots if i is None else self.write(values[i]) for i in chosen], indent, width)
        between = self.separator.rstrip() + "\n" * (part.ndim - 1) + indent
        return "[" + between.join([self.dots if i is None else self.rows(part[i], indent + " ", width - 1)
                                   for i in chosen]) + "]"

    def line(self, words, indent, width):
        lines, at = [], indent
        room = width - max(len(self.separator.rstrip()), 1)
        for i, word in enumerate(words):
            last = i == len(words) - 1
            if len(at) + len(word) > (width - 1 if last else room) and len(at) > len(indent):
                lines.append(at.rstrip())
                at = indent
            at += word if last else word + self.separator
        lines.append(at)
        return "[" + "\n".join(lines)[len(indent):] + "]"


def _corners(a, edge):
    """The elements that a summary shows."""
    for axis in range(a.ndim):
        size = a.shape[axis]
        if size > 2 * edge:
            places = torch.tensor(list(range(edge)) + list(range(size - edge, size)))
            from numpy._array import like
            a = like(a, a._t.index_select(axis, places))
    return a


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", *,
                 formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix="", legacy=None,
                 style=None):
    if legacy is not None or style is not None:
        refuse("numpy.array2string(legacy=..., style=...)")
    options = dict(_options)
    given = {"precision": precision, "suppress": suppress_small, "threshold": threshold, "edgeitems": edgeitems,
             "sign": sign, "floatmode": floatmode, "linewidth": max_line_width, "formatter": formatter}
    options.update({name: value for name, value in given.items() if value is not None})
    if a.size == 0:
        return "[]"
    summary = a.size > options["threshold"]
    write = _formatter(a, _corners(a, options["edgeitems"]) if summary else a, options)
    if a.ndim == 0:
        return write(a.item())
    width = options["linewidth"] - len(suffix)
    writer = _Writer(a, write, options, separator, " " * len(prefix), width, "..." if summary else "")
    return writer.rows(a, " " + " " * len(prefix), width)


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    if a.ndim == 0:
        return str(a[()])
    return array2string(a, max_line_width, precision, suppress_small)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    a = arr
    width = max_line_width or _options["linewidth"]
    implied = a.dtype in (_dtypes.int64, _dtypes.float64, _dtypes.complex128, _dtypes.bool_) and a.size > 0
    extras = []
    if a.size == 0 and a.shape != (0,) or a.size > _options["threshold"]:
        extras.append(f"shape={a.shape}")
    if not implied:
        extras.append("dtype=" + (repr(str(a.dtype)) if a.dtype.kind == "U" else a.dtype.name))
    body = "array(" + array2string(a, max_line_width, precision, suppress_small, ", ", "array(",
                                   suffix="," if extras else ")")
    if not extras:
        return body + ")"
    tail = ", ".join(extras) + ")"
    last = len(body) + 1 - (body.rfind("\n") + 1)
    gap = "\n" + " " * len("array(") if last + len(tail) + 1 > width else " "
    return body + "," + gap + tail
