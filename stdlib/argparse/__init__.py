"""Arguments of the command line."""

import sys

from argparse._actions import (ACTIONS, ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE, Action,
                               ArgumentError, ArgumentTypeError, BooleanOptionalAction, _AppendAction,
                               _AppendConstAction, _CountAction, _ExtendAction, _HelpAction, _StoreAction,
                               _StoreConstAction, _StoreFalseAction, _StoreTrueAction, _SubParsersAction,
                               _VersionAction)

__all__ = ["ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction", "FileType",
           "HelpFormatter", "ArgumentDefaultsHelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter",
           "MetavarTypeHelpFormatter", "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER",
           "SUPPRESS", "ZERO_OR_MORE"]

_FORMATTERS = {"HelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter",
               "ArgumentDefaultsHelpFormatter", "MetavarTypeHelpFormatter"}


def __getattr__(name):
    if name not in _FORMATTERS:
        from _modules import _missing

        raise _missing("argparse", name)
    from argparse import _help

    value = globals()[name] = getattr(_help, name)
    return value


class Namespace:
    """The values of the arguments."""

    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, Namespace) else NotImplemented

    __hash__ = None

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


class FileType:
    """A type function that opens the file of an argument; "-" is standard input or output."""

    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode, self._bufsize, self._encoding, self._errors = mode, bufsize, encoding, errors

    def __call__(self, string):
        if string == "-":
            return self._standard()
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as error:
            raise ArgumentTypeError(f"can't open '{string}': {error}")

    def _standard(self):
        """The standard stream that the mode asks for."""
        if "r" in self._mode:
            stream = sys.stdin
        elif any(letter in self._mode for letter in "wax"):
            stream = sys.stdout
        else:
            raise ValueError(f"argument \"-\" with mode {self._mode!r}")
        return stream.buffer if "b" in self._mode else stream

    def __repr__(self):
        shown = [repr(value) for value in (self._mode, self._bufsize) if value != -1]
        shown += [f"{name}={value!r}" for name, value in (("encoding", self._encoding), ("errors", self._errors))
                  if value is not None]
        return f"FileType({', '.join(shown)})"


def _check_shape(action):
    """Refuses a number of values that makes no sense, and names that do not fit it."""
    nargs, names = action.nargs, action.metavar
    known = nargs in (None, OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, REMAINDER, PARSER, SUPPRESS)
    if not known and not isinstance(nargs, int):
        raise ValueError("invalid nargs value")
    wanted = {OPTIONAL: 1, None: 1, PARSER: 1, ONE_OR_MORE: 2}.get(nargs, nargs)
    if isinstance(names, tuple):
        if nargs not in (REMAINDER, SUPPRESS, ZERO_OR_MORE) and len(names) != wanted or \
                nargs == ZERO_OR_MORE and len(names) not in (1, 2):
            raise ValueError("length of metavar tuple does not match nargs")
    elif names is None and action.choices is not None and not hasattr(action.choices, "__iter__"):
        raise ValueError("length of metavar tuple does not match nargs")


class _ActionsContainer:
    """Holds arguments: a parser or one of its groups."""

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description, self.prefix_chars = description, prefix_chars
        self.argument_default, self.conflict_handler = argument_default, conflict_handler
        self._conflict_way()
        self._registries = {"action": dict(ACTIONS), "type": {None: lambda text: text}}
        self._actions, self._option_string_actions, self._defaults = [], {}, {}
        self._action_groups, self._mutually_exclusive_groups = [], []

    def register(self, registry_name, value, object):
        """Gives an action or a type function a name of its own."""
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default_value=None):
        return self._registries[registry_name].get(value, default_value)

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

    def add_argument(self, *args, **kwargs):
        """Says what an argument is."""
        if not args or len(args) == 1 and args[0][:1] not in self.prefix_chars:
            if args and "dest" in kwargs:
                raise ValueError("dest supplied twice for positional argument")
            kwargs = self._get_positional_kwargs(*args, **kwargs)
        else:
            kwargs = self._get_optional_kwargs(*args, **kwargs)
        if "default" not in kwargs:
            if kwargs["dest"] in self._defaults:
                kwargs["default"] = self._defaults[kwargs["dest"]]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        name = kwargs.pop("action", None)
        made = self._registry_get("action", name, name) if name.__hash__ else name
        if not callable(made):
            raise ValueError(f'unknown action "{made}"')
        action = made(**kwargs)
        self._check_type(action)
        _check_shape(action)
        return self._add_action(action)

    def _check_type(self, action):
        found = self._registry_get("type", action.type, action.type)
        if not callable(found):
            raise ValueError(f"{found!r} is not callable")
        if found is FileType:
            raise ValueError(f"{found!r} is a FileType class object, instance of it must be passed")

    def _get_positional_kwargs(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get("nargs")
        if nargs == 0:
            raise ValueError("nargs for positionals must be != 0")
        if nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS):
            kwargs["required"] = True
        return {**kwargs, "dest": dest, "option_strings": []}

    def _get_optional_kwargs(self, *args, **kwargs):
        for option in args:
            if option[:1] not in self.prefix_chars:
                raise ValueError(f"invalid option string {option!r}: must start with a character "
                                 f"{self.prefix_chars!r}")
        dest = kwargs.pop("dest", None)
        if dest is None:
            long = [option for option in args if len(option) > 1 and option[1] in self.prefix_chars]
            dest = (long or args)[0].lstrip(self.prefix_chars)
            if not dest:
                raise ValueError(f"dest= is required for options like {args[0]!r}")
            dest = dest.replace("-", "_")
        return {**kwargs, "dest": dest, "option_strings": list(args)}

    def _add_action(self, action):
        taken = [(option, self._option_string_actions[option]) for option in action.option_strings
                 if option in self._option_string_actions]
        if taken:
            self._conflict_way()(action, taken)
        self._actions.append(action)
        action.container = self
        for option in action.option_strings:
            self._option_string_actions[option] = action
        return action

    def _conflict_way(self):
        """What is done about two arguments with one name."""
        found = getattr(self, f"_handle_conflict_{self.conflict_handler}", None)
        if found is None:
            raise ValueError(f"invalid conflict_resolution value: {self.conflict_handler!r}")
        return found

    def _handle_conflict_error(self, action, conflicting_actions):
        names = ", ".join(option for option, _ in conflicting_actions)
        raise ArgumentError(action, f"conflicting option string{'s'[:len(conflicting_actions) > 1]}: {names}")

    def _handle_conflict_resolve(self, action, conflicting_actions):
        for option, older in conflicting_actions:
            older.option_strings.remove(option)
            del self._option_string_actions[option]
            if not older.option_strings:
                older.container._remove_action(older)

    def _remove_action(self, action):
        self._actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        """A group with a title."""
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        """A group of which at most one argument may be given."""
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group

    def _add_container_actions(self, container):
        """Takes over the arguments of another parser, in groups of the same titles."""
        own = {group.title: group for group in self._action_groups}
        places = {}
        for group in container._action_groups:
            if group.title not in own:
                own[group.title] = self.add_argument_group(group.title, group.description,
                                                           conflict_handler=group.conflict_handler)
            places.update((id(action), own[group.title]) for action in group._group_actions)
        for group in container._mutually_exclusive_groups:
            inside = self if group._container is container else own[group._container.title]
            places.update(dict.fromkeys(map(id, group._group_actions),
                                        inside.add_mutually_exclusive_group(required=group.required)))
        for action in container._actions:
            places.get(id(action), self)._add_action(action)


class _ArgumentGroup(_ActionsContainer):
    """Arguments with a title of their own; all else is the parser's."""

    def __init__(self, container, title=None, description=None, *, prefix_chars=None, argument_default=None,
                 conflict_handler=None):
        super().__init__(description, prefix_chars or container.prefix_chars,
                         container.argument_default if argument_default is None else argument_default,
                         conflict_handler or container.conflict_handler)
        self.title, self._container, self._group_actions = title, container, []
        for shared in ("_registries", "_actions", "_option_string_actions", "_defaults", "_mutually_exclusive_groups"):
            setattr(self, shared, getattr(container, shared))

    def _add_action(self, action):
        super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        import warnings

        warnings.warn("Nesting argument groups is deprecated.", DeprecationWarning, stacklevel=2)
        return super().add_argument_group(*args, **kwargs)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    """Arguments of which at most one may be given."""

    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required

    def _add_action(self, action):
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)

    def add_mutually_exclusive_group(self, **kwargs):
        import warnings

        warnings.warn("Nesting mutually exclusive groups is deprecated.", DeprecationWarning, stacklevel=2)
        return super().add_mutually_exclusive_group(**kwargs)


class _DefaultFormatter:
    """The formatter of a parser that was given none; help texts are loaded when one is made."""

    def __get__(self, parser, owner=None):
        from argparse import _help

        return _help.HelpFormatter


class ArgumentParser(_ActionsContainer):
    """Reads the arguments of the command line."""

    formatter_class = _DefaultFormatter()

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None,
                 prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        super().__init__(description, prefix_chars, argument_default, conflict_handler)
        name = sys.argv[0] if sys.argv else ""
        self.prog = name.rsplit("/", 1)[-1] if prog is None else prog
        self.usage, self.epilog, self.add_help = usage, epilog, add_help
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.allow_abbrev, self.exit_on_error = allow_abbrev, exit_on_error
        if formatter_class is not None:
            self.formatter_class = formatter_class
        self._positionals = self.add_argument_group("positional arguments")
        self._optionals = self.add_argument_group("options")
        self._subparsers = None
        if add_help:
            dash = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(dash + "h", dash * 2 + "help", action="help", default=SUPPRESS,
                              help="show this help message and exit")
        for parent in parents:
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def __repr__(self):
        names = ("prog", "usage", "description", "formatter_class", "conflict_handler", "add_help")
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    def add_subparsers(self, **kwargs):
        """Commands with arguments of their own."""
        if self._subparsers is not None:
            raise ArgumentError(None, "cannot have multiple subparser arguments")
        kwargs.setdefault("parser_class", type(self))
        self._subparsers = self._positionals
        if "title" in kwargs or "description" in kwargs:
            self._subparsers = self.add_argument_group(kwargs.pop("title", "subcommands"),
                                                       kwargs.pop("description", None))
        if kwargs.get("prog") is None:
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, self._get_positional_actions(), self._mutually_exclusive_groups, "")
            kwargs["prog"] = formatter.format_help().strip()
        name = kwargs.pop("action", "parsers")
        action = self._registry_get("action", name, name)(option_strings=[], **kwargs)
        _check_shape(action)
        return self._subparsers._add_action(action)

    def parse_args(self, args=None, namespace=None):
        """The values of the arguments; wrong ones end the program."""
        return self._all_known(*self.parse_known_args(args, namespace))

    def _all_known(self, namespace, extra):
        if extra:
            self._fail(ArgumentError(None, f"unrecognized arguments: {' '.join(extra)}"))
        return namespace

    def _fail(self, error):
        """Ends the program because of an error, or raises it if the program wants that."""
        if not self.exit_on_error:
            raise error
        self.error(str(error))

    def parse_known_args(self, args=None, namespace=None):
        """The values of the arguments, and what is unknown."""
        return self._parse_known(args, namespace, False)

    def parse_intermixed_args(self, args=None, namespace=None):
        """The values of arguments that stand between options as they like."""
        return self._all_known(*self.parse_known_intermixed_args(args, namespace))

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """The values of arguments that stand between options as they like, and what is unknown."""
        for action in self._get_positional_actions():
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError(f"parse_intermixed_args: positional arg with nargs={action.nargs}")
        return self._parse_known(args, namespace, True)

    def _parse_known(self, args, namespace, intermixed):
        from argparse._reading import Reading

        args = list(sys.argv[1:] if args is None else args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for name, value in self._defaults.items():
            if not hasattr(namespace, name):
                setattr(namespace, name, value)
        extra = []
        try:
            extra = Reading(self, args, namespace, intermixed).run()
        except ArgumentError as error:
            self._fail(error)
        return namespace, extra + vars(namespace).pop("_unrecognized_args", [])

    def convert_arg_line_to_args(self, arg_line):
        """The arguments that a line of a file of arguments holds."""
        return [arg_line]

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        """The usage line."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        """The whole help text."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def print_usage(self, file=None):
        """Prints the usage line."""
        self._print_message(self.format_usage(), sys.stdout if file is None else file)

    def print_help(self, file=None):
        """Prints the help text."""
        self._print_message(self.format_help(), sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            (sys.stderr if file is None else file).write(message)

    def exit(self, status=0, message=None):
        """Ends the program."""
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        """Ends the program because of a wrong argument."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    def _warning(self, message):
        self._print_message(f"{self.prog}: warning: {message}\n", sys.stderr)
