"""Loggers, formatters of every style, handlers, adapters, dictConfig."""

import re

STATEMENTS = r'''
import logging, sys, io
sys.stderr = sys.stdout
logging.warning("hello %s", "w")
logging.info("not shown")
log = logging.getLogger("a.b")
log
logging.getLogger()
logging.root
log.parent, log.level, log.propagate, log.handlers, log.disabled, log.name
log.getEffectiveLevel()
log.isEnabledFor(10)
log.error("err %d %s", 1, "x")
logging.getLevelName(10), logging.getLevelName("INFO"), logging.getLevelName(15), logging.getLevelName("foo")
logging.addLevelName(15, "FIFTEEN")
logging.getLevelName(15)
s = io.StringIO()
h = logging.StreamHandler(s)
h
h.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
log.addHandler(h)
log.setLevel("DEBUG")
log.propagate = False
log.debug("d"); log.info("i"); log.warning("w"); log.error("e"); log.critical("c"); log.log(15, "custom %s", [1])
s.getvalue()
log.setLevel("NOPE")
log.setLevel(3.5)
log
h.setLevel(logging.ERROR)
h
def zero():
    try:
        1/0
    except ZeroDivisionError:
        log.exception("oops")
zero()
log.error("x", exc_info=False)
logging.Formatter("%(asctime)s").datefmt
logging.Formatter("{levelname} {message}", style="{").format(logging.makeLogRecord({"msg": "hi %s", "args": ("x",), "levelname": "L"}))
logging.Formatter("$levelname ${message}", style="$").format(logging.makeLogRecord({"msg": "hi %s", "args": ("x",), "levelname": "L"}))
logging.Formatter("%(foo", style="%")
logging.Formatter("{foo", style="{")
logging.Formatter("x", style="#")
logging.Formatter("no fields")
logging.Formatter("no fields", validate=False)
logging.Formatter("%(x)s", defaults={"x": 5}).format(logging.makeLogRecord({}))
r = logging.LogRecord("n", 20, "/p/f.py", 7, "msg %(a)s", ({"a": 1},), None)
r
r.getMessage(), r.filename, r.module, r.lineno, r.levelname, r.pathname, r.funcName, r.processName, r.threadName
logging.Formatter().format(r)
logging.BASIC_FORMAT
logging.basicConfig(format="%(levelname)-8s|%(message)s", level=logging.INFO, stream=sys.stdout, force=True)
logging.info("info %s", 1)
logging.debug("no")
logging.getLogger("zz").info("child")
logging.basicConfig(foo=1)
logging.basicConfig(stream=sys.stdout, filename="x", force=True)
logging.basicConfig(style="#", force=True)
logging.root.handlers
logging.disable(logging.CRITICAL)
logging.error("no")
logging.disable(logging.NOTSET)
class F(logging.Filter):
    def filter(self, record):
        return "ok" in record.msg
logging.basicConfig(format="%(levelname)s %(message)s", level=0, stream=sys.stdout, force=True)
lg = logging.getLogger("filt")
lg.addFilter(F())
lg.info("ok 1"); lg.info("no")
lg.filters
logging.Filter("a").filter(logging.makeLogRecord({"name": "a.b"})), logging.Filter("a").filter(logging.makeLogRecord({"name": "ab"}))
lg.removeFilter(lg.filters[0])
lg.addFilter(lambda r: r.levelno > 20)
lg.info("hidden"); lg.warning("ok shown")
logging.getLogger("a").getChild("c.d")
logging.getLogger("a") is logging.getLogger("a")
logging.getLogger(5)
lg.hasHandlers()
ad = logging.LoggerAdapter(lg, {"k": 1})
ad
ad.warning("adapted")
ad.process("m", {})
class A2(logging.LoggerAdapter):
    def process(self, msg, kw): return f"[{self.extra['k']}] {msg}", kw
A2(lg, {"k": 1}).error("z %s", 3)
lg.warning("extra %(x)s", {"x": 1})
lg.warning("e", extra={"message": 1})
lg.warning("e", extra={"foo": 1})
lg.warning("bad", foo=1)
logging.NullHandler()
logging.lastResort
logging.raiseExceptions
class H(logging.Handler):
    def emit(self, record):
        print("EMIT", self.format(record))
hh = H()
hh
lg.addHandler(hh)
lg.error("both")
lg.removeHandler(hh)
lg.error("stack", stack_info=False)
logging.getLevelNamesMapping()
logging.WARN, logging.FATAL, logging.NOTSET
logging.fatal("f")
lg.fatal("g")
logging.getLoggerClass()
logging.getHandlerNames()
logging.getLogRecordFactory()
class ML(logging.Logger):
    def hey(self): return "hey"
logging.setLoggerClass(ML)
logging.getLogger("mlx").hey()
logging.setLoggerClass(int)
logging.setLoggerClass(logging.Logger)
logging.log("x", "y")
lg.log("x", "y")
logging.Handler().emit(None)
logging.shutdown()
h2 = logging.StreamHandler(sys.stdout); h2.terminator = "|\n"
l3 = logging.getLogger("l3"); l3.propagate = False; l3.addHandler(h2); l3.warning("term")
h2.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y"))
len(logging.Formatter("%(asctime)s").format(logging.makeLogRecord({"msg": "x"})))
h2.setStream(s) is sys.stdout
h2.name = "nm"
h2
logging.getHandlerByName("nm") is h2
h2.get_name()
logging.PercentStyle, logging.StrFormatStyle
logging.BufferingFormatter().format([r, r])
logging.Logger("x").manager
logging.Logger.root
import logging.handlers
mh = logging.handlers.MemoryHandler(10, target=logging.StreamHandler(sys.stdout))
import logging.config
logging.config.dictConfig({"version": 1, "formatters": {"f": {"format": "%(message)s!"}}, "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "f", "stream": "ext://sys.stdout"}}, "root": {"level": "INFO", "handlers": ["h"]}})
logging.info("configured")
logging.FileHandler
logging.config.dictConfig({"version": 2})
logging.config.dictConfig({})
logging.config.dictConfig({"version": 1, "handlers": {"h": {"class": "nope.X"}}})
logging.config.dictConfig({"version": 1, "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "zz"}}})
logging.config.dictConfig({"version": 1, "root": {"handlers": ["zz"]}})
logging.config.dictConfig({"version": 1, "disable_existing_loggers": False, "filters": {"f": {"name": "a"}}, "formatters": {"b": {"format": "{levelname}~{message}", "style": "{"}}, "handlers": {"m": {"class": "logging.handlers.MemoryHandler", "capacity": 2, "target": "z"}, "z": {"class": "logging.StreamHandler", "formatter": "b", "stream": "ext://sys.stdout", "level": "INFO", "filters": ["f"]}}, "loggers": {"a": {"handlers": ["m"], "level": "DEBUG", "propagate": False}}})
logging.getLogger("a").info("one"); print("held"); logging.getLogger("a").warning("two")
logging.getLogger("a").handlers
logging.getLogger("a").getChildren()
bl = logging.getLogger("bl"); bl.propagate = False; bh = logging.StreamHandler(sys.stdout); bh.setFormatter(logging.Formatter("%(name)s %(funcName)s %(lineno)d %(levelno)s %(process)d"[:44])); bl.addHandler(bh)
def caller(): bl.warning("x")
caller()
def outer(): inner()
def inner(): bl.error("y", stacklevel=2)
outer()
bl.error("msg", exc_info=ValueError("v"))
bl.error("t", exc_info=(None, None, None))
logging.Formatter("{x!z}", style="{")
logging.Formatter("{0.a} {b[1]:>10}", style="{")
logging.Formatter("{message:q}", style="{")
logging.Formatter("plain", style="{")
logging.Formatter("$ x", style="$")
logging.Formatter("plain", style="$")
logging.Formatter("%(message)s").usesTime(), logging.Formatter("%(asctime)s").usesTime(), logging.Formatter("{asctime}", style="{").usesTime()
logging.Formatter("%(foo)s").format(logging.makeLogRecord({}))
import queue
q = queue.Queue(); qh = logging.handlers.QueueHandler(q); bl.addHandler(qh); bl.warning("q %s", 1); q.get().getMessage()
logging.Handler(5), logging.Handler("INFO")
logging.Handler("NOPE")
logging.StreamHandler(s).setStream(s)
class NoRepr(logging.LoggerAdapter): pass
NoRepr(bl, {"a": 1}).logger is bl, NoRepr(bl).extra
logging.LoggerAdapter(bl, {"a": 1}, merge_extra=True).process("m", {"extra": {"b": 2}})
logging.getLogger("x.y.z").parent, logging.getLogger("x.y"), logging.getLogger("x.y.z").parent
logging.getLogger("").name, logging.getLogger("root") is logging.root, logging.Logger.manager.disable
logging.setLogRecordFactory(lambda *a, **k: logging.LogRecord(*a, **k))
bl.warning("fac")
logging.setLogRecordFactory(logging.LogRecord)
import warnings
logging.captureWarnings(True)
pw = logging.getLogger("py.warnings"); pw.addHandler(logging.StreamHandler(sys.stdout)); pw.propagate = False
warnings.warn_explicit("wmsg", UserWarning, "f.py", 3)
logging.captureWarnings(False)
sorted(logging.__all__)
'''


def statements(text):
    """The statements of a text: one a line, unless a line is indented, closes a bracket or follows a decorator."""
    found, joined = [], False
    for line in text.strip().splitlines():
        if joined or re.match(r"[\s)\]}]|(else|elif|except|finally)\b", line):
            found[-1] += "\n" + line
        else:
            found.append(line)
        joined = line.startswith("@")
    return found


def run(text):
    """Prints what a statement gives or raises; addresses are left out."""
    try:
        try:
            code = compile(text, "text", "eval")
        except SyntaxError:
            exec(text, globals())
            return
        value = eval(code, globals())
        if value is not None:
            print("=", re.sub(r"0x[0-9a-f]{6,}", "0x...", repr(value)))
    except BaseException as error:
        print(f"{type(error).__name__}:", re.sub(r"0x[0-9a-f]{6,}", "0x...", str(error)))


for statement in statements(STATEMENTS):
    print(">>>", statement.splitlines()[0])
    run(statement)
