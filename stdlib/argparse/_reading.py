"""How argparse reads a command line. An argument is an option, a value, or the "--" after which all are values."""

from argparse._actions import (ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE, ArgumentError,
                               ArgumentTypeError, action_name)

_MANY = 1 << 62
_BOUNDS = {None: (1, 1), OPTIONAL: (0, 1), ZERO_OR_MORE: (0, _MANY), ONE_OR_MORE: (1, _MANY), REMAINDER: (0, _MANY),
           PARSER: (1, _MANY), SUPPRESS: (0, 0)}
_OPTION, _VALUE, _DASHES = range(3)


def _bounds(action):
    """How many values an argument takes, at least and at most."""
    return _BOUNDS[action.nargs] if action.nargs in _BOUNDS else (action.nargs, action.nargs)


def _is_negative_number(text):
    """Whether a text could be a number below zero."""
    digits = text[1:].replace(".", "", 1)
    return text[0] == "-" and digits.isdecimal() and not text.endswith(".")


class _Match:
    """An option that a text may name: its action, its name, what joins its value, the value."""

    def __init__(self, action, name, joint=None, value=None):
        self.action, self.name, self.joint, self.value = action, name, joint, value


class Reading:
    """One reading of a command line into a namespace."""

    def __init__(self, parser, args, namespace, intermixed):
        self.parser, self.namespace, self.intermixed = parser, namespace, intermixed
        self.args = args if parser.fromfile_prefix_chars is None else self._with_files(args)
        self.options = parser._option_string_actions
        self.positionals = parser._get_positional_actions()
        self.extra, self.seen, self.given = [], set(), set()
        self.numbers_are_options = any(_is_negative_number(name) for name in self.options)
        self.kinds, self.matches = [], {}
        self._classify()

    def run(self):
        """Runs the action of every argument; returns the arguments that are unknown."""
        place, set_aside = 0, []
        while place < len(self.args) and _OPTION in self.kinds[place:]:
            if self.kinds[place] == _OPTION:
                place = self._read_option(place)
                continue
            option = self.kinds.index(_OPTION, place)
            if self.intermixed:
                set_aside += range(place, option)
                place = option
                continue
            reached = self._read_positionals(place)
            if reached == place:
                self.extra += self.args[place:option]
                reached = option
            place = reached
        if self.intermixed:
            set_aside += range(place, len(self.args))
            self.kinds = [self.kinds[index] for index in set_aside]
            self.args = [self.args[index] for index in set_aside]
            place = 0
        place = self._read_positionals(place)
        self.extra += self.args[place:]
        self._finish()
        return self.extra

    def _with_files(self, args):
        """The arguments with those that files hold in the place of the files' names."""
        found = []
        for text in args:
            if not text or text[0] not in self.parser.fromfile_prefix_chars:
                found.append(text)
                continue
            try:
                with open(text[1:]) as file:
                    lines = file.read().splitlines()
            except OSError as error:
                raise ArgumentError(None, str(error))
            found += self._with_files([arg for line in lines for arg in self.parser.convert_arg_line_to_args(line)])
        return found

    # What kind an argument is.

    def _classify(self):
        for place, text in enumerate(self.args):
            if text == "--":
                self.kinds += [_DASHES] + [_VALUE] * (len(self.args) - place - 1)
                return
            found = self._option_matches(text)
            self.kinds.append(_VALUE if found is None else _OPTION)
            if found is not None:
                self.matches[place] = found

    def _option_matches(self, text):
        """The options that a text may name, with none for an unknown option; None if the text is a value."""
        if not text or text[0] not in self.parser.prefix_chars:
            return None
        if text in self.options:
            return [_Match(self.options[text], text)]
        if len(text) == 1:
            return None
        name, joint, value = text.partition("=")
        if joint and name in self.options:
            return [_Match(self.options[name], name, joint, value)]
        found = self._abbreviated(text)
        if found:
            return found
        if _is_negative_number(text) and not self.numbers_are_options or " " in text:
            return None
        return []

    def _abbreviated(self, text):
        """The options whose names start with a text, and the short option that has its value attached."""
        name, joint, value = text.partition("=")
        long = text[1] in self.parser.prefix_chars
        rest = (joint, value) if joint else (None, None)
        found = []
        for option, action in self.options.items():
            if not long and option == text[:2]:
                found.append(_Match(action, option, "", text[2:]))
            elif self.parser.allow_abbrev and option.startswith(name):
                found.append(_Match(action, option, *rest))
        return found

    # Options.

    def _read_option(self, place):
        """Runs the action of an option; returns the place behind its values."""
        found, text = self.matches[place], self.args[place]
        if len(found) > 1:
            names = ", ".join(match.name for match in found)
            raise ArgumentError(None, f"ambiguous option: {text} could match {names}")
        if not found:
            self.extra.append(text)
            return place + 1
        runs, last = self._attached(found[0])
        place += 1
        if last is not None:
            values, place = self._following(last[0], place)
            runs.append((*last, values))
        for action, name, values in runs:
            if action.deprecated:
                self.parser._warning(f"option '{name}' is deprecated")
            self._run(action, values, name)
        return place

    def _attached(self, match):
        """The runs (action, name, values) that need no more than one text, which may hold several short options:
        -xvalue, -abc. Last comes the option whose values follow, or None."""
        action, name, joint, value = match.action, match.name, match.joint, match.value
        runs = []
        while value is not None:
            least, most = _bounds(action)
            if least > 1:
                raise ArgumentError(action, self._expected(action))
            if most:
                return [*runs, (action, name, [value])], None
            prefixes = self.parser.prefix_chars
            if name[1] in prefixes or not value or joint or value[0] in prefixes:
                raise ArgumentError(action, f"ignored explicit argument {value!r}")
            runs.append((action, name, []))
            name, rest = name[0] + value[0], value[1:]
            if name not in self.options:
                self.extra.append(name + rest)
                return runs, None
            action, joint = self.options[name], rest[:1] if rest.startswith("=") else ""
            value = rest[len(joint):] if rest else None
        return runs, (action, name)

    def _following(self, action, place):
        """The values that follow an option, and the place behind them."""
        least, most = _bounds(action)
        stops = (_DASHES,) if action.nargs in (PARSER, REMAINDER) else (_DASHES, _OPTION)
        end = place
        while end < len(self.args) and end - place < most and self.kinds[end] not in stops:
            end += 1
        if end - place < least or action.nargs == PARSER and self.kinds[place] != _VALUE:
            raise ArgumentError(action, self._expected(action))
        return self.args[place:end], end

    @staticmethod
    def _expected(action):
        texts = {None: "expected one argument", OPTIONAL: "expected at most one argument",
                 ONE_OR_MORE: "expected at least one argument"}
        return texts.get(action.nargs) or f"expected {action.nargs} argument{'s'[:action.nargs != 1]}"

    # Positional arguments.

    def _read_positionals(self, place):
        """Runs the actions of the positional arguments that the values from here on fill."""
        counts = self._shares(place)
        for action, count in zip(self.positionals, counts):
            if action.nargs in (PARSER, REMAINDER):
                if action.nargs == PARSER and self.kinds[place] == _DASHES:
                    place += 1
                values, place = self.args[place:], len(self.args)
            else:
                values, place = self._next_values(place, count)
            if values and action.deprecated:
                self.parser._warning(f"argument '{action.dest}' is deprecated")
            self._run(action, values, None)
        del self.positionals[:len(counts)]
        return place

    def _next_values(self, place, count):
        """So many values, and the place behind them and a "--"."""
        values = []
        while place < len(self.args) and (self.kinds[place] == _DASHES or
                                          len(values) < count and self.kinds[place] == _VALUE):
            if self.kinds[place] == _VALUE:
                values.append(self.args[place])
            place += 1
        return values, place

    def _shares(self, place):
        """How many values each positional argument takes of those before the next option: the first ones that can be
        filled take as many as they leave to the others."""
        rest = self.kinds[place:]
        end = rest.index(_OPTION) if _OPTION in rest else len(rest)
        values = rest[:end].count(_VALUE)
        bounds = [_bounds(action) for action in self.positionals]
        while bounds and sum(least for least, _ in bounds) > values:
            bounds.pop()
        counts, later = [], sum(least for least, _ in bounds)
        for (least, most), action in zip(bounds, self.positionals):
            later -= least
            counts.append(min(most, values - later))
            values -= counts[-1]
        swallowed = any(action.nargs in (PARSER, REMAINDER) for action in self.positionals[:len(counts)])
        if not values and end < len(rest) and not swallowed:
            while counts and not counts[-1]:
                counts.pop()
        return counts

    # Values.

    def _run(self, action, texts, option):
        self.seen.add(action)
        value = self._value_of(action, texts)
        if action.option_strings or texts:
            self.given.add(action)
            for other in self._alternatives(action):
                if other in self.given:
                    raise ArgumentError(action, f"not allowed with argument {action_name(other)}")
        if value is not SUPPRESS:
            action(self.parser, self.namespace, value, option)

    def _alternatives(self, action):
        """The arguments that exclude this one."""
        return [other for group in self.parser._mutually_exclusive_groups if action in group._group_actions
                for other in group._group_actions if other is not action]

    def _value_of(self, action, texts):
        """What an action is given for its texts."""
        nargs = action.nargs
        if nargs == SUPPRESS:
            return SUPPRESS
        if nargs == OPTIONAL and not texts:
            value = action.const if action.option_strings else action.default
            return self._convert(action, value) if isinstance(value, str) and value is not SUPPRESS else value
        if nargs == ZERO_OR_MORE and not texts and not action.option_strings:
            return [] if action.default is None else action.default
        values = [self._convert(action, text) for text in texts]
        for value in values[:1] if nargs == PARSER else () if nargs == REMAINDER else values:
            self._check_choice(action, value)
        return values[0] if nargs in (None, OPTIONAL) else values

    def _convert(self, action, text):
        function = self.parser._registry_get("type", action.type, action.type)
        try:
            return function(text)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error))
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, f"invalid {name} value: {text!r}")

    @staticmethod
    def _check_choice(action, value):
        choices = iter(action.choices) if isinstance(action.choices, str) else action.choices
        if choices is not None and value not in choices:
            known = ", ".join(map(str, action.choices))
            raise ArgumentError(action, f"invalid choice: {str(value)!r} (choose from {known})")

    def _finish(self):
        """Converts defaults that are texts; refuses a command line that lacks something."""
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(action_name(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, self._convert(action, action.default))
        if missing:
            raise ArgumentError(None, f"the following arguments are required: {', '.join(missing)}")
        for group in self.parser._mutually_exclusive_groups:
            if group.required and self.given.isdisjoint(group._group_actions):
                names = [str(action_name(action)) for action in group._group_actions if action.help is not SUPPRESS]
                raise ArgumentError(None, f"one of the arguments {' '.join(names)} is required")
