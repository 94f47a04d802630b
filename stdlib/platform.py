"""What the session says of its machine: what the reference does."""

__all__ = ["system", "machine", "node", "release", "version", "processor", "platform", "python_version",
           "python_version_tuple", "python_implementation", "python_compiler", "architecture", "uname"]


def system():
    return "Linux"


def machine():
    return "x86_64"


def node():
    return "localhost"


def release():
    return "6.1.0"


def version():
    return "#1 SMP"


def processor():
    return ""


def architecture(executable="", bits="", linkage=""):
    return "64bit", "ELF"


def platform(aliased=False, terse=False):
    return "Linux-6.1.0-x86_64-with-glibc2.41"


def python_version():
    return "3.13.5"


def python_version_tuple():
    return "3", "13", "5"


def python_implementation():
    return "CPython"


def python_compiler():
    return "GCC 14.2.0"


def python_build():
    return "main", "Aug 10 2026 12:06:59"


def uname():
    """The facts as a named tuple."""
    from collections import namedtuple

    made = namedtuple("uname_result", "system node release version machine", module="platform")
    return made(system(), node(), release(), version(), machine())
