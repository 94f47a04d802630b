"""Character references: those of HTML 4. Others are refused, since HTML 5 has two thousand more."""

import re

# The names of the characters from 160 to 255.
_LATIN = ("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
          "micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring "
          "AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml "
          "times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil "
          "egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash "
          "ugrave uacute ucirc uuml yacute thorn yuml").split()
_OTHERS = {
    "quot": 34, "amp": 38, "lt": 60, "gt": 62, "apos": 39, "OElig": 338, "oelig": 339, "Scaron": 352, "scaron": 353,
    "Yuml": 376, "fnof": 402, "circ": 710, "tilde": 732, "thetasym": 977, "upsih": 978, "piv": 982, "ensp": 8194,
    "emsp": 8195, "thinsp": 8201, "zwnj": 8204, "zwj": 8205, "lrm": 8206, "rlm": 8207, "ndash": 8211, "mdash": 8212,
    "lsquo": 8216, "rsquo": 8217, "sbquo": 8218, "ldquo": 8220, "rdquo": 8221, "bdquo": 8222, "dagger": 8224,
    "Dagger": 8225, "bull": 8226, "hellip": 8230, "permil": 8240, "prime": 8242, "Prime": 8243, "lsaquo": 8249,
    "rsaquo": 8250, "oline": 8254, "frasl": 8260, "euro": 8364, "image": 8465, "weierp": 8472, "real": 8476,
    "trade": 8482, "alefsym": 8501, "larr": 8592, "uarr": 8593, "rarr": 8594, "darr": 8595, "harr": 8596, "crarr": 8629,
    "lArr": 8656, "uArr": 8657, "rArr": 8658, "dArr": 8659, "hArr": 8660, "forall": 8704, "part": 8706, "exist": 8707,
    "empty": 8709, "nabla": 8711, "isin": 8712, "notin": 8713, "ni": 8715, "prod": 8719, "sum": 8721, "minus": 8722,
    "lowast": 8727, "radic": 8730, "prop": 8733, "infin": 8734, "ang": 8736, "and": 8743, "or": 8744, "cap": 8745,
    "cup": 8746, "int": 8747, "there4": 8756, "sim": 8764, "cong": 8773, "asymp": 8776, "ne": 8800, "equiv": 8801,
    "le": 8804, "ge": 8805, "sub": 8834, "sup": 8835, "nsub": 8836, "sube": 8838, "supe": 8839, "oplus": 8853,
    "otimes": 8855, "perp": 8869, "sdot": 8901, "lceil": 8968, "rceil": 8969, "lfloor": 8970, "rfloor": 8971,
    "loz": 9674, "spades": 9824, "clubs": 9827, "hearts": 9829, "diams": 9830, "lang": 10216, "rang": 10217}
_GREEK = ("Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon "
          "Phi Chi Psi Omega").split()
# What numbers from 128 to 159 stand for, as browsers read them.
_WINDOWS = (8364, 129, 8218, 402, 8222, 8230, 8224, 8225, 710, 8240, 352, 8249, 338, 141, 381, 143, 144, 8216, 8217,
            8220, 8221, 8226, 8211, 8212, 732, 8482, 353, 8250, 339, 157, 382, 376)

table = {name: chr(160 + i) for i, name in enumerate(_LATIN)}
table.update((name, chr(number)) for name, number in _OTHERS.items())
for _i, _name in enumerate(_GREEK):
    if _name != "-":
        table[_name] = chr(0x391 + _i)
        table[_name.lower()] = chr(0x3B1 + _i)
table["sigmaf"] = "\u03c2"
# These are read without a semicolon as well.
_bare = set(_LATIN) | {"quot", "amp", "lt", "gt", "QUOT", "AMP", "LT", "GT", "COPY", "REG"}
for _name in ("QUOT", "AMP", "LT", "GT", "COPY", "REG"):
    table[_name] = table[_name.lower()]


def _number(code):
    if 128 <= code < 160:
        return chr(_WINDOWS[code - 128])
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    if code < 32 and code not in (9, 10, 12, 13) or 127 <= code < 160 or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0 \
            or code == 11:
        return "" if code not in (13,) else "\r"
    return chr(code)


def _value(match):
    text = match.group(1)
    if text[0] == "#":
        digits = text[1:].rstrip(";")
        return _number(int(digits[1:], 16) if digits[0] in "xX" else int(digits))
    name = text.rstrip(";")
    if text.endswith(";"):
        if name in table:
            return table[name]
    for length in range(len(name), 1, -1):
        if name[:length] in _bare:
            return table[name[:length]] + text[length:]
    if text.endswith(";") and name.isalnum():
        from _types import refuse

        refuse(f"the character reference &{text}")
    return "&" + text


def replace(s):
    """Resolves the references of a text."""
    return re.sub(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)", _value, s)
