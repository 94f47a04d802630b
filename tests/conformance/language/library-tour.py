import sys, gc, errno, os, time, copy, operator, functools, itertools, math, random, string, heapq, bisect, textwrap, pprint, types, weakref, enum, dataclasses, typing, contextlib, statistics, fractions, decimal, datetime
print(errno.ENOENT, errno.errorcode[2], gc.collect() >= 0, gc.isenabled(), sys.byteorder, sys.maxsize, sys.version_info[:2], sys.implementation.name, sys.getrecursionlimit(), sys.float_info.max, sys.int_info.bits_per_digit, sys.platform, os.sep, os.path.join('a', 'b'), os.getcwd() != '')
print(sys.intern('a'), sys.exc_info(), sys.getrefcount(None) > 1, sys.hash_info.width, sys.flags.optimize, sys.modules['sys'] is sys, sys.float_repr_style, sys.maxunicode)
print(copy.copy([1, [2]]), copy.deepcopy({'a': [1]}), operator.itemgetter(1, 2)('abc'), operator.attrgetter('real')(5), operator.methodcaller('upper')('a'), operator.add(1, 2), functools.reduce(operator.mul, [1, 2, 3]), functools.partial(int, base=2)('11'), list(itertools.accumulate([1, 2, 3])), list(itertools.chain('ab', 'c')), list(itertools.islice(itertools.count(5, 2), 3)), list(itertools.product('ab', repeat=2))[:3], list(itertools.permutations('abc', 2))[:2], list(itertools.combinations('abc', 2)), [(k, list(g)) for k, g in itertools.groupby('aab')], list(itertools.zip_longest('ab', 'c', fillvalue='-')), list(itertools.pairwise('abc')), list(itertools.batched('abcde', 2)), list(itertools.starmap(pow, [(2, 3)])), list(itertools.takewhile(str.isalpha, 'ab1')), list(itertools.compress('abc', [1, 0, 1])))
print(heapq.nsmallest(2, [3, 1, 2]), bisect.bisect([1, 2, 3], 2), textwrap.dedent('  a\n  b'), textwrap.fill('a b c d', 3), string.ascii_lowercase[:3], math.pi, math.inf, fractions.Fraction(1, 3) + 1, statistics.mean([1, 2]), datetime.date(2024, 1, 31) + datetime.timedelta(days=1))
class Color(enum.Enum):
    RED = 1; GREEN = enum.auto()
print(Color.RED, Color(2), Color['RED'], list(Color), Color.RED.name, repr(Color.GREEN), Color.RED == 1, Color.RED in Color)
@dataclasses.dataclass(order=True)
class DC:
    a: int
    b: list = dataclasses.field(default_factory=list)
print(DC(1), DC(1) < DC(2), dataclasses.asdict(DC(1, [2])), dataclasses.replace(DC(1), a=5))
print(types.SimpleNamespace(a=1), typing.List[int], typing.Optional[int], types.MappingProxyType({'a': 1}))
@functools.lru_cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50), fib.cache_info())
@functools.singledispatch
def sd(x): return 'obj'
@sd.register(int)
def _(x): return 'int'
print(sd(1), sd('a'))
@functools.total_ordering
class TO:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
    def __eq__(s, o): return s.v == o.v
print(TO(1) >= TO(0), functools.cmp_to_key(lambda a, b: b - a)(1) < functools.cmp_to_key(lambda a, b: b - a)(0))
class CP:
    @functools.cached_property
    def x(self): print('calc'); return 5
c = CP(); print(c.x, c.x)
r = weakref.ref(c); print(r() is c); del c; print(r())
from decimal import Decimal
print(Decimal('0.1') + Decimal('0.2'), Decimal(1) / 3)
