"""Texts in HTML."""

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    """A text that HTML shows as it is."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s


def unescape(s):
    """A text whose character references are resolved."""
    if "&" not in s:
        return s
    from html._references import replace

    return replace(s)
