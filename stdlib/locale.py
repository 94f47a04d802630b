"""The one locale of a session: C, with UTF-8."""

__all__ = ["getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale", "localeconv", "strcoll",
           "strxfrm", "str", "atof", "atoi", "format_string", "currency", "normalize", "LC_CTYPE", "LC_COLLATE",
           "LC_MESSAGES", "LC_TIME", "LC_MONETARY", "LC_NUMERIC", "LC_ALL", "CHAR_MAX", "getencoding"]

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
_str = str


class Error(Exception):
    """There is no such locale."""


def setlocale(category, locale=None):
    """The locale's name; others than C cannot be chosen."""
    if category not in range(7):
        raise Error("unsupported locale setting")
    if locale is None or locale in ("", "C", "POSIX", "C.UTF-8", "C.utf8") or locale in (("C", "UTF-8"), (None, None)):
        return "C" if locale in ("C", "POSIX", (None, None)) else "C.UTF-8"
    from _types import refuse

    refuse(f"the locale {locale}")


def getlocale(category=LC_CTYPE):
    """The language and encoding."""
    return ("C", "UTF-8") if category == LC_CTYPE else (None, None)


def getdefaultlocale(envvars=()):
    return "C", "UTF-8"


def getpreferredencoding(do_setlocale=True):
    return "UTF-8"


def getencoding():
    return "UTF-8"


def normalize(localename):
    return localename


def localeconv():
    """How numbers are written."""
    return {"int_curr_symbol": "", "currency_symbol": "", "mon_decimal_point": "", "mon_thousands_sep": "",
            "mon_grouping": [], "positive_sign": "", "negative_sign": "", "int_frac_digits": CHAR_MAX,
            "frac_digits": CHAR_MAX, "p_cs_precedes": CHAR_MAX, "p_sep_by_space": CHAR_MAX, "n_cs_precedes": CHAR_MAX,
            "n_sep_by_space": CHAR_MAX, "p_sign_posn": CHAR_MAX, "n_sign_posn": CHAR_MAX, "decimal_point": ".",
            "thousands_sep": "", "grouping": []}


def strcoll(a, b, /):
    """The order of two texts: by code points."""
    return (a > b) - (a < b)


def strxfrm(string, /):
    return string


def format_string(f, val, grouping=False, monetary=False):
    """The % operator; there is no grouping in this locale."""
    return f % val


def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    """A float with 12 digits."""
    return "%.12g" % val


def delocalize(string):
    return string


def atof(string, func=float):
    return func(string)


def atoi(string):
    return int(string)


def resetlocale(category=LC_ALL):
    """The locale is the only one."""
