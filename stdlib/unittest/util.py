"""Texts of values for the messages of tests."""

# A value of a message takes no more room; parts that differ are shown, [N chars] stands for the others.
_ROOM, _EDGE, _NOTE = 80, 5, 12
_DIFFERENT = _ROOM - 3 * _EDGE - 2 * _NOTE


def safe_repr(obj, short=False):
    """The repr of a value, however it fails."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    return text[:_ROOM] + " [truncated]..." if short and len(text) >= _ROOM else text


def strclass(cls):
    """The full name of a class."""
    return f"{cls.__module__}.{cls.__qualname__}"


def _without_middle(text, start, end):
    left_out = len(text) - start - end
    return f"{text[:start]}[{left_out} chars]{text[len(text) - end:]}" if left_out > _NOTE else text


def shortened(*values):
    """The texts of values that are compared, with what they share shortened if one is long."""
    texts = tuple(map(safe_repr, values))
    longest = max(map(len, texts))
    if longest <= _ROOM:
        return texts
    same = 0
    while same < min(map(len, texts)) and len({text[same] for text in texts}) == 1:
        same += 1
    room = _ROOM - (longest - same + _EDGE + _NOTE)
    prefix = _without_middle(texts[0][:same], _EDGE, max(room, _EDGE))
    if room > _EDGE:
        return tuple(prefix + text[same:] for text in texts)
    return tuple(prefix + _without_middle(text[same:], _DIFFERENT, _EDGE) for text in texts)
