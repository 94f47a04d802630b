"""Patterns: one side is a list of dimensions, a dimension is a list of axes.

    "b (h d) 1 ..."      [["b"], ["h", "d"], [], "..."]

An axis is a name, or an `Anonymous` for a number other than 1.
"""

import re

from einops import EinopsError

_TOKEN = re.compile(r"\.\.\.|\w+|\s+|.")


class Anonymous:
    """An axis that is known by its length only. Two of them are never the same axis."""

    def __init__(self, digits):
        self.length = int(digits)
        if self.length <= 1:
            if self.length == 1:
                raise EinopsError("No need to create anonymous axis of length 1. Report this as an issue")
            raise EinopsError(f"Anonymous axis should have positive length, not {self.length}")

    def __repr__(self):
        return f"{self.length}-axis"


class Side:
    """One side of a pattern."""

    def __init__(self, text, underscore=False, duplicates=False):
        self.dimensions = []
        self.axes = []
        self.ellipsis_inside = None
        self._underscore = underscore
        self._duplicates = duplicates
        if "." in text:
            if "..." not in text:
                raise EinopsError("Expression may contain dots only inside ellipsis (...)")
            if text.count("...") != 1 or text.count(".") != 3:
                raise EinopsError("Expression may contain dots only inside ellipsis (...); only one ellipsis for "
                                  "tensor ")
        self._read(text)

    @property
    def has_ellipsis(self):
        return self.ellipsis_inside is not None

    @property
    def has_numbers(self):
        return any(isinstance(axis, Anonymous) for axis in self.axes)

    @property
    def has_groups(self):
        return any(dimension != "..." and len(dimension) > 1 for dimension in self.dimensions)

    def _read(self, text):
        group = None
        for token in _TOKEN.findall(text):
            if token == "(":
                if group is not None:
                    raise EinopsError("Axis composition is one-level (brackets inside brackets not allowed)")
                group = []
            elif token == ")":
                if group is None:
                    raise EinopsError("Brackets are not balanced")
                self.dimensions.append(group)
                group = None
            elif token == "...":
                self._add_ellipsis(group)
            elif token[0].isalnum() or token[0] == "_":
                self._add_axis(token, group)
            elif token.strip(" "):
                raise EinopsError(f"Unknown character '{token[0]}'")
        if group is not None:
            text = text.replace("...", "\u2026")
            raise EinopsError(f'Imbalanced parentheses in expression: "{text}"')

    def _add_ellipsis(self, group):
        self.axes.append("...")
        self.ellipsis_inside = group is not None
        if group is None:
            self.dimensions.append("...")
        else:
            group.append("...")

    def _add_axis(self, word, group):
        if word in self.axes and not self._duplicates and not (self._underscore and word == "_"):
            raise EinopsError(f'Indexing expression contains duplicate dimension "{word}"')
        if word.isdecimal():
            if int(word) == 1:
                if group is None:
                    self.dimensions.append([])
                return
            axis = Anonymous(word)
        else:
            axis = word
            self._check_name(word)
        self.axes.append(axis)
        if group is None:
            self.dimensions.append([axis])
        else:
            group.append(axis)

    def _check_name(self, word):
        if not word.isidentifier():
            raise EinopsError(f"Invalid axis identifier: {word}\nnot a valid python identifier")
        if (word[0] == "_" or word[-1] == "_") and not (word == "_" and self._underscore):
            raise EinopsError(f"Invalid axis identifier: {word}\naxis name should should not start or end with "
                              "underscore")
