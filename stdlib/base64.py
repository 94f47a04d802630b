"""Base64, base32 and base16 (RFC 4648)."""

import binascii

__all__ = ["encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode",
           "b16encode", "b16decode", "standard_b64encode", "standard_b64decode", "urlsafe_b64encode",
           "urlsafe_b64decode"]


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


def b32encode(s):
    """Bytes in base32."""
    s = _bytes(s) if not isinstance(s, str) else _require(s)
    out = bytearray()
    for place in range(0, len(s), 5):
        part = s[place:place + 5]
        number = int.from_bytes(part.ljust(5, b"\0"))
        digits = bytes(_BASE32[number >> 5 * i & 31] for i in range(7, -1, -1))
        keep = (len(part) * 8 + 4) // 5
        out += digits[:keep] + b"=" * (8 - keep)
    return bytes(out)


def b32decode(s, casefold=False, map01=None):
    """Base32 as bytes."""
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if casefold:
        s = s.upper()
    digits = s.rstrip(b"=")
    number = 0
    for c in digits:
        place = _BASE32.find(c)
        if place < 0:
            raise binascii.Error("Non-base32 digit found")
        number = number << 5 | place
    if len(s) - len(digits) not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    bits = len(digits) * 5
    return (number >> bits % 8).to_bytes(bits // 8)


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
