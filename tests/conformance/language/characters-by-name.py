# \N{NAME} in strings, f-strings, patterns and encodings, and unicodedata's way there and back.
import re
import unicodedata

print("\N{BULLET} \N{latin small letter e with acute}\N{NBSP}|\N{EM DASH}".encode("unicode_escape"))
print(f"{1}\N{GREEK SMALL LETTER ALPHA}{2!r:>3}\N{LF}", end="")
print(r"\N{BULLET}", b"\\N{EM DASH}".decode("unicode_escape"), "é–x\ue000".encode("ascii", "namereplace"))
print(re.findall(r"\N{EM DASH}+", "a——b"), re.sub(r"[\N{BULLET}x]", "-", "x•y"))
for character in "aé中각\uf900\U0001f600\u2ffc\U0002ebf0\U00017000\n":
    name = unicodedata.name(character, None)
    print(ascii(character), name, name and unicodedata.lookup(name) == character)
print([ascii(unicodedata.lookup(name)) for name in ("hyphen-minus", "VS17", "LATIN SMALL LETTER R WITH TILDE", "BELL")])
print(unicodedata.lookup("HANGUL SYLLABLE SSYAEBS"), unicodedata.lookup("TIBETAN MARK BSKA- SHOG GI MGO RGYAN"))
for name in ("foo", "hangul syllable ga", "CJK UNIFIED IDEOGRAPH-12345678", "LATIN  SMALL LETTER A", "x" * 300):
    try:
        print(unicodedata.lookup(name))
    except KeyError as error:
        print(error)
for call in (lambda: unicodedata.name("\ue000"), lambda: unicodedata.name("ab"), lambda: unicodedata.lookup(3)):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
for text in (r'"ab\N{foo}c"', r'f"\N{foo}"', r'"\N{LATIN SMALL LETTER R WITH TILDE}"', r'"\N{}"', r'"\N"', r'"\N{a"'):
    try:
        print(eval(text))
    except SyntaxError as error:
        print(text, error.msg, error.offset)
for pattern in (r"\N{foo}", r"\N", r"\N{", r"\N{}", r"[\N{foo}]", rb"\N{BULLET}"):
    try:
        re.compile(pattern)
    except re.error as error:
        print(pattern, error)
