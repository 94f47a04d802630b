# throw() into generators that delegate, and `import *` from what is no module.
import sys


class Sub:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        print("throw", args)
        return "answer"


def delegating(inner):
    result = yield from inner
    print("went on with", result)
    yield "after"


for args in [(123,), ("a",), (ZeroDivisionError,), (ValueError("q"),)]:
    g = delegating(Sub())
    next(g)
    print(g.throw(*args))
g = delegating(range(3))
next(g)
print(g.throw(StopIteration))
g = delegating(iter([1, 2]))
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("KeyError", e)


def plain():
    yield 1


for args in [(123,), (ValueError, None, "tb"), (ValueError("x"), "y"), (int,)]:
    g = plain()
    next(g)
    try:
        g.throw(*args)
    except TypeError as e:
        print(e)


class Names:
    shown = "class"
    _hidden = 1

    def __init__(self):
        self.shown = "instance"


sys.modules["somewhere"] = Names
exec("from somewhere import *\nprint(shown, '_hidden' in globals())", {})
sys.modules["somewhere"] = Names()
exec("from somewhere import *\nprint(shown)", {})


class WithAll:
    __all__ = ["shown", "_hidden"]
    shown = 1
    _hidden = 2
    other = 3


sys.modules["somewhere"] = WithAll
exec("from somewhere import *\nprint(sorted(n for n in globals() if n != '__builtins__'))", {})
WithAll.__all__ = [1]
sys.modules["nowhere"] = 5
for program in ("from nowhere import *", "from somewhere import missing"):
    try:
        exec(program, {})
    except ImportError as e:
        print(e.msg.split(" (")[0])
for depth in (19, 20, 21, 22):
    try:
        compile("".join(" " * i + "for a in b:\n" for i in range(depth)) + " " * depth + "pass", "s", "exec")
        print(depth, "compiles")
    except SyntaxError as e:
        print(depth, e.msg, e.lineno)
