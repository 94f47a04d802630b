"""Settings of loggers from a dictionary."""

import logging


def dictConfig(config):
    """Makes formatters, filters and handlers and gives them to loggers, as a dictionary says."""
    dictConfigClass(config).configure()


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Refused: dictConfig() does the same."""
    from _types import refuse

    refuse("logging.config.fileConfig")


def _found(path):
    """What a dotted name stands for."""
    import importlib

    names = path.split(".")
    for count in range(len(names), 0, -1):
        try:
            value = importlib.import_module(".".join(names[:count]))
        except ImportError:
            continue
        for name in names[count:]:
            value = getattr(value, name)
        return value
    raise ValueError(f"Cannot resolve {path!r}: No module named {names[0]!r}")


class DictConfigurator:
    """One dictionary of settings."""

    def __init__(self, config):
        self.config = config

    def configure(self):
        """Does what the dictionary says."""
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError(f"Unsupported version: {config['version']}")
        partial = config.get("incremental", False)
        if partial:
            self._change_handlers()
        else:
            self._forget(config.get("disable_existing_loggers", True))
            self.formatters = self._all("formatter", self.configure_formatter)
            self.filters = self._all("filter", self.configure_filter)
            self.handlers = self._all("handler", self.configure_handler)
        for name, settings in config.get("loggers", {}).items():
            try:
                self.configure_logger(name, settings, partial)
            except Exception as error:
                raise ValueError(f"Unable to configure logger {name!r}") from error
        if config.get("root"):
            try:
                self.common_logger_config(logging.getLogger(), config["root"], partial)
            except Exception as error:
                raise ValueError("Unable to configure root logger") from error

    def _all(self, kind, make):
        """What is made of all settings of a kind, by name; handlers may name handlers that come later."""
        made, waiting = {}, dict(sorted(self.config.get(kind + "s", {}).items()))
        self._made = made
        while waiting:
            progress = False
            for name, settings in list(waiting.items()):
                try:
                    made[name] = make(settings)
                    if kind == "handler":
                        made[name].name = name
                except KeyError as error:
                    if kind == "handler" and error.args[0] in waiting and error.args[0] != name:
                        continue
                    raise ValueError(f"Unable to configure {kind} {name!r}") from error
                except Exception as error:
                    raise ValueError(f"Unable to configure {kind} {name!r}") from error
                del waiting[name]
                progress = True
            if not progress:
                raise ValueError(f"Unable to configure {kind} {next(iter(waiting))!r}")
        return made

    def _change_handlers(self):
        """Sets the levels of handlers that exist."""
        for name, settings in self.config.get("handlers", {}).items():
            handler = logging.getHandlerByName(name)
            if handler is None:
                raise ValueError(f"No handler found with name {name!r}")
            if settings.get("level") is not None:
                handler.setLevel(settings["level"])

    def _forget(self, disable):
        """Takes the handlers from the root logger; loggers that the dictionary does not name may be silenced."""
        known = self.config.get("loggers", {})
        for handler in logging.root.handlers[:]:
            logging.root.removeHandler(handler)
        for name, logger in logging.Logger.manager.loggerDict.items():
            if name in known or any(name.startswith(other + ".") for other in known):
                logger.disabled = False
            elif disable:
                logger.disabled = True

    def _value(self, value):
        """A value of a setting; ext:// names an object, cfg:// another setting."""
        if isinstance(value, str) and value.startswith("ext://"):
            return _found(value[6:])
        if isinstance(value, str) and value.startswith("cfg://"):
            found = self.config
            for part in value[6:].replace("[", ".").replace("]", "").split("."):
                found = found[int(part)] if isinstance(found, (list, tuple)) else found[part]
            return found
        return value

    def _made_by(self, factory, settings):
        """What a function of the program makes."""
        function = factory if callable(factory) else _found(factory)
        extra = settings.pop(".", None) or {}
        made = function(**{name: self._value(value) for name, value in settings.items() if name.isidentifier()})
        for name, value in extra.items():
            setattr(made, name, value)
        return made

    def configure_formatter(self, config):
        """A formatter."""
        config = dict(config)
        if "()" in config:
            return self._made_by(config.pop("()"), config)
        kind = config.get("class")
        kind = _found(kind) if kind else logging.Formatter
        options = {name: config[name] for name in ("validate", "defaults") if name in config}
        return kind(config.get("format"), config.get("datefmt"), config.get("style", "%"), **options)

    def configure_filter(self, config):
        """A filter."""
        config = dict(config)
        return self._made_by(config.pop("()"), config) if "()" in config else logging.Filter(config.get("name", ""))

    def configure_handler(self, config):
        """A handler."""
        config = dict(config)
        formatter, level = config.pop("formatter", None), config.pop("level", None)
        filters = config.pop("filters", None)
        if formatter is not None and formatter not in self.formatters:
            raise ValueError(f"Unable to set formatter {formatter!r}")
        if "()" in config:
            handler = self._made_by(config.pop("()"), config)
        else:
            kind = config.pop("class")
            if "target" in config and isinstance(config["target"], str):
                config["target"] = self._made[config["target"]]
            handler = self._made_by(kind, config)
        if formatter is not None:
            handler.setFormatter(self.formatters[formatter])
        if level is not None:
            handler.setLevel(level)
        self.add_filters(handler, filters or ())
        return handler

    def add_filters(self, filterer, filters):
        """Gives filters to a handler or logger."""
        for item in filters:
            filterer.addFilter(item if callable(item) or hasattr(item, "filter") else self.filters[item])

    def configure_logger(self, name, config, incremental=False):
        """Changes a logger."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        if config.get("propagate") is not None:
            logger.propagate = config["propagate"]

    def common_logger_config(self, logger, config, incremental=False):
        """Gives a logger its level, and its handlers and filters in the place of those it had."""
        if config.get("level") is not None:
            logger.setLevel(config["level"])
        if incremental:
            return
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        for name in config.get("handlers", ()):
            if name not in self.handlers:
                raise ValueError(f"Unable to add handler {name!r}")
            logger.addHandler(self.handlers[name])
        self.add_filters(logger, config.get("filters", ()))


dictConfigClass = DictConfigurator
