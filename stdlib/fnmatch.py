"""Names and patterns with * and ?."""

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def translate(pat):
    """The regular expression of a pattern."""
    import re

    result, i = "", 0
    while i < len(pat):
        c = pat[i]
        i += 1
        if c == "*":
            if not result.endswith(".*"):
                result += ".*"
        elif c == "?":
            result += "."
        elif c == "[":
            end = pat.find("]", i + (pat[i:i + 1] == "!") + (pat[i + (pat[i:i + 1] == "!"):][:1] == "]"))
            if end < 0:
                result += "\\["
            else:
                inner = pat[i:end].replace("\\", "\\\\")
                i = end + 1
                if inner[:1] == "!":
                    inner = "^" + inner[1:]
                elif inner[:1] in ("^", "["):
                    inner = "\\" + inner
                result += f"[{inner}]"
        else:
            result += re.escape(c)
    return f"(?s:{result})\\Z"


def fnmatchcase(name, pat):
    """Whether a name fits a pattern."""
    import re

    return re.match(translate(pat), name) is not None


fnmatch = fnmatchcase


def filter(names, pat):
    """The names that fit a pattern."""
    return [name for name in names if fnmatchcase(name, pat)]
