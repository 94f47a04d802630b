"""Bytes as text in hexadecimal digits and base64."""


class Error(ValueError):
    """A text that cannot be decoded."""


class Incomplete(Exception):
    """A text that ends too early."""


_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {c: i for i, c in enumerate(_ALPHABET)}


def hexlify(data, sep=None, bytes_per_sep=1):
    """Bytes as hexadecimal digits."""
    text = bytes(data).hex() if sep is None else bytes(data).hex(sep, bytes_per_sep)
    return text.encode()


b2a_hex = hexlify


def unhexlify(hexstr, /):
    """Hexadecimal digits as bytes."""
    if isinstance(hexstr, str):
        if not hexstr.isascii():
            raise ValueError("string argument should contain only ASCII characters")
    else:
        hexstr = bytes(hexstr).decode("latin-1")
    if len(hexstr) % 2:
        raise Error("Odd-length string")
    if any(c not in "0123456789abcdefABCDEF" for c in hexstr):
        raise Error("Non-hexadecimal digit found")
    return bytes.fromhex(hexstr)


a2b_hex = unhexlify


def b2a_base64(data, /, *, newline=True):
    """Bytes in base64."""
    data = bytes(data)
    out = bytearray()
    for place in range(0, len(data) - 2, 3):
        number = int.from_bytes(data[place:place + 3])
        out += bytes((_ALPHABET[number >> 18], _ALPHABET[number >> 12 & 63], _ALPHABET[number >> 6 & 63],
                      _ALPHABET[number & 63]))
    rest = len(data) % 3
    if rest:
        number = int.from_bytes(data[-rest:].ljust(3, b"\0"))
        out += bytes((_ALPHABET[number >> 18], _ALPHABET[number >> 12 & 63],
                      _ALPHABET[number >> 6 & 63] if rest == 2 else 61, 61))
    if newline:
        out += b"\n"
    return bytes(out)


def a2b_base64(data, /, *, strict_mode=False):
    """Base64 as bytes; characters outside the alphabet are passed over."""
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        data = data.encode()
    out = bytearray()
    number = count = pads = 0
    for c in bytes(data):
        if c == 61:
            pads += 1
            if count >= 2 and count + pads >= 4:
                out += (number << 6 * (4 - count)).to_bytes(3)[:count - 1]
                number = count = pads = 0
                if not strict_mode:
                    return bytes(out)
            continue
        value = _VALUES.get(c)
        if value is None:
            if strict_mode:
                raise Error("Only base64 data is allowed")
            continue
        pads = 0
        number = number << 6 | value
        count += 1
        if count == 4:
            out += number.to_bytes(3)
            number = count = 0
    if count == 1:
        raise Error(f"Invalid base64-encoded string: number of data characters ({len(out) // 3 * 4 + 1}) cannot be 1 "
                    "more than a multiple of 4")
    if count:
        raise Error("Incorrect padding")
    return bytes(out)


def crc32(data, value=0, /):
    """The CRC-32 checksum."""
    value ^= 0xFFFFFFFF
    for byte in bytes(data):
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
    return value ^ 0xFFFFFFFF
