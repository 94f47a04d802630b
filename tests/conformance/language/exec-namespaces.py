# exec, eval and compile: namespaces of every kind, closures, lines in tracebacks, and wrong arguments.
import traceback


class Lengths(dict):
    def __getitem__(self, key):
        return len(key)


class Upper(dict):
    def __missing__(self, key):
        return key.upper()


class Mapping:
    def __getitem__(self, key):
        if key == "absent":
            raise KeyError(key)
        return "mapped " + key


def outer():
    cell = 5

    def inner():
        print("inner sees", cell)

    return inner


inner = outer()
for source in (
    'eval("a + word", Lengths())', 'eval("a", {}, Upper())', 'eval("a", Upper())', 'eval("a", {}, Mapping())',
    'eval("absent", {}, Mapping())', 'eval("len", {}, Mapping())', 'eval("x", Mapping())', 'exec("x", Mapping())',
    'eval("x", 5)', 'exec("x", 5)', 'eval("x", {}, 5)', 'exec("x", {}, 5)', 'exec("1", closure=())',
    'exec((lambda: 1).__code__, closure=())', 'exec(inner.__code__)', 'eval(inner.__code__)',
    'exec(inner.__code__, closure=inner.__closure__)', 'exec(inner.__code__, closure=(1,))',
    'exec(inner.__code__, closure=inner.__closure__ * 2)', 'compile("1", "f", "eval", optimize=3)',
    'compile("1", "f", "eval", flags=-1)', 'compile("1", "f", "eval", 0x10)', 'eval(chr(0xD800))', 'exec("a" + chr(0xDC00))',
    'exec("print(type(__builtins__).__name__)", {})', '[eval("i") for i in range(3)]',
):
    try:
        result = eval(source)
        print(source, "->", result if not hasattr(result, "co_code") else "code")
    except Exception as error:
        print(source, "!", type(error).__name__, error)

print([eval("j") * k for j in range(2) for k in range(2)], "j" in globals())


class Body:
    found = [eval("item") for item in "ab"]


print(Body.found)

# The lines of a text without a file are not shown.
for source in ("1 / 0", "def f():\n    return missing\nf()", "\n\nraise KeyError(5)"):
    try:
        exec(source)
    except Exception:
        print(traceback.format_exc().rpartition("<module>\n")[2])
