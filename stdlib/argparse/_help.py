"""The help texts of argparse. Programs change a text by overriding the methods whose names begin with an underscore."""

from textwrap import fill, wrap

from argparse._actions import ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE

# A column of help texts is never narrower.
_NARROWEST = 11


class _Section:
    """A heading and what stands under it: pairs of a function that makes a text and its arguments."""

    def __init__(self, parent, heading):
        self.parent, self.heading, self.items = parent, heading, []


class HelpFormatter:
    """Makes the help text of a parser."""

    __module__ = "argparse"

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            from shutil import get_terminal_size

            width = get_terminal_size().columns - 2
        self._prog, self._indent_increment, self._width = prog, indent_increment, width
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._current_indent = self._action_max_length = 0
        self._section = self._root = _Section(None, None)

    # What a parser calls.

    def start_section(self, heading):
        """Opens a section; what is added next stands in it."""
        self._indent()
        inner = _Section(self._section, heading)
        self._section.items.append((self._format_section, (inner,)))
        self._section = inner

    def end_section(self):
        """Closes the section that was opened last."""
        self._section = self._section.parent
        self._dedent()

    def add_text(self, text):
        """Adds a paragraph."""
        if text is not SUPPRESS and text is not None:
            self._section.items.append((self._format_text, (text,)))

    def add_usage(self, usage, actions, groups, prefix=None):
        """Adds the usage line."""
        if usage is not SUPPRESS:
            self._section.items.append((self._format_usage, (usage, actions, groups, prefix)))

    def add_argument(self, action):
        """Adds the rows of an argument."""
        if action.help is SUPPRESS:
            return
        self._measure(action)
        self._section.items.append((self._format_action, (action,)))

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        """The whole text."""
        text = self._join(self._root.items)
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return text.strip("\n") + "\n" if text else text

    # Sections and texts.

    def _indent(self):
        self._current_indent += self._indent_increment

    def _dedent(self):
        self._current_indent -= self._indent_increment

    def _measure(self, action):
        """Makes room for the left column of an argument and of its commands."""
        length = len(self._format_action_invocation(action)) + self._current_indent
        self._action_max_length = max(self._action_max_length, length)
        self._indent()
        for inner in self._iter_indented_subactions(action):
            self._measure(inner)
        self._dedent()

    @staticmethod
    def _join(items):
        return "".join(text for make, arguments in items if (text := make(*arguments)) and text is not SUPPRESS)

    def _format_section(self, section):
        self._indent()
        text = self._join(section.items)
        self._dedent()
        if not text:
            return ""
        heading = ""
        if section.heading is not SUPPRESS and section.heading is not None:
            heading = " " * self._current_indent + section.heading + ":\n"
        return f"\n{heading}{text}\n"

    def _format_text(self, text):
        if "%(prog)" in text:
            text = text % {"prog": self._prog}
        room = max(self._width - self._current_indent, _NARROWEST)
        return self._fill_text(text, room, " " * self._current_indent) + "\n\n"

    def _fill_text(self, text, width, indent):
        return fill(" ".join(text.split()), width, initial_indent=indent, subsequent_indent=indent)

    def _split_lines(self, text, width):
        return wrap(" ".join(text.split()), width)

    # One argument.

    def _format_action(self, action):
        """The rows of an argument: its names on the left, its help on the right or below."""
        position = min(self._action_max_length + 2, self._max_help_position)
        room = position - self._current_indent - 2
        names = self._format_action_invocation(action)
        head = " " * self._current_indent + names
        lines = []
        if action.help and action.help.strip():
            lines = self._split_lines(self._expand_help(action), max(self._width - position, _NARROWEST))
        rows = [head]
        if lines and len(names) <= room:
            rows = [f"{head:<{position}}{lines.pop(0)}"]
        rows += [" " * position + line for line in lines]
        self._indent()
        inner = "".join(self._format_action(item) for item in self._iter_indented_subactions(action))
        self._dedent()
        return "\n".join(rows) + "\n" + inner

    def _iter_indented_subactions(self, action):
        """The commands of an argument, if it has some."""
        return action._get_subactions() if hasattr(action, "_get_subactions") else ()

    def _format_action_invocation(self, action):
        """The left column of an argument."""
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return " ".join(self._metavar_formatter(action, default)(1))
        names = ", ".join(action.option_strings)
        if action.nargs == 0:
            return names
        return f"{names} {self._format_args(action, self._get_default_metavar_for_optional(action))}"

    def _metavar_formatter(self, action, default_metavar):
        """A function that gives the names of so many values."""
        name = default_metavar
        if action.metavar is not None:
            name = action.metavar
        elif action.choices is not None:
            name = "{" + ",".join(map(str, action.choices)) + "}"
        return lambda count: name if isinstance(name, tuple) else (name,) * count

    def _format_args(self, action, default_metavar):
        """What stands for the values of an argument."""
        names, nargs = self._metavar_formatter(action, default_metavar), action.nargs
        if nargs == ZERO_OR_MORE and len(names(1)) == 2:
            return "[%s [%s ...]]" % names(2)
        patterns = {None: ("%s", 1), OPTIONAL: ("[%s]", 1), ZERO_OR_MORE: ("[%s ...]", 1),
                    ONE_OR_MORE: ("%s [%s ...]", 2), REMAINDER: ("...", 0), PARSER: ("%s ...", 1), SUPPRESS: ("", 0)}
        if nargs in patterns:
            pattern, count = patterns[nargs]
            return pattern % names(count) if count else pattern
        if not isinstance(nargs, int):
            raise ValueError("invalid nargs value")
        return " ".join(["%s"] * nargs) % names(nargs)

    def _expand_help(self, action):
        """The help text with what its % fields ask for."""
        facts = {"prog": self._prog}
        for name, value in vars(action).items():
            if value is not SUPPRESS:
                facts[name] = getattr(value, "__name__", value)
        if facts.get("choices") is not None:
            facts["choices"] = ", ".join(map(str, facts["choices"]))
        return self._get_help_string(action) % facts

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest

    # The usage line.

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = "usage: "
        facts = {"prog": self._prog}
        if usage is not None:
            return f"{prefix}{usage % facts}\n\n"
        if not actions:
            return f"{prefix}{self._prog}\n\n"
        options = self._usage_parts([action for action in actions if action.option_strings], groups)
        values = self._usage_parts([action for action in actions if not action.option_strings], groups)
        text = " ".join([self._prog, *options, *values])
        if len(prefix) + len(text) > max(self._width - self._current_indent, _NARROWEST):
            text = "\n".join(self._usage_lines(prefix, options, values))
        return f"{prefix}{text}\n\n"

    def _usage_lines(self, prefix, options, values):
        """The lines of a usage that is too long for one."""
        room = max(self._width - self._current_indent, _NARROWEST)
        if len(prefix) + len(self._prog) <= 0.75 * room:
            indent = " " * (len(prefix) + len(self._prog) + 1)
            first = self._pack([self._prog, *(options or values)], room, indent, len(prefix))
            return first + (self._pack(values, room, indent, len(indent)) if options else [])
        indent = " " * len(prefix)
        lines = self._pack(options + values, room, indent, len(indent))
        if len(lines) > 1:
            lines = self._pack(options, room, indent, len(indent)) + self._pack(values, room, indent, len(indent))
        return [self._prog, *lines]

    @staticmethod
    def _pack(parts, room, indent, used):
        """Lines with as many parts as fit; `used` places of the first line are taken."""
        lines, line, length = [], [], used - 1
        for part in parts:
            if line and length + 1 + len(part) > room:
                lines.append(indent + " ".join(line))
                line, length = [], len(indent) - 1
            line.append(part)
            length += len(part) + 1
        if line:
            lines.append(indent + " ".join(line))
        if lines and used != len(indent):
            lines[0] = lines[0][len(indent):]
        return lines

    def _usage_parts(self, actions, groups):
        """What the usage line shows of every argument."""
        together = self._groups_in(actions, groups)
        grouped = {id(action) for group in together.values() for action in group._group_actions}
        parts = [None if action.help is SUPPRESS else self._usage_part(action, id(action) in grouped)
                 for action in actions]
        for start, group in together.items():
            places = [place for place in range(start, start + len(group._group_actions)) if parts[place] is not None]
            if not places:
                continue
            opening, closing = "[]" if not group.required else "()" if len(places) > 1 else ("", "")
            parts[places[0]] = opening + parts[places[0]]
            parts[places[-1]] += closing
            for place in places[:-1]:
                parts[place] += " |"
        return [part for part in parts if part is not None]

    @staticmethod
    def _groups_in(actions, groups):
        """Where the arguments of a group of alternatives follow each other: the place of the first, the group."""
        found = {}
        for group in groups:
            inside = group._group_actions
            if not inside or inside[0] not in actions or all(action.help is SUPPRESS for action in inside):
                continue
            start = actions.index(inside[0])
            if actions[start:start + len(inside)] == inside:
                found[start] = group
        return found

    def _usage_part(self, action, grouped):
        if not action.option_strings:
            part = self._format_args(action, self._get_default_metavar_for_positional(action))
            return part[1:-1] if grouped and part[:1] == "[" and part[-1:] == "]" else part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            values = self._format_args(action, self._get_default_metavar_for_optional(action))
            part = f"{action.option_strings[0]} {values}"
        return part if action.required or grouped else f"[{part}]"


class RawDescriptionHelpFormatter(HelpFormatter):
    """Keeps the lines of descriptions."""

    __module__ = "argparse"

    def _fill_text(self, text, width, indent):
        return "".join(indent + line for line in text.splitlines(True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Keeps the lines of all texts."""

    __module__ = "argparse"

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Shows the default of every argument that may be left out."""

    __module__ = "argparse"

    def _get_help_string(self, action):
        text = action.help or ""
        optional = action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)
        if "%(default)" not in text and action.default is not SUPPRESS and optional:
            text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Names the values of an argument by its type."""

    __module__ = "argparse"

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__
