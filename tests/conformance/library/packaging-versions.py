"""Versions of packages."""
import torch
from packaging import version
from packaging.version import InvalidVersion, Version

texts = ["1.0", "1.0.0", "1.0a1", "1.0.dev3", "1.0rc2", "1.0.post1", "1.0a1.dev2", "1!0.5", "2.0.0+cu118", "2.0.0",
         "1.10", "1.9", "v1.0-alpha.2", "1.0-1", "2.0.0+cpu.1", "1.0beta"]
for text in sorted(texts, key=Version):
    v = version.parse(text)
    print(text, str(v), repr(v), v.release, v.pre, v.post, v.dev, v.local, v.epoch, v.public, v.base_version,
          v.is_prerelease, v.is_postrelease, v.is_devrelease, v.major, v.minor, v.micro)
print(version.parse(torch.__version__.split("+")[0]) >= version.parse("2.0.0"))
print(Version("1.0") == Version("1.0.0"), hash(Version("1.0")) == hash(Version("1.0.0")), Version("1.0") != Version("1.1"))
print(max(map(Version, texts)), Version("1.0") == "1.0")
for bad in ("one", "1.0.x", ""):
    try:
        Version(bad)
    except InvalidVersion as error:
        print(error)
