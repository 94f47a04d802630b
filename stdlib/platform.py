"""What kind of system a program sees. What would tell about the machine itself is refused."""

__all__ = ["system", "machine", "node", "release", "version", "processor", "platform", "python_version",
           "python_version_tuple", "python_implementation", "python_compiler", "python_build", "architecture", "uname"]


def system():
    return "Linux"


def machine():
    return "x86_64"


def architecture(executable="", bits="", linkage=""):
    return "64bit", "ELF"


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


def python_branch():
    return ""


python_revision = python_branch


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    return "glibc", "2.41"
