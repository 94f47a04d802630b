"""The names of characters in HTML 4."""

from html._references import _GREEK, _LATIN, _OTHERS, table

__all__ = ["codepoint2name", "name2codepoint", "entitydefs"]

name2codepoint = {name: ord(table[name]) for name in [*_LATIN, *_OTHERS, "sigmaf", "thetasym"] if name != "apos"}
for _name in _GREEK:
    if _name != "-":
        name2codepoint[_name] = ord(table[_name])
        name2codepoint[_name.lower()] = ord(table[_name.lower()])
codepoint2name = {number: name for name, number in name2codepoint.items()}
entitydefs = {name: chr(number) for name, number in name2codepoint.items()}
