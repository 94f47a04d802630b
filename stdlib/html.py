"""HTML's special characters."""

__all__ = ["escape", "unescape"]

_NAMES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\xa0", "copy": "\xa9", "reg": "\xae",
          "hellip": "\u2026", "mdash": "\u2014", "ndash": "\u2013", "euro": "\u20ac", "times": "\xd7"}


def escape(s, quote=True):
    """A text with &, < and > (and quotes) as entities."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s


def unescape(s):
    """A text with the common entities as characters."""
    if "&" not in s:
        return s
    import re

    def value(match):
        name = match.group(1)
        if name[0] == "#":
            return chr(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))
        return _NAMES.get(name, match.group())

    return re.sub(r"&(#\d+|#[xX][0-9a-fA-F]+|\w+);", value, s)
