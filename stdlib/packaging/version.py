"""Versions as PEP 440 writes and orders them."""

import re

__all__ = ["InvalidVersion", "VERSION_PATTERN", "Version", "parse"]

VERSION_PATTERN = r"""
    v?
    (?:(?P<epoch>[0-9]+)!)?
    (?P<release>[0-9]+(?:\.[0-9]+)*)
    (?:[-_.]?(?P<pre_l>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<pre_n>[0-9]+)?)?
    (?:-(?P<post_n1>[0-9]+)|[-_.]?(?P<post_l>post|rev|r)[-_.]?(?P<post_n2>[0-9]+)?)?
    (?:[-_.]?(?P<dev_l>dev)[-_.]?(?P<dev_n>[0-9]+)?)?
    (?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?
"""
_PATTERN = re.compile(r"\s*" + VERSION_PATTERN + r"\s*", re.VERBOSE | re.IGNORECASE)
_STAGES = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
_LAST = float("inf")


class InvalidVersion(ValueError):
    """The text is no version."""


def parse(version):
    """The version that a text writes."""
    return Version(version)


def _number(text):
    return int(text) if text else 0


class Version:
    """Epoch, release, stage before it, steps after it, development and local parts."""

    def __init__(self, version):
        match = _PATTERN.fullmatch(version)
        if not match:
            raise InvalidVersion(f"Invalid version: {version!r}")
        part = match.groupdict()
        self.epoch = _number(part["epoch"])
        self.release = tuple(int(number) for number in part["release"].split("."))
        stage = part["pre_l"] and part["pre_l"].lower()
        self.pre = (_STAGES.get(stage, stage), _number(part["pre_n"])) if stage else None
        after = part["post_n1"] or part["post_l"]
        self.post = _number(part["post_n1"] or part["post_n2"]) if after else None
        self.dev = _number(part["dev_n"]) if part["dev_l"] else None
        self.local = None
        if part["local"]:
            words = re.split(r"[-_.]", part["local"].lower())
            self.local = ".".join(str(int(word)) if word.isdigit() else word for word in words)
        self._key = self._order()

    def _order(self):
        """What versions are compared by: a development version comes first, then stages, the release, later steps."""
        release = self.release
        while len(release) > 1 and release[-1] == 0:
            release = release[:-1]
        early = self.dev is not None and self.pre is None and self.post is None
        pre = self.pre if self.pre else (("",) if early else ("~",))
        local = tuple((1, int(word), "") if word.isdigit() else (0, 0, word)
                      for word in self.local.split(".")) if self.local else ()
        return (self.epoch, release, pre, -1 if self.post is None else self.post,
                _LAST if self.dev is None else self.dev, local)

    @property
    def public(self):
        return str(self).split("+", 1)[0]

    @property
    def base_version(self):
        return (f"{self.epoch}!" if self.epoch else "") + ".".join(map(str, self.release))

    @property
    def is_prerelease(self):
        return self.dev is not None or self.pre is not None

    @property
    def is_postrelease(self):
        return self.post is not None

    @property
    def is_devrelease(self):
        return self.dev is not None

    @property
    def major(self):
        return self.release[0]

    @property
    def minor(self):
        return self.release[1] if len(self.release) > 1 else 0

    @property
    def micro(self):
        return self.release[2] if len(self.release) > 2 else 0

    def __str__(self):
        text = self.base_version
        if self.pre is not None:
            text += "".join(map(str, self.pre))
        if self.post is not None:
            text += f".post{self.post}"
        if self.dev is not None:
            text += f".dev{self.dev}"
        return text if self.local is None else f"{text}+{self.local}"

    def __repr__(self):
        return f"<Version('{self}')>"

    def __hash__(self):
        return hash(self._key)

    def __eq__(self, other):
        return self._key == other._key if isinstance(other, Version) else NotImplemented

    def __lt__(self, other):
        return self._key < other._key if isinstance(other, Version) else NotImplemented

    def __le__(self, other):
        return self._key <= other._key if isinstance(other, Version) else NotImplemented

    def __gt__(self, other):
        return self._key > other._key if isinstance(other, Version) else NotImplemented

    def __ge__(self, other):
        return self._key >= other._key if isinstance(other, Version) else NotImplemented
