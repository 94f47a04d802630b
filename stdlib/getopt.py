"""Options of a command line, in the style of C."""

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    """An option is wrong."""

    def __init__(self, msg, opt=""):
        self.msg, self.opt = msg, opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """The options and the rest."""
    return _parse(list(args), shortopts, longopts, False)


def gnu_getopt(args, shortopts, longopts=[]):
    """As getopt; options may stand behind other arguments."""
    return _parse(list(args), shortopts, longopts, True)


def _parse(args, shortopts, longopts, mixed):
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    options, rest = [], []
    if shortopts.startswith("+"):
        shortopts, mixed = shortopts[1:], False
    while args:
        if args[0] == "--":
            rest += args[1:]
            break
        if args[0].startswith("--"):
            args = _long(options, args[0][2:], longopts, args[1:])
        elif args[0].startswith("-") and args[0] != "-":
            args = _short(options, args[0][1:], shortopts, args[1:])
        elif mixed:
            rest.append(args.pop(0))
        else:
            rest = args
            break
    return options, rest


def _long(options, text, longopts, args):
    name, equals, value = text.partition("=")
    value = value if equals else None
    found = [option for option in longopts if option.startswith(name)]
    if not found:
        raise GetoptError(f"option --{name} not recognized", name)
    if name in found:
        takes = False
    elif name + "=" in found:
        takes = True
    else:
        if len(found) > 1:
            raise GetoptError(f"option --{name} not a unique prefix", name)
        takes = found[0].endswith("=")
        name = found[0].removesuffix("=")
    if takes:
        if value is None:
            if not args:
                raise GetoptError(f"option --{name} requires argument", name)
            value, args = args[0], args[1:]
    elif value is not None:
        raise GetoptError(f"option --{name} must not have an argument", name)
    options.append(("--" + name, value or ""))
    return args


def _short(options, text, shortopts, args):
    while text:
        name, text = text[0], text[1:]
        place = shortopts.find(name)
        if name == ":" or place < 0:
            raise GetoptError(f"option -{name} not recognized", name)
        value = ""
        if shortopts.startswith(":", place + 1):
            if not text:
                if not args:
                    raise GetoptError(f"option -{name} requires argument", name)
                text, args = args[0], args[1:]
            value, text = text, ""
        options.append(("-" + name, value))
    return args
