"""Base64, base32 and base16 (RFC 4648)."""

import binascii

__all__ = ["encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode",
           "b16encode", "b16decode", "standard_b64encode", "standard_b64decode", "urlsafe_b64encode",
           "urlsafe_b64decode", "b32hexencode", "b32hexdecode", "b85encode", "b85decode", "a85encode", "a85decode",
           "z85encode", "z85decode"]


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {s.__class__.__name__!r}") \
            from None


def b64encode(s, altchars=None):
    """Bytes in base64."""
    encoded = binascii.b2a_base64(memoryview(s) if not isinstance(s, (bytes, bytearray, str)) else _require(s),
                                  newline=False)
    if altchars is not None:
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def _require(s):
    if isinstance(s, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return s


def b64decode(s, altchars=None, validate=False):
    """Base64 as bytes."""
    s = _bytes(s)
    if altchars is not None:
        s = s.translate(bytes.maketrans(_bytes(altchars), b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Bytes in base64."""
    return b64encode(s)


def standard_b64decode(s):
    """Base64 as bytes."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """Bytes in base64 with - and _ for + and /."""
    return b64encode(s).translate(bytes.maketrans(b"+/", b"-_"))


def urlsafe_b64decode(s):
    """Base64 with - and _ as bytes."""
    return b64decode(_bytes(s).translate(bytes.maketrans(b"-_", b"+/")))


_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_BASE32_HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"


def _encode32(alphabet, s):
    s = _bytes(s) if not isinstance(s, str) else _require(s)
    out = bytearray()
    for place in range(0, len(s), 5):
        part = s[place:place + 5]
        number = int.from_bytes(part.ljust(5, b"\0"))
        digits = bytes(alphabet[number >> 5 * i & 31] for i in range(7, -1, -1))
        keep = (len(part) * 8 + 4) // 5
        out += digits[:keep] + b"=" * (8 - keep)
    return bytes(out)


def _decode32(alphabet, s, casefold=False, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        s = s.translate(bytes.maketrans(b"01", b"O" + _bytes(map01)))
    if casefold:
        s = s.upper()
    digits = s.rstrip(b"=")
    number = 0
    for c in digits:
        place = alphabet.find(c)
        if place < 0:
            raise binascii.Error("Non-base32 digit found")
        number = number << 5 | place
    if len(s) - len(digits) not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    bits = len(digits) * 5
    return (number >> bits % 8).to_bytes(bits // 8)


def b32encode(s):
    """Bytes in base32."""
    return _encode32(_BASE32, s)


def b32decode(s, casefold=False, map01=None):
    """Base32 as bytes."""
    return _decode32(_BASE32, s, casefold, map01)


def b32hexencode(s):
    """Bytes in base32 with the extended hexadecimal alphabet."""
    return _encode32(_BASE32_HEX, s)


def b32hexdecode(s, casefold=False):
    """Base32 with the extended hexadecimal alphabet as bytes."""
    return _decode32(_BASE32_HEX, s, casefold)


def b16encode(s):
    """Bytes in hexadecimal digits, upper case."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Hexadecimal digits as bytes."""
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if any(c not in b"0123456789ABCDEF" for c in s):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


_BASE85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_ZEROMQ85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
_ASCII85 = bytes(range(33, 118))


def _encode85(alphabet, s, pad, short):
    """Five digits for four bytes; `short` has the letters that stand for some words, by the word."""
    data = memoryview(s).tobytes()
    missing = -len(data) % 4
    groups = []
    for place in range(0, len(data), 4):
        word = int.from_bytes(data[place:place + 4].ljust(4, b"\0"))
        digits = bytes(alphabet[word // 85 ** i % 85] for i in (4, 3, 2, 1, 0))
        last = place + 4 > len(data) and not pad
        groups.append(digits[:5 - missing] if last else short.get(word, digits))
    return groups


def _decode85(values, complaint):
    """Four bytes for five digits, given as numbers; `complaint` makes the text about a group that is too large."""
    missing = -len(values) % 5
    values = values + [84] * missing
    out = bytearray()
    for place in range(0, len(values), 5):
        word = 0
        for value in values[place:place + 5]:
            word = word * 85 + value
        if word > 0xFFFFFFFF:
            raise ValueError(complaint(place))
        out += word.to_bytes(4)
    return bytes(out[:len(out) - missing])


def _digits85(alphabet, data, name):
    values = []
    for place, digit in enumerate(data):
        value = alphabet.find(digit)
        if value < 0:
            raise ValueError(f"bad {name} character at position {place}")
        values.append(value)
    return values


def b85encode(b, pad=False):
    """Bytes in base85, as git writes them."""
    return b"".join(_encode85(_BASE85, b, pad, {}))


def b85decode(b):
    """Base85 as bytes."""
    data = _bytes(b)
    return _decode85(_digits85(_BASE85, data, "base85"),
                     lambda place: f"base85 overflow in hunk starting at byte {place}")


def z85encode(s):
    """Bytes in ZeroMQ's base85."""
    return b"".join(_encode85(_ZEROMQ85, s, False, {}))


def z85decode(s):
    """ZeroMQ's base85 as bytes."""
    data = _bytes(s)
    return _decode85(_digits85(_ZEROMQ85, data, "z85"),
                     lambda place: f"z85 overflow in hunk starting at byte {place}")


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Bytes in Ascii85."""
    short = {0: b"z", 0x20202020: b"y"} if foldspaces else {0: b"z"}
    text = b"".join(_encode85(_ASCII85, b, pad, short))
    if adobe:
        text = b"<~" + text
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [text[place:place + wrapcol] for place in range(0, len(text), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        text = b"\n".join(lines)
    return text + b"~>" if adobe else text


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """Ascii85 as bytes."""
    data = _bytes(b)
    if adobe:
        if not data.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        data = data[2 if data.startswith(b"<~") else 0:-2]
    values = []
    for digit in data:
        if 33 <= digit <= 117:
            values.append(digit - 33)
        elif digit == 0x7A or foldspaces and digit == 0x79:
            if len(values) % 5:
                raise ValueError(f"{chr(digit)} inside Ascii85 5-tuple")
            word = 0 if digit == 0x7A else 0x20202020
            values += [word // 85 ** i % 85 for i in (4, 3, 2, 1, 0)]
        elif digit not in ignorechars:
            raise ValueError(f"Non-Ascii85 digit found: {chr(digit)}")
    return _decode85(values, lambda place: "Ascii85 overflow")


def encodebytes(s):
    """Bytes in base64, in lines of 76 characters."""
    return b"".join(binascii.b2a_base64(s[place:place + 57]) for place in range(0, len(s), 57))


def decodebytes(s):
    """Base64 in lines as bytes."""
    return binascii.a2b_base64(s)


def encode(input, output):
    """Encodes a binary file object."""
    output.write(encodebytes(input.read()))


def decode(input, output):
    """Decodes a binary file object."""
    output.write(decodebytes(input.read()))
