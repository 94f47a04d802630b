"""Constants of characters, templates and formatters."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalizes each word."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


class _TemplatePattern:
    """The pattern of a class of templates, made when it is first asked for."""

    def __get__(self, template, cls):
        import re

        mark, braced = re.escape(cls.delimiter), cls.braceidpattern or cls.idpattern
        text = f"{mark}(?:(?P<escaped>{mark})|(?P<named>{cls.idpattern})|{{(?P<braced>{braced})}}|(?P<invalid>))"
        cls.pattern = re.compile(text, cls._flags())
        return cls.pattern


class Template:
    """A text with $names to fill in."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = None
    pattern = _TemplatePattern()

    def __init_subclass__(cls):
        super().__init_subclass__()
        if "pattern" in cls.__dict__:
            import re

            cls.pattern = re.compile(cls.pattern, cls._flags() | re.VERBOSE)
        else:
            cls.pattern = _TemplatePattern()

    @classmethod
    def _flags(cls):
        import re

        return re.IGNORECASE if cls.flags is None else cls.flags

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        place = match.start("invalid")
        lines = self.template[:place].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column = place - len("".join(lines[:-1]))
            line = len(lines)
        raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

    def _fill(self, mapping, safe):
        def convert(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                if not safe:
                    return str(mapping[name])
                try:
                    return str(mapping[name])
                except KeyError:
                    return match.group()
            if match.group("escaped") is not None:
                return self.delimiter
            if safe:
                return match.group()
            self._invalid(match)

        return self.pattern.sub(convert, self.template)

    def substitute(self, mapping={}, /, **kws):
        """The text with all names filled in."""
        return self._fill({**mapping, **kws} if kws else mapping, False)

    def safe_substitute(self, mapping={}, /, **kws):
        """The text with the known names filled in."""
        return self._fill({**mapping, **kws} if kws else mapping, True)

    def get_identifiers(self):
        """The names in the text."""
        names = []
        for match in self.pattern.finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None and name not in names:
                names.append(name)
        return names

    def is_valid(self):
        """Whether every placeholder is one."""
        return all(match.group("invalid") is None for match in self.pattern.finditer(self.template))


class Formatter:
    """str.format() as an object whose steps can be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if name is None:
                continue
            if name == "" or name[0] in ".[":
                if auto is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto) + name
                auto += 1
            elif name[0].isdigit():
                if auto:
                    raise ValueError("cannot switch from automatic field numbering to manual field specification")
                auto = False
            obj, key = self.get_field(name, args, kwargs)
            used.add(key)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            parts.append(self.format_field(obj, spec))
        return "".join(parts), auto

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        """The pieces (literal text, field name, format spec, conversion)."""
        place, literal, size = 0, "", len(format_string)
        while place < size:
            char = format_string[place]
            if char in "{}" and format_string[place + 1:place + 2] == char:
                yield literal + char, None, None, None
                literal, place = "", place + 2
            elif char == "}":
                raise ValueError("Single '}' encountered in format string")
            elif char == "{":
                depth, end = 1, place + 1
                while end < size and depth:
                    depth += {"{": 1, "}": -1}.get(format_string[end], 0)
                    end += 1
                if depth:
                    raise ValueError("Single '{' encountered in format string" if end == place + 1 else
                                     "expected '}' before end of string")
                field = format_string[place + 1:end - 1]
                name, spec, conversion = self._split_field(field)
                yield literal, name, spec, conversion
                literal, place = "", end
            else:
                literal += char
                place += 1
        if literal:
            yield literal, None, None, None

    @staticmethod
    def _split_field(field):
        bracket = 0
        for place, char in enumerate(field):
            bracket += {"[": 1, "]": -1}.get(char, 0)
            if bracket == 0 and char in "!:":
                name = field[:place]
                if char == ":":
                    return name, field[place + 1:], None
                conversion, rest = field[place + 1:place + 2], field[place + 2:]
                if rest and rest[0] != ":":
                    raise ValueError("expected ':' after conversion specifier")
                return name, rest[1:], conversion
        return field, "", None

    def get_field(self, field_name, args, kwargs):
        first, rest = self._split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            obj = getattr(obj, key) if is_attribute else obj[key]
        return obj, first

    @staticmethod
    def _split_name(name):
        end = min([place for place in (name.find("."), name.find("[")) if place >= 0], default=len(name))
        first, tail = name[:end], name[end:]
        rest = []
        while tail:
            if tail[0] == ".":
                stop = min([p for p in (tail.find(".", 1), tail.find("[", 1)) if p >= 0], default=len(tail))
                rest.append((True, tail[1:stop]))
                tail = tail[stop:]
            else:
                stop = tail.index("]")
                key = tail[1:stop]
                rest.append((False, int(key) if key.isdigit() else key))
                tail = tail[stop + 1:]
        return int(first) if first.isdigit() else first, rest
