"""Literals as values. The tree of a program is not offered."""

__all__ = ["literal_eval"]


def literal_eval(node_or_string):
    """The value of a text that is a Python literal."""
    if not isinstance(node_or_string, str):
        raise ValueError(f"malformed node or string: {node_or_string!r}")
    text = node_or_string.lstrip(" \t")
    compile(text, "<unknown>", "eval")  # a SyntaxError comes from here
    reader = _Reader(text)
    try:
        value = reader.expression()
        reader.space()
        if reader.place != len(text):
            raise _Malformed
    except (_Malformed, IndexError):
        raise ValueError("malformed node or string on line 1") from None
    return value


class _Malformed(Exception):
    pass


class _Reader:
    """Reads a text that is known to be a valid expression."""

    def __init__(self, text):
        self.text = text
        self.place = 0

    def space(self):
        text = self.text
        while self.place < len(text) and (text[self.place] in " \t\n\r\f\\" or text[self.place] == "#"):
            if text[self.place] == "#":
                while self.place < len(text) and text[self.place] != "\n":
                    self.place += 1
            else:
                self.place += 1

    def peek(self):
        self.space()
        return self.text[self.place] if self.place < len(self.text) else ""

    def accept(self, token):
        self.space()
        if self.text.startswith(token, self.place):
            self.place += len(token)
            return True
        return False

    def expression(self):
        value = self.number_sum()
        if self.peek() == ",":
            items = [value]
            while self.accept(","):
                if not self.peek() or self.peek() in ")]}":
                    break
                items.append(self.number_sum())
            return tuple(items)
        return value

    def number_sum(self):
        """A term, or real part plus imaginary part."""
        value = self.term()
        char = self.peek()
        if char in ("+", "-") and char:
            self.place += 1
            other = self.term()
            if not isinstance(value, (int, float)) or isinstance(value, bool) or not isinstance(other, complex):
                raise _Malformed
            return value + other if char == "+" else value - other
        return value

    def term(self):
        char = self.peek()
        if char in ("+", "-") and char:
            self.place += 1
            value = self.term()
            if type(value) not in (int, float, complex):
                raise _Malformed
            return value if char == "+" else -value
        if char == "(":
            return self.parenthesis()
        if char == "[":
            self.place += 1
            return self.items("]")
        if char == "{":
            return self.braces()
        return self.atom()

    def parenthesis(self):
        self.place += 1
        if self.accept(")"):
            return ()
        value = self.number_sum()
        if self.accept(")"):
            return value
        items = [value]
        while self.accept(","):
            if self.peek() == ")":
                break
            items.append(self.number_sum())
        if not self.accept(")"):
            raise _Malformed
        return tuple(items)

    def items(self, end):
        items = []
        while not self.accept(end):
            items.append(self.number_sum())
            if not self.accept(",") and self.peek() != end:
                raise _Malformed
        return items

    def braces(self):
        self.place += 1
        if self.accept("}"):
            return {}
        first = self.number_sum()
        if not self.accept(":"):
            items = [first]
            while self.accept(","):
                if self.peek() == "}":
                    break
                items.append(self.number_sum())
            if not self.accept("}"):
                raise _Malformed
            return set(items)
        result = {first: self.number_sum()}
        while self.accept(","):
            if self.peek() == "}":
                break
            key = self.number_sum()
            if not self.accept(":"):
                raise _Malformed
            result[key] = self.number_sum()
        if not self.accept("}"):
            raise _Malformed
        return result

    def atom(self):
        text, start = self.text, self.place
        char = text[start]
        if char.isalpha() or char == "_":
            end = start
            while end < len(text) and (text[end].isalnum() or text[end] == "_"):
                end += 1
            word = text[start:end]
            if end < len(text) and text[end] in "'\"" and word.lower() in ("b", "r", "u", "br", "rb"):
                return self.strings()
            self.place = end
            if word in ("None", "True", "False"):
                return {"None": None, "True": True, "False": False}[word]
            if word == "set" and self.accept("(") and self.accept(")"):
                return set()
            raise _Malformed
        if char in "'\"":
            return self.strings()
        if text.startswith("...", start):
            self.place += 3
            return ...
        if char.isdigit() or char == ".":
            end = start
            while end < len(text) and (text[end].isalnum() or text[end] in "._" or
                                       text[end] in "+-" and text[end - 1] in "eE"
                                       and text[start:start + 2].lower() != "0x"):
                end += 1
            self.place = end
            return eval(text[start:end], {"__builtins__": {}})
        raise _Malformed

    def strings(self):
        """One string or several next to each other."""
        text, start = self.text, self.place
        end = start
        while True:
            while text[end] not in "'\"":
                end += 1
            quote = text[end] * 3 if text.startswith(text[end] * 3, end) else text[end]
            end += len(quote)
            while not text.startswith(quote, end):
                end += 2 if text[end] == "\\" else 1
            end += len(quote)
            self.place = end
            self.space()
            here = self.place
            prefix = here
            while prefix < len(text) and text[prefix] in "bBrRuU":
                prefix += 1
            if prefix >= len(text) or text[prefix] not in "'\"" or prefix - here > 2:
                break
            end = prefix
        self.place = end
        return eval("(" + text[start:end] + ")", {"__builtins__": {}})


def __getattr__(name):
    if name[:1].isupper() or name in ("parse", "dump", "walk", "unparse", "get_docstring", "iter_child_nodes",
                                      "iter_fields", "copy_location", "fix_missing_locations"):
        from _types import refuse

        refuse(f"ast.{name}")
    raise AttributeError(f"module 'ast' has no attribute '{name}'")
