"""Arguments of the command line."""

import sys

__all__ = ["ArgumentParser", "ArgumentError", "ArgumentTypeError", "Namespace", "HelpFormatter",
           "RawTextHelpFormatter", "RawDescriptionHelpFormatter", "ArgumentDefaultsHelpFormatter", "Action",
           "FileType", "SUPPRESS", "OPTIONAL", "ZERO_OR_MORE", "ONE_OR_MORE", "REMAINDER", "PARSER",
           "BooleanOptionalAction"]

SUPPRESS = "==SUPPRESS=="
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER = "?", "*", "+", "A...", "..."


class ArgumentError(Exception):
    """An argument that does not fit."""

    def __init__(self, argument, message):
        self.argument_name = None if argument is None else argument._name()
        self.message = message

    def __str__(self):
        return self.message if self.argument_name is None else f"argument {self.argument_name}: {self.message}"


class ArgumentTypeError(Exception):
    """Raised by a type function."""


class Namespace:
    """The values of the arguments."""

    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__

    def __repr__(self):
        parts, odd = [], {}
        for name, value in self.__dict__.items():
            if name.isidentifier():
                parts.append(f"{name}={value!r}")
            else:
                odd[name] = value
        if odd:
            parts.append(f"**{odd!r}")
        return f"{type(self).__name__}({', '.join(parts)})"


class HelpFormatter:
    """Makes help texts."""


class RawDescriptionHelpFormatter(HelpFormatter):
    pass


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    pass


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    pass


class MetavarTypeHelpFormatter(HelpFormatter):
    pass


class FileType:
    """Refused: there is no file system."""

    def __init__(self, *args, **kwargs):
        from _types import refuse

        refuse("argparse.FileType")


class Action:
    """What is done with an argument."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, deprecated=False):
        self.option_strings = option_strings
        self.dest, self.nargs, self.const, self.default, self.type = dest, nargs, const, default, type
        self.choices, self.required, self.help, self.metavar = choices, required, help, metavar

    def _name(self):
        if self.option_strings:
            return "/".join(self.option_strings)
        if self.metavar not in (None, SUPPRESS):
            return self.metavar
        return self.dest if self.dest not in (None, SUPPRESS) else None

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")


class _Store(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConst(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None, **kw):
        super().__init__(option_strings, dest, 0, const, default, None, None, required, help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrue(_StoreConst):
    def __init__(self, option_strings, dest, default=False, required=False, help=None, **kw):
        super().__init__(option_strings, dest, True, default, required, help)


class _StoreFalse(_StoreConst):
    def __init__(self, option_strings, dest, default=True, required=False, help=None, **kw):
        super().__init__(option_strings, dest, False, default, required, help)


class _Append(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, list(getattr(namespace, self.dest, None) or []) + [values])


class _AppendConst(_StoreConst):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, list(getattr(namespace, self.dest, None) or []) + [self.const])


class _Extend(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, list(getattr(namespace, self.dest, None) or []) + list(values))


class _Count(_StoreConst):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _Help(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None, **kw):
        super().__init__(option_strings, dest, 0, default=default, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _Version(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help=None, **kw):
        super().__init__(option_strings, dest, 0, default=default,
                         help=help or "show program's version number and exit")
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        text = self.version if self.version is not None else parser.version
        print(text.replace("%(prog)s", parser.prog))
        parser.exit()


class BooleanOptionalAction(Action):
    """--name and --no-name."""

    def __init__(self, option_strings, dest, default=None, required=False, help=None, **kw):
        both = []
        for option in option_strings:
            both.append(option)
            if option.startswith("--"):
                both.append("--no-" + option[2:])
        super().__init__(both, dest, 0, default=default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, not option_string.startswith("--no-"))


class _SubParsers(Action):
    def __init__(self, option_strings, dest=SUPPRESS, parser=None, required=False, help=None, metavar=None, prog=None,
                 **kw):
        super().__init__([], dest, PARSER, required=required, help=help, metavar=metavar)
        self._parser = parser
        self.choices = {}
        self._helps = []

    def add_parser(self, name, *, aliases=(), help=None, **kwargs):
        """Adds a command."""
        kwargs.setdefault("prog", f"{self._parser.prog} {name}")
        made = self._parser.__class__(**kwargs)
        for key in (name, *aliases):
            self.choices[key] = made
        self._helps.append((name, help))
        return made

    def __call__(self, parser, namespace, values, option_string=None):
        name, rest = values[0], values[1:]
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        if name not in self.choices:
            known = ", ".join(map(str, self.choices))
            raise ArgumentError(self, f"invalid choice: {name!r} (choose from {known})")
        sub, extra = self.choices[name].parse_known_args(rest)
        for key, value in sub.__dict__.items():
            setattr(namespace, key, value)
        if extra:
            namespace.__dict__.setdefault("_unrecognized_args", []).extend(extra)


_ACTIONS = {None: _Store, "store": _Store, "store_const": _StoreConst, "store_true": _StoreTrue,
            "store_false": _StoreFalse, "append": _Append, "append_const": _AppendConst, "extend": _Extend,
            "count": _Count, "help": _Help, "version": _Version}


class _Group:
    """Arguments with a title of their own, or that exclude each other."""

    def __init__(self, parser, title=None, description=None, exclusive=False, required=False):
        self._parser, self.title, self.description = parser, title, description
        self._exclusive, self.required = exclusive, required
        self._actions = []

    def add_argument(self, *args, **kwargs):
        action = self._parser._add(self, *args, **kwargs)
        self._actions.append(action)
        return action

    def add_argument_group(self, *args, **kwargs):
        return self._parser.add_argument_group(*args, **kwargs)

    def add_mutually_exclusive_group(self, **kwargs):
        return self._parser.add_mutually_exclusive_group(**kwargs)


class ArgumentParser:
    """Reads the arguments of the command line."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=HelpFormatter,
                 prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        name = sys.argv[0] if sys.argv else ""
        self.prog = prog if prog is not None else name.rsplit("/", 1)[-1]
        self.usage, self.description, self.epilog = usage, description, epilog
        self.prefix_chars, self.argument_default = prefix_chars, argument_default
        self.allow_abbrev, self.exit_on_error = allow_abbrev, exit_on_error
        self.formatter_class = formatter_class
        self._actions, self._options, self._defaults = [], {}, {}
        self._groups, self._exclusive, self._subparsers = [], [], None
        if add_help:
            self.add_argument("-h", "--help", action="help", help="show this help message and exit")
        for parent in parents:
            for action in parent._actions:
                if not isinstance(action, _Help):
                    self._register(action)
            self._defaults.update(parent._defaults)

    def add_argument(self, *args, **kwargs):
        """Says what an argument is."""
        return self._add(None, *args, **kwargs)

    def _add(self, group, *args, **kwargs):
        options = [arg for arg in args if arg[:1] in self.prefix_chars and arg]
        if options:
            if len(options) != len(args):
                raise ValueError(f"invalid option string {args[0]!r}: must start with a character "
                                 f"{self.prefix_chars!r}")
            dest = kwargs.pop("dest", None)
            if dest is None:
                long = [option for option in options if option[:2] == "--" and len(option) > 2] or options
                dest = long[0].lstrip(self.prefix_chars).replace("-", "_")
        else:
            if args and "dest" in kwargs:
                raise TypeError("dest supplied twice for positional argument, did you mean metavar?")
            dest = args[0] if args else kwargs.pop("dest")
            if "required" in kwargs:
                raise TypeError("'required' is an invalid argument for positionals")
            if kwargs.get("nargs") not in (OPTIONAL, ZERO_OR_MORE, REMAINDER):
                kwargs["required"] = True
        kind = kwargs.pop("action", None)
        cls = _ACTIONS.get(kind, kind) if not isinstance(kind, type) else kind
        if not callable(cls):
            raise ValueError(f"unknown action {kind!r}")
        if "default" not in kwargs:
            if dest in self._defaults:
                kwargs["default"] = self._defaults[dest]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        if kwargs.get("type") is not None and not callable(kwargs["type"]):
            raise TypeError(f"{kwargs['type']!r} is not callable")
        action = cls(options, dest, **kwargs)
        self._register(action)
        return action

    def _register(self, action):
        for option in action.option_strings:
            if option in self._options:
                raise ArgumentError(action, f"conflicting option string: {option}")
            self._options[option] = action
        self._actions.append(action)

    def add_argument_group(self, title=None, description=None, **kwargs):
        """A group with a title."""
        group = _Group(self, title, description)
        self._groups.append(group)
        return group

    def add_mutually_exclusive_group(self, *, required=False):
        """A group of which at most one argument may be given."""
        group = _Group(self, exclusive=True, required=required)
        self._exclusive.append(group)
        return group

    def add_subparsers(self, *, dest=SUPPRESS, required=False, help=None, metavar=None, title=None, description=None,
                       parser_class=None, **kwargs):
        """Commands with arguments of their own."""
        if self._subparsers is not None:
            raise ValueError("cannot have multiple subparser arguments")
        self._subparsers = _SubParsers([], dest, self, required, help, metavar)
        self._actions.append(self._subparsers)
        return self._subparsers

    def set_defaults(self, **kwargs):
        """Sets defaults by name."""
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """The default of a name."""
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def parse_args(self, args=None, namespace=None):
        """The values of the arguments; wrong ones end the program."""
        namespace, extra = self.parse_known_args(args, namespace)
        if extra:
            message = f"unrecognized arguments: {' '.join(extra)}"
            if self.exit_on_error:
                self.error(message)
            raise ArgumentError(None, message)
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """The values of the arguments, and what is unknown."""
        args = list(sys.argv[1:] if args is None else args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and not hasattr(namespace, action.dest) \
                    and action.default is not SUPPRESS:
                setattr(namespace, action.dest, action.default)
        for name, value in self._defaults.items():
            if not hasattr(namespace, name):
                setattr(namespace, name, value)
        try:
            extra = self._parse(args, namespace)
        except ArgumentError as error:
            if not self.exit_on_error:
                raise
            self.error(str(error))
        extra = extra + namespace.__dict__.pop("_unrecognized_args", [])
        return namespace, extra

    def _looks_negative(self, text):
        body = text[1:]
        return text[:1] == "-" and body.replace(".", "", 1).isdigit() and \
            not any(option[1:2].isdigit() for option in self._options)

    def _is_option(self, text):
        return len(text) > 1 and text[0] in self.prefix_chars and not self._looks_negative(text) and (
            " " not in text or text in self._options)

    def _find(self, text):
        """(action, option, explicit value) of an option text; None where it is unknown."""
        if text in self._options:
            return self._options[text], text, None
        name, equal, value = text.partition("=")
        if equal and name in self._options:
            return self._options[name], name, value
        if self.allow_abbrev and text.startswith("--"):
            matches = sorted(option for option in self._options if option.startswith(name))
            if len(matches) > 1 and len({id(self._options[m]) for m in matches}) > 1:
                raise ArgumentError(None, f"ambiguous option: {text} could match {', '.join(matches)}")
            if matches:
                return self._options[matches[0]], matches[0], value if equal else None
        if text[1:2] != "-" and text[:2] in self._options:
            return self._options[text[:2]], text[:2], text[2:]
        return None

    def _parse(self, args, namespace):
        positionals = [action for action in self._actions if not action.option_strings]
        seen, extra, place = set(), [], 0
        waiting = []  # positional texts not used yet
        only_positional = False
        while place < len(args):
            text = args[place]
            if text == "--" and not only_positional:
                only_positional = True
                place += 1
                continue
            if only_positional or not self._is_option(text):
                if positionals and positionals[0].nargs in (PARSER, REMAINDER) and not waiting:
                    action = positionals.pop(0)
                    self._take(action, args[place:], namespace, None, seen)
                    return extra
                waiting.append(text)
                place += 1
                following = place >= len(args) or (not only_positional and self._is_option(args[place]))
                if following or (positionals and positionals[0].nargs is None and len(positionals) > 1
                                 and positionals[1].nargs == PARSER):
                    waiting = self._positionals(positionals, waiting, namespace, seen, place >= len(args))
                continue
            found = self._find(text)
            place += 1
            if found is None:
                extra.append(text)
                continue
            action, option, explicit = found
            place = self._option(action, option, explicit, args, place, namespace, seen)
        waiting = self._positionals(positionals, waiting, namespace, seen, True)
        extra.extend(waiting)
        self._finish(namespace, seen)
        return extra

    def _option(self, action, option, explicit, args, place, namespace, seen):
        """Uses the arguments of an option; returns the place behind them."""
        if explicit is not None:
            if action.nargs == 0:
                if option.startswith("--"):
                    raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
                self._take(action, [], namespace, option, seen)
                follow = self._find(option[0] + explicit)
                if follow is None:
                    raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
                return self._option(*follow, args, place, namespace, seen)
            self._take(action, [explicit], namespace, option, seen)
            return place
        least, most = self._bounds(action.nargs)
        given = []
        while place < len(args) and len(given) < most and args[place] != "--" and not self._is_option(args[place]):
            given.append(args[place])
            place += 1
        if len(given) < least:
            raise ArgumentError(action, self._expected(action.nargs))
        self._take(action, given, namespace, option, seen)
        return place

    @staticmethod
    def _bounds(nargs):
        if nargs is None:
            return 1, 1
        if isinstance(nargs, int):
            return nargs, nargs
        return {OPTIONAL: (0, 1), ZERO_OR_MORE: (0, 10 ** 9), ONE_OR_MORE: (1, 10 ** 9), REMAINDER: (0, 10 ** 9),
                PARSER: (1, 10 ** 9)}[nargs]

    @staticmethod
    def _expected(nargs):
        if nargs is None:
            return "expected one argument"
        if nargs == OPTIONAL:
            return "expected at most one argument"
        if nargs == ONE_OR_MORE:
            return "expected at least one argument"
        return f"expected {nargs} argument{'s' if nargs != 1 else ''}"

    def _positionals(self, positionals, waiting, namespace, seen, final):
        """Shares texts among the positional arguments that can be filled; returns what is left."""
        while positionals and (waiting or final):
            least, most = self._bounds(positionals[0].nargs)
            later = sum(self._bounds(action.nargs)[0] for action in positionals[1:])
            count = min(most, max(len(waiting) - later, 0))
            if count < least:
                if len(waiting) < least:
                    break
                count = least
            if not count and not final:
                break
            if positionals[0].nargs == PARSER:
                count = len(waiting)
            action = positionals.pop(0)
            taken, waiting = waiting[:count], waiting[count:]
            if not taken and action.nargs in (OPTIONAL, ZERO_OR_MORE, REMAINDER):
                value = action.default
                if action.nargs != OPTIONAL and value is None:
                    value = []
                if isinstance(value, str) and action.nargs == OPTIONAL:
                    value = self._convert(action, value)
                setattr(namespace, action.dest, value)
                continue
            self._take(action, taken, namespace, None, seen)
        return waiting

    def _convert(self, action, text):
        if action.type is None:
            return text
        try:
            return action.type(text)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error))
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, f"invalid {name} value: {text!r}")

    def _take(self, action, texts, namespace, option, seen):
        """Converts and checks texts and runs the action."""
        for group in self._exclusive:
            if action in group._actions:
                for other in group._actions:
                    if other is not action and other in seen:
                        raise ArgumentError(action, f"not allowed with argument {other._name()}")
        seen.add(action)
        if action.nargs in (PARSER, REMAINDER):
            values = [self._convert(action, text) for text in texts]
        elif action.nargs == 0:
            values = []
        elif action.nargs is None:
            values = self._convert(action, texts[0])
            self._choice(action, values)
        elif action.nargs == OPTIONAL:
            if texts:
                values = self._convert(action, texts[0])
                self._choice(action, values)
            else:
                values = action.const
                if isinstance(values, str):
                    values = self._convert(action, values)
        else:
            values = [self._convert(action, text) for text in texts]
            for value in values:
                self._choice(action, value)
        action(self, namespace, values, option)

    @staticmethod
    def _choice(action, value):
        if action.choices is not None and value not in action.choices:
            known = ", ".join(map(str, action.choices))
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {known})")

    def _finish(self, namespace, seen):
        missing = []
        for action in self._actions:
            if action in seen:
                continue
            if action.required:
                missing.append(action._name() or "{" + ",".join(action.choices or ()) + "}")
            elif isinstance(action.default, str) and action.type is not None \
                    and getattr(namespace, action.dest, None) is action.default:
                setattr(namespace, action.dest, self._convert(action, action.default))
        if missing:
            raise ArgumentError(None, f"the following arguments are required: {', '.join(missing)}")
        for group in self._exclusive:
            if group.required and not any(action in seen for action in group._actions):
                names = [action._name() for action in group._actions if action.help is not SUPPRESS]
                raise ArgumentError(None, f"one of the arguments {' '.join(names)} is required")

    def _shown(self, action):
        """What stands for a value in help texts."""
        if action.metavar is not None:
            return action.metavar
        if action.choices is not None:
            return "{" + ",".join(map(str, action.choices)) + "}"
        return action.dest.upper() if action.option_strings else action.dest

    def _value_text(self, action):
        shown = self._shown(action)
        if action.nargs is None:
            return shown
        return {OPTIONAL: f"[{shown}]", ZERO_OR_MORE: f"[{shown} ...]", ONE_OR_MORE: f"{shown} [{shown} ...]",
                REMAINDER: "...", PARSER: f"{shown} ..."}.get(action.nargs) or " ".join([shown] * action.nargs)

    def format_usage(self):
        """The usage line."""
        if self.usage is not None:
            return f"usage: {self.usage.replace('%(prog)s', self.prog)}\n"
        options, positionals = [], []
        for action in self._actions:
            if action.help is SUPPRESS:
                continue
            if action.option_strings:
                text = action.option_strings[0]
                if isinstance(action, BooleanOptionalAction):
                    text = " | ".join(action.option_strings)
                elif action.nargs != 0:
                    text += " " + self._value_text(action)
                group = next((g for g in self._exclusive if action in g._actions), None)
                if group is None or len(group._actions) == 1:
                    options.append(text if action.required or group and group.required else f"[{text}]")
                elif action is group._actions[0]:
                    options.append(("(" if group.required else "[") + text + " |")
                elif action is group._actions[-1]:
                    options.append(text + (")" if group.required else "]"))
                else:
                    options.append(text + " |")
            else:
                positionals.append(self._value_text(action))
        text = " ".join([self.prog, *options, *positionals])
        if len(text) + 7 <= 78:
            return f"usage: {text}\n"
        indent = " " * (len(self.prog) + 8)
        lines, line = [], f"usage: {self.prog}"
        for part in options:
            if len(line) + 1 + len(part) > 78:
                lines.append(line)
                line = indent[:-1]
            line += " " + part
        lines.append(line)
        if positionals:
            lines.append(indent + " ".join(positionals))
        return "\n".join(lines) + "\n"

    def _help_lines(self, action):
        if action.option_strings:
            if action.nargs == 0:
                head = ", ".join(action.option_strings)
            else:
                value = self._value_text(action)
                head = ", ".join(action.option_strings) + " " + value
        else:
            head = self._shown(action)
        text = action.help or ""
        if text:
            facts = {"prog": self.prog, "default": action.default, "dest": action.dest, "type": getattr(
                action.type, "__name__", None), "choices": ", ".join(map(str, action.choices or ())),
                     "nargs": action.nargs, "const": action.const, "metavar": action.metavar}
            text = text % facts if "%" in text else text
            if self.formatter_class is ArgumentDefaultsHelpFormatter and "%(default)" not in (action.help or "") \
                    and action.default is not SUPPRESS and (action.option_strings or action.nargs in ("?", "*")):
                text += f" (default: {action.default})"
        return head, text

    def format_help(self):
        """The whole help text."""
        import textwrap

        parts = [self.format_usage()]
        if self.description:
            raw = issubclass(self.formatter_class, RawDescriptionHelpFormatter)
            text = self.description.replace("%(prog)s", self.prog)
            parts.append((text if raw else textwrap.fill(text, 78)) + "\n")
        grouped = {id(action) for group in self._groups for action in group._actions}
        plain = [a for a in self._actions if a.help is not SUPPRESS and id(a) not in grouped]
        sections = [("positional arguments", None, [a for a in plain if not a.option_strings]),
                    ("options", None, [a for a in plain if a.option_strings])]
        sections += [(group.title, group.description, group._actions) for group in self._groups]
        rows = [(title, about, [self._help_lines(a) for a in actions]) for title, about, actions in sections if actions]
        widest = max((len(head) + 4 for _, _, lines in rows for head, _ in lines), default=0)
        column = min(widest, 24)
        for title, about, lines in rows:
            text = [f"{title}:"]
            if about:
                text.append(textwrap.indent(textwrap.fill(about, 76), "  ") + "\n")
            for head, what in lines:
                if not what:
                    text.append(f"  {head}")
                    continue
                wrapped = textwrap.wrap(what, max(78 - column, 11))
                if len(head) + 4 <= column:
                    text.append(f"  {head:<{column - 2}}{wrapped[0]}")
                    wrapped = wrapped[1:]
                else:
                    text.append(f"  {head}")
                text.extend(" " * column + line for line in wrapped)
            parts.append("\n".join(text) + "\n")
        if self.epilog:
            parts.append(textwrap.fill(self.epilog.replace("%(prog)s", self.prog), 78) + "\n")
        return "\n".join(parts)

    def print_usage(self, file=None):
        """Prints the usage line."""
        (file or sys.stdout).write(self.format_usage())

    def print_help(self, file=None):
        """Prints the help text."""
        (file or sys.stdout).write(self.format_help())

    def exit(self, status=0, message=None):
        """Ends the program."""
        if message:
            sys.stderr.write(message)
        sys.exit(status)

    def error(self, message):
        """Ends the program because of a wrong argument."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    def __repr__(self):
        return (f"ArgumentParser(prog={self.prog!r}, usage={self.usage!r}, description={self.description!r}, "
                f"formatter_class={self.formatter_class!r}, conflict_handler='error', add_help=True)")
