"""Wrapping and indenting of texts."""

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_WHITESPACE = "\t\n\x0b\x0c\r "


class TextWrapper:
    """Breaks a paragraph into lines."""

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(c): " " for c in _WHITESPACE})
        return text

    def _split(self, text):
        """Words and the white space between them; hyphenated words fall into parts."""
        chunks, start = [], 0
        for place in range(1, len(text) + 1):
            if place == len(text) or (text[place] in _WHITESPACE) != (text[start] in _WHITESPACE):
                if self.break_on_hyphens and "-" in text[start:place]:
                    chunks += _word_parts(text, start, place)
                else:
                    chunks.append(text[start:place])
                start = place
        return chunks

    def _fix_sentence_endings(self, chunks):
        for i in range(len(chunks) - 1):
            if chunks[i + 1] == " " and _ends_sentence(chunks[i]):
                chunks[i + 1] = "  "

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        room = 1 if width < 1 else width - cur_len
        if self.break_long_words:
            chunk = reversed_chunks[-1]
            end = room
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind("-", 0, room)
                if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        """The lines of a paragraph."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks.reverse()
        lines = []
        while chunks:
            line, used = [], 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and chunks[-1].strip() == "" and lines:
                del chunks[-1]
            while chunks and used + len(chunks[-1]) <= width:
                used += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, used, width)
                used = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == "":
                used -= len(line[-1])
                del line[-1]
            if not line:
                continue
            if self.max_lines is None or len(lines) + 1 < self.max_lines or (
                    (not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
                    and used <= width):
                lines.append(indent + "".join(line))
                continue
            self._shorten(lines, line, used, width, indent)
            break
        return lines

    def _shorten(self, lines, line, used, width, indent):
        """Ends the last line with the placeholder."""
        while line:
            if line[-1].strip() and used + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            used -= len(line.pop())
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def fill(self, text):
        """The lines of a paragraph as one text."""
        return "\n".join(self.wrap(text))


def _ends_sentence(word):
    end = word[:-1] if word[-1] in "\"'" else word
    return len(end) > 1 and end[-1] in ".!?" and "a" <= end[-2] <= "z"


def _is_letter(text, place):
    return 0 <= place < len(text) and (text[place].isalpha() or text[place] == "_")


def _is_word(text, place):
    return place < len(text) and (text[place].isalnum() or text[place] == "_")


def _dash_after(text, place):
    """Where the dash of two or more hyphens ends that joins words at a place; None where there is none."""
    end = place
    while text[end:end + 1] == "-":
        end += 1
    joined = place > 0 and (_is_word(text, place - 1) or text[place - 1] in "!\"'&.,?")
    return end if joined and end - place >= 2 and _is_word(text, end) else None


def _hyphenates(text, place):
    """Whether a line may end behind the hyphen at a place: letters stand on both sides."""
    before = _is_letter(text, place - 1) and _is_letter(text, place - 2) or (
        _is_letter(text, place - 3) and text[place - 2] == "-" and (
            _is_word(text, place - 1) or text[place - 1] in "!\"'&.,?"))
    return before and _is_letter(text, place + 1) and (
        _is_letter(text, place + 2) or text[place + 2:place + 3] == "-" and _is_letter(text, place + 3))


def _word_parts(text, start, end):
    """The parts of the word text[start:end]: it breaks behind hyphens, and around dashes of several hyphens."""
    parts, place = [], start
    while start < end:
        dash = _dash_after(text, start) if place == start else None
        if dash is not None:
            place = dash
        else:
            place += 1
            if place < end and text[place] == "-" and _hyphenates(text, place):
                place += 1
            elif place < end and _dash_after(text, place) is None:
                continue
        parts.append(text[start:place])
        start = place
    return parts


def wrap(text, width=70, **kwargs):
    """The lines of a paragraph."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """A paragraph wrapped into one text."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """A text cut to a width, at a word."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """A text without the white space that all its lines begin with."""
    margin = None
    lines = text.split("\n")
    for i, line in enumerate(lines):
        stripped = line.lstrip(" \t")
        if not stripped:
            lines[i] = ""
            continue
        indent = line[:len(line) - len(stripped)]
        if margin is None:
            margin = indent
        else:
            common = 0
            for a, b in zip(margin, indent):
                if a != b:
                    break
                common += 1
            margin = margin[:common]
    if margin:
        lines = [line[len(margin):] if line else line for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """A text with a prefix in front of each line that is not blank."""
    return "".join(prefix + line if (predicate(line) if predicate else line.strip()) else line
                   for line in text.splitlines(True))
