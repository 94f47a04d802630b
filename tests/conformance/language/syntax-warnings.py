# Warnings of the lexer and of the compiler: texts, lines, and what a filter makes of them.
import warnings

programs = ["x is 5; y is 5", "'\\d'", "'\\d' + '\\d'", "i is 5 or i is 5", "-1 is x", "2**10 is x", "x is -1.5", "x is (1, -2)",
            "x is (1, y)", "x is -y", "(-1)()", "(2*3)[1]", "'a'[1.5]", "[1][-1.5]", "[1][(1, 2)]", "'ab'*2 is x",
            "x is 'a' 'b'", "x is f'a'", "x is not None is not 3", "if 0: x is 3\nwhile 0: x is 4\n",
            "x is __debug__", "assert (1, )", "assert ()", "assert x == (1, 2)", "1or 2", "0x1for x in y", "b'\\777'",
            "'\\400'", "{}[1]", "None()", "...[0]", "(lambda: 1)()", "1.5()", "{1}[0]", "f''()"]
for program in programs:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(program, "name.py", "exec")
        except SyntaxError as error:
            print("refused", error)
    for w in caught:
        print(repr(program), w.category.__name__, w.message, w.filename, w.lineno, w.line)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for i in range(2):
        compile("x is 5; y is 5\nz is 5", "a.py", "exec")
        compile("'\\d'", "a.py", "exec")
    for w in caught:
        print(w.message, w.lineno)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for program in ["x is 5", "assert (1, 2)", "a\n\nb()()\n(1)(2)"]:
        try:
            compile(program, "name.py", "exec")
        except SyntaxError as error:
            print(error, error.lineno, error.offset, error.end_offset, error.text)
