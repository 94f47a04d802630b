import io
s = io.StringIO('abc\ndef\n'); print(s.read(2), s.readline(), s.readlines(), s.read(), s.tell(), s.seek(0), s.getvalue(), list(s), s.closed)
s = io.StringIO(); print(s.write('héllo'), s.write(''), s.getvalue(), s.tell()); s.seek(1); s.write('E'); print(s.getvalue()); s.truncate(3); print(s.getvalue()); s.writelines(['x', 'y']); print(repr(s.getvalue()))
b = io.BytesIO(b'abc\ndef'); print(b.read(1), b.readline(), b.read(), b.seek(-2, 2), b.read(), b.getvalue(), b.tell()); b.write(b'zz'); print(b.getvalue(), b.getbuffer()[0])
print(b.readinto(bytearray(2)), b.seek(0), [l for l in b])
for f in [lambda: s.write(b'x'), lambda: b.write('x'), lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: b.seek(-100), lambda: s.read('a'), lambda: io.StringIO(5), lambda: s.close(), lambda: s.read(), lambda: s.getvalue(), lambda: io.StringIO('a\r\nb', newline=None).read(), lambda: io.StringIO('a\r\nb').readlines(), lambda: b.seekable(), lambda: b.isatty(), lambda: b.fileno(), lambda: io.StringIO('abc').read(-1), lambda: io.StringIO('abc').read(None), lambda: io.StringIO('').readline(), lambda: io.StringIO('abc').readline(2), lambda: io.BytesIO().truncate(5), lambda: io.UnsupportedOperation.__mro__[1:3]]:
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
with io.StringIO() as f: print('x', 1, file=f, end='!'); print(f.getvalue())
import sys
old = sys.stdout; sys.stdout = io.StringIO(); print('captured'); v = sys.stdout.getvalue(); sys.stdout = old; print(repr(v))
print(sys.stdout.write('w\n'), sys.stdout.encoding)
