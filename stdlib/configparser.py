"""Files of settings in sections."""

import re
from collections import ChainMap
from collections.abc import MutableMapping

__all__ = ["NoSectionError", "DuplicateOptionError", "DuplicateSectionError", "NoOptionError", "InterpolationError",
           "InterpolationDepthError", "InterpolationMissingOptionError", "InterpolationSyntaxError", "ParsingError",
           "MissingSectionHeaderError", "MultilineContinuationError", "ConfigParser", "RawConfigParser",
           "Interpolation", "BasicInterpolation", "ExtendedInterpolation", "SectionProxy", "ConverterMapping",
           "DEFAULTSECT", "MAX_INTERPOLATION_DEPTH", "UNNAMED_SECTION"]

DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10
_UNSET = object()


class Error(Exception):
    """The root of this module's errors."""

    def __init__(self, msg=""):
        self.message = msg
        Exception.__init__(self, msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    """There is no such section."""

    def __init__(self, section):
        Error.__init__(self, f"No section: {section!r}")
        self.section = section
        self.args = (section,)


class _Duplicate(Error):
    """A name comes twice."""

    def _say(self, what, source, lineno):
        message = [what, " already exists"]
        if source is not None:
            message = ["While reading from ", repr(source), f" [line {lineno:2d}]" if lineno is not None else "", ": ",
                       what, " already exists"]
        Error.__init__(self, "".join(message))
        self.source, self.lineno = source, lineno


class DuplicateSectionError(_Duplicate):
    """A section comes twice."""

    def __init__(self, section, source=None, lineno=None):
        if source is None:
            Error.__init__(self, f"Section {section!r} already exists")
        else:
            self._say(f"section {section!r}", source, lineno)
        self.section, self.source, self.lineno = section, source, lineno
        self.args = (section, source, lineno)


class DuplicateOptionError(_Duplicate):
    """An option comes twice in a section."""

    def __init__(self, section, option, source=None, lineno=None):
        if source is None:
            Error.__init__(self, f"Option {option!r} in section {section!r} already exists")
        else:
            self._say(f"option {option!r} in section {section!r}", source, lineno)
        self.section, self.option, self.source, self.lineno = section, option, source, lineno
        self.args = (section, option, source, lineno)


class NoOptionError(Error):
    """There is no such option."""

    def __init__(self, option, section):
        Error.__init__(self, f"No option {option!r} in section: {section!r}")
        self.option, self.section = option, section
        self.args = (option, section)


class InterpolationError(Error):
    """A value refers to something wrong."""

    def __init__(self, option, section, msg):
        Error.__init__(self, msg)
        self.option, self.section = option, section
        self.args = (option, section, msg)


class InterpolationMissingOptionError(InterpolationError):
    """A value refers to an option that is not there."""

    def __init__(self, option, section, rawval, reference):
        InterpolationError.__init__(self, option, section, f"Bad value substitution: option {option!r} in section "
                                    f"{section!r} contains an interpolation key {reference!r} which is not a valid "
                                    f"option name. Raw value: {rawval!r}")
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    """A reference is not well formed."""


class InterpolationDepthError(InterpolationError):
    """References lead too deep."""

    def __init__(self, option, section, rawval):
        InterpolationError.__init__(self, option, section, "Recursion limit exceeded in value substitution: option "
                                    f"{option!r} in section {section!r} contains an interpolation key which cannot be "
                                    f"substituted in {MAX_INTERPOLATION_DEPTH} steps. Raw value: {rawval!r}")
        self.args = (option, section, rawval)


class ParsingError(Error):
    """Lines are not well formed."""

    def __init__(self, source, *args):
        Error.__init__(self, f"Source contains parsing errors: {source!r}")
        self.source, self.errors = source, []
        self.args = (source,)
        for lineno, line in args:
            self.append(lineno, line)

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += f"\n\t[line {lineno:2d}]: {line!r}"


class MissingSectionHeaderError(ParsingError):
    """An option stands before the first section."""

    def __init__(self, filename, lineno, line):
        Error.__init__(self, f"File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}")
        self.source, self.lineno, self.line, self.errors = filename, lineno, line, []
        self.args = (filename, lineno, line)


class MultilineContinuationError(ParsingError):
    """A line goes on where no value began."""

    def __init__(self, filename, lineno, line):
        Error.__init__(self, f"Key without value continued with an indented line.\nfile: {filename!r}, line: {lineno}\n"
                       f"{line!r}")
        self.source, self.lineno, self.line, self.errors = filename, lineno, line, []
        self.args = (filename, lineno, line)


# ---- references within values ----


class Interpolation:
    """Values stay as they are. A parser calls one of the four hooks with itself, the section, the option and the value,
    and before_get() with the values of the section, too."""

    def _unchanged(self, parser, section, option, value, *values):
        return value

    before_read = before_write = before_set = before_get = _unchanged


class BasicInterpolation(Interpolation):
    """%(name)s stands for another option of the section or of the defaults."""

    def before_get(self, parser, section, option, value, defaults):
        return self._resolve(parser, option, section, value, defaults, value, 1)

    def before_set(self, parser, section, option, value):
        rest = re.sub(r"%\(([^)]+)\)s", "", value.replace("%%", ""))
        if "%" in rest:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {rest.find('%')}")
        return value

    def _resolve(self, parser, option, section, rest, values, raw, depth):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        parts = []
        while rest:
            before, percent, behind = rest.partition("%")
            parts.append(before)
            if not percent:
                break
            if behind[:1] == "%":
                parts.append("%")
                rest = behind[1:]
            elif behind[:1] == "(":
                match = re.match(r"\(([^)]+)\)s", behind)
                if match is None:
                    raise InterpolationSyntaxError(option, section,
                                                   f"bad interpolation variable reference {'%' + behind!r}")
                name = parser.optionxform(match.group(1))
                if name not in values:
                    raise InterpolationMissingOptionError(option, section, raw, name) from None
                rest = behind[match.end():]
                found = values[name]
                parts.append(self._resolve(parser, option, section, found, values, raw, depth + 1)
                             if "%" in found else found)
            else:
                raise InterpolationSyntaxError(option, section,
                                               f"'%' must be followed by '%' or '(', found: {'%' + behind!r}")
        return "".join(parts)


class ExtendedInterpolation(Interpolation):
    """${name} and ${section:name} stand for other options."""

    def before_get(self, parser, section, option, value, defaults):
        return self._resolve(parser, option, section, value, defaults, value, 1)

    def before_set(self, parser, section, option, value):
        rest = re.sub(r"\$\{[^}]+\}", "", value.replace("$$", ""))
        if "$" in rest:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {rest.find('$')}")
        return value

    def _resolve(self, parser, option, section, rest, values, raw, depth):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        parts = []
        while rest:
            before, dollar, behind = rest.partition("$")
            parts.append(before)
            if not dollar:
                break
            if behind[:1] == "$":
                parts.append("$")
                rest = behind[1:]
                continue
            if behind[:1] != "{":
                raise InterpolationSyntaxError(option, section,
                                               f"'$' must be followed by '$' or '{{', found: {'$' + behind!r}")
            match = re.match(r"\{([^}]+)\}", behind)
            if match is None:
                raise InterpolationSyntaxError(option, section,
                                               f"bad interpolation variable reference {'$' + behind!r}")
            rest = behind[match.end():]
            path = match.group(1).split(":")
            where, name = section, path[0]
            try:
                if len(path) == 1:
                    name = parser.optionxform(name)
                    found = values[name]
                elif len(path) == 2:
                    where, name = path[0], parser.optionxform(path[1])
                    found = parser.get(where, name, raw=True)
                else:
                    raise InterpolationSyntaxError(option, section, f"More than one ':' found: {'$' + behind!r}")
            except (KeyError, NoSectionError, NoOptionError):
                raise InterpolationMissingOptionError(option, section, raw, ":".join(path)) from None
            if "$" in found:
                inner = dict(parser.items(where, raw=True))
                found = self._resolve(parser, name, where, found, inner, raw, depth + 1)
            parts.append(found)
        return "".join(parts)


# ---- the parser ----


class RawConfigParser(MutableMapping):
    """Settings in sections, without references between them."""

    _DEFAULT_INTERPOLATION = Interpolation()
    BOOLEAN_STATES = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False,
                      "off": False}

    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=("=", ":"),
                 comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True, empty_lines_in_values=True,
                 default_section=DEFAULTSECT, interpolation=_UNSET, converters=_UNSET, allow_unnamed_section=False):
        if allow_unnamed_section:
            from _types import refuse

            refuse("configparser with allow_unnamed_section=True")
        self._dict, self._allow_no_value = dict_type, allow_no_value
        self._delimiters = tuple(delimiters)
        self._comments = tuple(comment_prefixes or ())
        self._inline_comments = tuple(inline_comment_prefixes or ())
        self._strict, self._empty_lines = strict, empty_lines_in_values
        self.default_section = default_section
        self._sections, self._defaults = dict_type(), dict_type()
        self._proxies = {default_section: SectionProxy(self, default_section)}
        self._converters = {"int": int, "float": float, "boolean": self._convert_to_boolean}
        if converters is not _UNSET and converters:
            self._converters.update(converters)
        for name in self._converters:
            if name not in ("int", "float", "boolean"):
                setattr(self, "get" + name, self._getter(name))
        self._interpolation = self._DEFAULT_INTERPOLATION if interpolation is _UNSET else interpolation
        if self._interpolation is None:
            self._interpolation = Interpolation()
        if defaults:
            self.read_dict({default_section: defaults})

    def _getter(self, name):
        def get(section, option, **options):
            return self._get_as(section, name, option, **options)

        return get

    @property
    def converters(self):
        return dict(self._converters)

    def defaults(self):
        return self._defaults

    def sections(self):
        """The names of the sections, without the defaults."""
        return list(self._sections)

    def add_section(self, section):
        """Makes a section."""
        if section == self.default_section:
            raise ValueError(f"Invalid section name: {section!r}")
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._sections[section] = self._dict()
        self._proxies[section] = SectionProxy(self, section)

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        """The names of a section's options, the defaults included."""
        if section not in self._sections:
            raise NoSectionError(section) from None
        return list({**self._sections[section], **self._defaults})

    def optionxform(self, optionstr):
        """The form in which names of options are kept."""
        return optionstr.lower()

    # ---- reading ----

    def read(self, filenames, encoding=None):
        """Reads files of the session's folder; returns those that were there."""
        import os

        if isinstance(filenames, (str, bytes)) or hasattr(filenames, "__fspath__"):
            filenames = [filenames]
        done = []
        for filename in filenames:
            try:
                with open(filename, encoding=encoding) as file:
                    self._read(file, filename)
            except OSError:
                continue
            done.append(os.fspath(filename))
        return done

    def read_file(self, f, source=None):
        """Reads lines of a file or of any iterable."""
        self._read(f, getattr(f, "name", "<???>") if source is None else source)

    def read_string(self, string, source="<string>"):
        """Reads a text."""
        self.read_file(string.splitlines(True), source)

    def read_dict(self, dictionary, source="<dict>"):
        """Takes sections from a mapping of mappings."""
        added = set()
        for section, keys in dictionary.items():
            section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in added:
                    raise
            added.add(section)
            for key, value in keys.items():
                key = self.optionxform(str(key))
                if value is not None:
                    value = str(value)
                if self._strict and (section, key) in added:
                    raise DuplicateOptionError(section, key, source)
                added.add((section, key))
                self.set(section, key, value)

    def _strip_comment(self, line):
        """A line without its comment; None where it is one."""
        cut = len(line)
        for prefix in self._inline_comments:
            place = line.find(prefix)
            while place >= 0:
                if place == 0 or line[place - 1].isspace():
                    cut = min(cut, place)
                    break
                place = line.find(prefix, place + 1)
        for prefix in self._comments:
            if line.strip().startswith(prefix):
                return None
        return line[:cut].strip()

    def _split_option(self, text):
        """The name and the value of an option's line; None where it is none."""
        places = [(text.find(mark), -len(mark), mark) for mark in self._delimiters if text.find(mark) >= 0]
        if not places:
            return (text.strip(), None) if self._allow_no_value else None
        place, _, mark = min(places)
        name = text[:place].strip()
        return (name, text[place + len(mark):].strip()) if name else None

    def _read(self, lines, source):
        seen = set()
        section = name = values = None
        indent, error = 0, None
        for lineno, line in enumerate(lines, 1):
            text = self._strip_comment(line)
            if not text:
                if text is not None and self._empty_lines and values is not None and not self._is_comment(line) \
                        and name and values[name] is not None and not line.strip():
                    values[name].append("")
                elif not self._empty_lines:
                    indent = 10 ** 9
                continue
            depth = len(line) - len(line.lstrip())
            if values is not None and name and depth > indent:
                if values[name] is None:
                    raise MultilineContinuationError(source, lineno, line)
                values[name].append(text)
                continue
            indent = depth
            header = re.match(r"\[(.+)\]", text)
            if header:
                section = header.group(1)
                values, name = self._open_section(section, seen, source, lineno), None
                continue
            if values is None:
                raise MissingSectionHeaderError(source, lineno, line)
            option = self._split_option(text)
            if option is None:
                error = error or ParsingError(source)
                error.append(lineno, line)
                name = None
                continue
            name = self.optionxform(option[0])
            if self._strict and (section, name) in seen:
                raise DuplicateOptionError(section, name, source, lineno)
            seen.add((section, name))
            values[name] = None if option[1] is None else [option[1]]
        self._join(source)
        if error is not None:
            raise error

    def _is_comment(self, line):
        return any(line.strip().startswith(prefix) for prefix in self._comments)

    def _open_section(self, section, seen, source, lineno):
        if section in self._sections:
            if self._strict and section in seen:
                raise DuplicateSectionError(section, source, lineno)
            seen.add(section)
            return self._sections[section]
        if section == self.default_section:
            return self._defaults
        self._sections[section] = values = self._dict()
        self._proxies[section] = SectionProxy(self, section)
        seen.add(section)
        return values

    def _join(self, source):
        """Makes texts of the lines of values."""
        for section, values in [(self.default_section, self._defaults), *self._sections.items()]:
            for name, value in values.items():
                if isinstance(value, list):
                    value = "\n".join(value).rstrip()
                values[name] = self._interpolation.before_read(self, section, name, value)

    # ---- values ----

    def _values(self, section, extra):
        """A section's values, what they fall back to, and what the caller gives."""
        if section in self._sections:
            own = self._sections[section]
        elif section == self.default_section:
            own = {}
        else:
            raise NoSectionError(section) from None
        given = {self.optionxform(name): None if value is None else str(value) for name, value in (extra or {}).items()}
        return ChainMap(given, own, self._defaults)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """An option's value."""
        try:
            values = self._values(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        if option not in values:
            if fallback is _UNSET:
                raise NoOptionError(option, section)
            return fallback
        value = values[option]
        return value if raw or value is None else self._interpolation.before_get(self, section, option, value, values)

    def _get_as(self, section, kind, option, *, raw=False, vars=None, fallback=_UNSET):
        try:
            return self._converters[kind](self.get(section, option, raw=raw, vars=vars))
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        return self._get_as(section, "int", option, raw=raw, vars=vars, fallback=fallback)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        return self._get_as(section, "float", option, raw=raw, vars=vars, fallback=fallback)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        return self._get_as(section, "boolean", option, raw=raw, vars=vars, fallback=fallback)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError(f"Not a boolean: {value}")
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_UNSET, raw=False, vars=None):
        """The pairs of a section; without one, the sections."""
        if section is _UNSET:
            return super().items()
        values = self._values(section, vars)
        own = self._sections.get(section, {})
        names = list({**self._defaults, **own, **{self.optionxform(name): None for name in vars or ()}})
        return [(name, values[name] if raw or values[name] is None
                 else self._interpolation.before_get(self, section, name, values[name], values)) for name in names]

    def has_option(self, section, option):
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        option = self.optionxform(option)
        return section in self._sections and (option in self._sections[section] or option in self._defaults)

    def set(self, section, option, value=None):
        """Sets an option."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        if not section or section == self.default_section:
            values = self._defaults
        elif section in self._sections:
            values = self._sections[section]
        else:
            raise NoSectionError(section) from None
        values[self.optionxform(option)] = value

    def remove_option(self, section, option):
        """Removes an option; tells whether it was there."""
        if not section or section == self.default_section:
            values = self._defaults
        elif section in self._sections:
            values = self._sections[section]
        else:
            raise NoSectionError(section) from None
        option = self.optionxform(option)
        existed = option in values
        if existed:
            del values[option]
        return existed

    def remove_section(self, section):
        """Removes a section; tells whether it was there."""
        if section not in self._sections:
            return False
        del self._sections[section], self._proxies[section]
        return True

    def popitem(self):
        for name in self.sections():
            proxy = self[name]
            del self[name]
            return name, proxy
        raise KeyError

    def write(self, fp, space_around_delimiters=True):
        """Writes all sections."""
        mark = f" {self._delimiters[0]} " if space_around_delimiters else self._delimiters[0]
        for section, values in [(self.default_section, self._defaults)] * bool(self._defaults) \
                + list(self._sections.items()):
            fp.write(f"[{section}]\n")
            for name, value in values.items():
                value = self._interpolation.before_write(self, section, name, value)
                if value is not None or not self._allow_no_value:
                    value = mark + str(value).replace("\n", "\n\t")
                else:
                    value = ""
                fp.write(f"{name}{value}\n")
            fp.write("\n")

    # ---- as a mapping ----

    def __getitem__(self, key):
        if key != self.default_section and key not in self._sections:
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self and self[key] is value:
            return
        if key == self.default_section:
            self._defaults.clear()
        elif key in self._sections:
            self._sections[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if key not in self._sections:
            raise KeyError(key)
        self.remove_section(key)

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        yield self.default_section
        yield from self._sections


class ConfigParser(RawConfigParser):
    """Settings in sections, whose values may refer to each other."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def _check(self, section="", option="", value=""):
        if not isinstance(section, str):
            raise TypeError("section names must be strings")
        if not isinstance(option, str):
            raise TypeError("option keys must be strings")
        if (not self._allow_no_value or value) and not isinstance(value, str):
            raise TypeError("option values must be strings")

    def set(self, section, option, value=None):
        """Sets an option; all are texts."""
        self._check(option=option, value=value)
        super().set(section, option, value)

    def add_section(self, section):
        """Makes a section."""
        self._check(section=section)
        super().add_section(section)


class SectionProxy(MutableMapping):
    """A section as a mapping."""

    def __init__(self, parser, name):
        self._parser, self._name = parser, name

    def __repr__(self):
        return f"<Section: {self._name}>"

    def __getitem__(self, key):
        if not self._parser.has_option(self._name, key):
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        if isinstance(self._parser, ConfigParser):
            self._parser._check(option=key, value=value)
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if not (self._parser.has_option(self._name, key) and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def _options(self):
        if self._name == self._parser.default_section:
            return list(self._parser.defaults())
        return self._parser.options(self._name)

    def __len__(self):
        return len(self._options())

    def __iter__(self):
        return iter(self._options())

    @property
    def parser(self):
        return self._parser

    @property
    def name(self):
        return self._name

    def get(self, option, fallback=None, *, raw=False, vars=None):
        """An option's value, or the fallback."""
        return self._parser.get(self._name, option, raw=raw, vars=vars, fallback=fallback)

    def __getattr__(self, name):
        kind = name[3:]
        if name.startswith("get") and kind in self._parser._converters:
            def get(option, fallback=None, **options):
                return self._parser._get_as(self._name, kind, option, fallback=fallback, **options)

            return get
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
