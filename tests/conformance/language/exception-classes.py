for e in [ValueError(), ValueError(1), ValueError(1, 2), KeyError('a'), KeyError(), KeyError(1, 2), OSError(2, 'No such'), OSError(2, 'x', 'f'), OSError('a'), OSError(2,'a','b',None,'c'), SystemExit(), SystemExit(3), SystemExit('m'), StopIteration(), StopIteration(1), UnicodeDecodeError('utf8', b'ab', 0, 1, 'why'), SyntaxError('m'), SyntaxError('m', ('f', 1, 2, 'text')), ImportError('x', name='n', path='p'), NameError('x', name='y'), AttributeError('x', name='y', obj=5), ModuleNotFoundError('m'), FileNotFoundError(2, 'x'), IndentationError('a'), AssertionError('a'), BaseException('x'), UnicodeEncodeError('ascii', 'é', 0, 1, 'r'), ExceptionGroup('m', [ValueError(1)]), BaseExceptionGroup('m', [KeyboardInterrupt()]), KeyboardInterrupt()]:
    print(repr(e), '|', str(e), '|', e.args, type(e).__mro__[1].__name__, sorted(k for k in vars(e)))
o = OSError(2, 'No', 'file'); print(o.errno, o.strerror, o.filename, o.filename2, type(o))
print(OSError(13, 'x').__class__, OSError(17,'x').__class__, OSError(110, 'x').__class__, OSError(32,'x').__class__, OSError(11,'x').__class__)
s = SystemExit(3); print(s.code); print(SystemExit().code, SystemExit(1,2).code)
s = SyntaxError('m', ('f', 1, 2, 't')); print(s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.print_file_and_line)
i = ImportError('x', name='n', path='p'); print(i.name, i.path, i.msg)
for a in [lambda: UnicodeDecodeError(), lambda: UnicodeDecodeError('a', 'b', 0, 1, 'c'), lambda: ImportError(foo=1), lambda: ValueError(a=1), lambda: ExceptionGroup('a'), lambda: ExceptionGroup('a', []), lambda: ExceptionGroup('a', [1]), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup('m', [KeyboardInterrupt()]), lambda: ValueError().with_traceback(1), lambda: setattr(ValueError(), 'args', 5), lambda: setattr(ValueError(), '__cause__', 5), lambda: setattr(ValueError(), '__context__', 5), lambda: setattr(ValueError(), '__traceback__', 5), lambda: delattr(ValueError(), 'args'), lambda: ValueError().add_note(1), lambda: SyntaxError('m', 5), lambda: SyntaxError('m', (1,2))]:
    try: print(repr(a()))
    except Exception as e: print(type(e).__name__, e)
e = ValueError(1); e.args = [1, 2]; print(e.args, repr(e)); e.x = 5; print(e.__dict__)
e.add_note('n1'); e.add_note('n2'); print(e.__notes__)
e.__setstate__({'q': 1}); print(e.q)
print(e.__reduce__())
