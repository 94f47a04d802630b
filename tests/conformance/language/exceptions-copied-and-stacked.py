# What exceptions carry over when they are copied, and the contexts that an ExitStack gives.
import copy
import pickle
from contextlib import ExitStack

errors = [ImportError("x", name="n", path="p"), AttributeError("a", name="n", obj=5), NameError("q", name="z"),
          StopIteration(4), OSError(2, "no", "f"), SyntaxError("m", ("f", 1, 2, "t")), ModuleNotFoundError("m", name="z"),
          ExceptionGroup("g", [ValueError(1)])]
for error in errors:
    error.extra = 7
    error.add_note("note")
    print(error.__reduce__())
    for copied in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        print(repr(copied), vars(copied), getattr(copied, "name", None), getattr(copied, "path", None))
print(ImportError("x").__reduce__(), AttributeError("x").__reduce__(), AttributeError("x", name="n").__getstate__())
error = ImportError("test", name="a")
error.__init__()
print(error.msg, error.name)
error.__setstate__({"name": "k", "foo": 1})
print(error.name, error.foo)


class Raises:
    def __init__(self, error, inner=None):
        self.error, self.inner = error, inner

    def __enter__(self):
        return self

    def __exit__(self, *details):
        if not self.inner:
            raise self.error
        try:
            raise self.inner
        except ValueError:
            raise self.error


def fail(error):
    raise error


def chain(error):
    found = []
    while error is not None:
        found.append(repr(error))
        error = error.__context__
    return found


def stacked(*parts, body=lambda: 1 / 0):
    try:
        with ExitStack() as stack:
            for part in parts:
                stack.push(part)
            body()
    except Exception as error:
        print(chain(error))


def nested():
    try:
        raise Exception(2)
    except Exception as error:
        raise Exception(1) from error


stacked(lambda *details: fail(IndexError), lambda *details: fail(KeyError), Raises(AttributeError(), ValueError()))
stacked(lambda *details: fail(IndexError), lambda *details: True, lambda *details: fail(KeyError))
stacked(Raises(Exception(4)), Raises(Exception(3)), body=nested)
stack = ExitStack()
manager = stack.enter_context(Raises(KeyError()))
print(stack._exit_callbacks[-1][1].__self__ is manager)


class Old:
    def hello(self):
        return "old"


class New:
    def __getattribute__(self, name):
        return "new" if name == "made" else object.__getattribute__(self, name)


class Middle(Old):
    pass


class Last(Middle):
    pass


print(Last().hello())
Middle.__bases__ = (New,)
print(Last().made, Middle().made, hasattr(Last(), "hello"))
