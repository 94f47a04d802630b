# Statements that a compiler refuses, each with its place.
for text in ['1;2\n3', '1\n2', 'x = 1\ny = 2\n', 'a b', '1 2', 'for i in 5:\n  1\n']:
    try:
        compile(text, 'f', 'single')
        print(repr(text), 'compiles')
    except SyntaxError as error:
        print(repr(text), error.msg, error.lineno, error.offset)
