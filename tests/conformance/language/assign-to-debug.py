# __debug__ can be read, but no statement may bind it.
print(__debug__)
for source in ("__debug__ = 1", "__debug__: int", "__debug__: int = 1", "x.__debug__ = 1", "def f(__debug__): pass", "f(__debug__=1)",
               "for __debug__ in x: pass", "import a as __debug__", "del __debug__", "(__debug__ := 1)", "class __debug__: pass"):
    try:
        compile(source, "file", "exec")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "!", error.msg, error.lineno, error.offset, error.end_offset)
