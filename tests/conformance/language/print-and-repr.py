print(); print(''); print(None, True, 1.0, 1e100, [1, 'a', None], (1,), {'k': 'v'}, {1}, set(), frozenset(), b'x', 1j, ..., range(3), slice(1), int, len, sep='|')
print('a', 'b', sep=''); print('a', end=''); print('b', 'c', sep='\n', end='\n\n'); print(*'abc', sep=', '); print('x', flush=True); print('tab\tq\'"\\', 'é', '\U0001F600', '\x7f')
print(['\n', "'", '"', '\'"', '\\', '\x00', 'é', '\u200b', '\U0001F600', '\ud800'], ('é',), {'é': 'ü'}, b'\xff\n\'', [b'a'], [1.0, 0.1, 1e16, 1e-5, -0.0, float('inf'), float('nan')], [None, True], [[], {}, ()], [range(2)], [print], [int])
print(repr('a\tb'), str('a\tb'), ascii('é'), repr(b'a"\''), '%r' % ('x',), '{!r}'.format('y'))
class A:
    def __repr__(self): return 'A()'
class B:
    def __str__(self): return 'strB'
    def __repr__(self): return 'reprB'
print(A(), [A()], str(A()), f'{A()}', B(), [B()], (B(),), {B(): B()}, f'{B()} {B()!r} {B()!s:>7}', '%s %r' % (B(), B()), '{} {!r}'.format(B(), B()))
import sys
sys.stdout.write('direct\n'); print('err', file=sys.stderr); print('out', file=sys.stdout); print('none', file=None)
class W:
    def write(self, s): sys.stdout.write('[' + s + ']')
print('a', 'b', file=W()); sys.stdout.write('\n')
print(1, 2, 3, sep=None, end=None); print('%d%%' % 50, '%5.1f|%-5d|%05d|%+d|%x|%o|%e|%s' % (3.14159, 5, 42, 7, 255, 8, 12345.678, [1]))
for i in range(3): print(i, end=' ' if i < 2 else '\n')
print('multi\nline\ttab', r'raw\n', """triple
quoted""", 'con' 'cat', 'a' * 3, '-' * 10, sep='\n')
