"""collections, functools, contextlib, io and json in normal and wrong use."""

import re

STATEMENTS = r'''
import collections, functools, contextlib, io, json, heapq, bisect, copy, operator, types, random
from collections import *
od = OrderedDict(a=1, b=2, c=3)
iter(od).__class__, type(od.keys()), type(iter(od.items())), type(reversed(od)), od.keys(), od.items(), od.values(), od
for k in od: od["z" + k] = 1
od.move_to_end("a"), list(od), od.move_to_end("c", last=False), list(od), od.popitem(), od.popitem(last=False), od
od.move_to_end("nope")
OrderedDict().popitem()
od == OrderedDict(od), od == dict(od), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), od | {"q": 1}, {"q": 1} | od, od.copy(), OrderedDict.fromkeys("ab", 0), od.pop("nope", 5), list(reversed(od))
od.pop("nope")
d = deque([1, 2, 3], maxlen=3); d.append(4), d, d.appendleft(0), d, d.rotate(1), d, d.maxlen, d.index(0), d.count(0), d.insert if 0 else "", d.extend([7, 8]), d, d.extendleft([1, 2]), d
d.insert(0, 5)
deque().pop()
deque().popleft()
deque([1]).remove(5)
deque([1]).index(5)
deque([1])[5]
deque(maxlen=-1)
deque(5)
deque([1]) + [2]
for x in (dq := deque([1, 2])): dq.append(3)
c = Counter("abracadabra"); c, c.most_common(2), c["zz"], sum(c.values()), c.total(), list(c.elements())[:3], c + Counter("ab"), c - Counter("aab"), c & Counter("ab"), c | Counter("zz"), +Counter(a=-1, b=2), -Counter(a=-1), c == Counter("abracadabra"), Counter(a=1) <= Counter(a=2), c.subtract("aaaaaaa"), c, c.update(a=10), c, Counter({"a": 1.5}), Counter(a=3).most_common(), Counter([1, 1, 2]), Counter() 
Counter.fromkeys("ab")
Counter(5)
Counter(a=1) + 5
del c["nope"]; c.pop("a"), dict(c), copy.copy(c), c.copy(), Counter(c)
cm = ChainMap({"a": 1}, {"a": 2, "b": 3}); cm, cm["a"], cm["b"], cm.maps, cm.new_child({"z": 0}), cm.parents, len(cm), list(cm), dict(cm), cm.get("q"), "b" in cm, cm | {"q": 1}
cm["q"]
cm.pop("b")
del cm["b"]
cm.popitem(), ChainMap().popitem if 0 else ""
ChainMap().popitem()
dd = defaultdict(list); dd["a"].append(1), dd, dd.default_factory, dd.copy(), dd | {"b": 2}, defaultdict(int, a=1), defaultdict(None, {1: 2}), dd.__missing__("x"), repr(defaultdict(lambda: 0))[:30]
defaultdict(5)
defaultdict(None)["x"]
P = namedtuple("P", "x y z", defaults=[1, 2]); P(0), P._field_defaults, P(1)._asdict(), P(1)._replace(z=9), P.__doc__, P.x.__doc__, P._make("abc"), P(1) == (1, 1, 2), P.__new__.__defaults__, P.__match_args__, P(1).__getnewargs__(), repr(P), P.__slots__, hash(P(1)) == hash((1, 1, 2))
P()
P(1, 2, 3, 4)
P(q=1)
P._make([1])
P(1)._replace(q=1)
namedtuple("P", "x x")
namedtuple("P", "class")
namedtuple("1P", "x")
namedtuple("P", "_x")
namedtuple("P", "x class x", rename=True)._fields, namedtuple("P", ["a", "b"], module="mm").__module__, namedtuple("P", "a, b")(1, 2)
namedtuple("P", "x", defaults=[1, 2])
namedtuple("P", 5)
P(1).x = 5
@functools.lru_cache(maxsize=2)
def f(x): return x
f(1), f(2), f(1), f(3), f.cache_info(), f.cache_parameters(), f.cache_clear(), f.cache_info(), f.__wrapped__(5), f.__name__
functools.lru_cache(maxsize="x")
functools.lru_cache(5)(len).cache_parameters(), functools.cache(len)([1]) if 0 else "", functools.lru_cache(len).cache_info()
f([1])
p = functools.partial(int, base=2); p("101"), p, p.func, p.args, p.keywords, functools.partial(p, "1")(), functools.partial(functools.partial(max, 1), 2), p.__doc__[:20]
functools.partial()
functools.partial(5)
functools.reduce(operator.add, [1, 2, 3]), functools.reduce(operator.add, [], 5), functools.reduce(lambda a, b: a * b, range(1, 5))
functools.reduce(operator.add, [])
functools.reduce(operator.add, 5)
@functools.singledispatch
def sd(x): return "base"
@sd.register
def _(x: int): return "int"
@sd.register(list)
def _(x): return "list"
sd(1), sd([]), sd("x"), sd(True), sd.dispatch(bool)(1), list(sd.registry), sd.registry[int](1)
@sd.register(int | float)
def _(x): return "union"
sd(1.5), sd(2)
sd()
sd.register(5)
@sd.register
def _(x): pass
class SM:
    @functools.singledispatchmethod
    def m(self, x): return "b"
    @m.register
    def _(self, x: int): return "i"
    @functools.cached_property
    def cp(self): print("computed"); return 5
    pm = functools.partialmethod(lambda self, a, b: (a, b), 1)
SM().m(1), SM().m("x"), SM().pm(2), (lambda s: (s.cp, s.cp, s.__dict__))(SM()), SM.cp, SM.__dict__["pm"]
@functools.total_ordering
class TO:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
TO(1) <= TO(2), TO(1) > TO(2), TO(1) >= TO(1), sorted([TO(2), TO(1)])[0].v
@functools.total_ordering
class TO2: pass
functools.cmp_to_key(lambda a, b: b - a)(3) < functools.cmp_to_key(lambda a, b: b - a)(2), sorted([1, 3, 2], key=functools.cmp_to_key(lambda a, b: b - a))
@contextlib.contextmanager
def cmg(x):
    print("in", x)
    try: yield x * 2
    except ValueError as e: print("caught", e)
    finally: print("out")
with cmg(2) as v: print(v)
with cmg(2) as v: raise ValueError("ve")
with cmg(2) as v: raise KeyError("ke")
@cmg(9)
def dec(): print("body")
dec(), dec()
@contextlib.contextmanager
def noyield():
    if 0: yield
with noyield(): pass
@contextlib.contextmanager
def two(): yield 1; yield 2
with two(): pass
with contextlib.suppress(ZeroDivisionError, KeyError): 1/0
with contextlib.suppress(KeyError): 1/0
with contextlib.redirect_stdout(io.StringIO()) as s: print("hid")
s.getvalue()
with contextlib.closing(io.StringIO("x")) as q: q.read()
q.closed
with contextlib.ExitStack() as st: st.callback(print, "cb", 1), st.push(lambda *a: print("push", a[0])), st.enter_context(cmg(5)), print(st.pop_all().close())
with contextlib.ExitStack() as st: st.enter_context(5)
with contextlib.nullcontext(7) as n: print(n)
class CD(contextlib.ContextDecorator):
    def __enter__(self): print("e"); return self
    def __exit__(self, *a): print("x")
@CD()
def cdf(): return 3
cdf(), isinstance(CD(), contextlib.AbstractContextManager)
b = io.StringIO("a\nb\nc"); b.readline(), b.read(1), b.tell(), b.seek(0), b.readlines(), b.write("zz"), b.getvalue(), b.truncate(3), b.getvalue(), list(b), b.closed, b.readable(), b.seekable(), b.isatty(), b.newlines, b.encoding, b.line_buffering
b.close(); b.read()
io.StringIO(5)
io.StringIO().write(5)
io.StringIO("a\r\nb", newline=None).read(), io.StringIO("a\r\nb", newline="").readlines(), io.StringIO("abc").seek(1, 1) if 0 else ""
io.StringIO("abc").seek(-1)
io.StringIO("abc").seek(1, 1)
bb = io.BytesIO(b"abc\ndef"); bb.read(2), bb.readline(), bb.readinto(bytearray(2)), bb.getvalue(), bytes(bb.getbuffer()), bb.seek(-1, 2), bb.read(), bb.write(b"xx"), bb.getvalue(), bb.tell(), bb.read1(), bb.peek if 0 else ""
bb.write("x")
bb.close(); bb.getvalue()
io.TextIOWrapper(io.BytesIO("é\n".encode()), "utf-8").read(), io.TextIOWrapper(io.BytesIO(), "ascii").write("é") if 0 else ""
json.dumps({"b": [1, 2.5, None, True, "é\n"], "a": {"x": ()}}, indent=2, sort_keys=True), json.dumps("é", ensure_ascii=False), json.dumps([1, 2], separators=(",", ":")), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps(float("nan")), json.dumps([float("inf")]), json.dumps({"a": 1}, indent="\t"), json.dumps([], indent=2), json.dumps({}, indent=2), json.dumps([[]], indent=1)
json.dumps({(1, 2): 3})
json.dumps({(1, 2): 3}, skipkeys=True), json.dumps(1j, default=str), json.dumps({1}, default=list)
json.dumps(object)
json.dumps(float("nan"), allow_nan=False)
l = []; l.append(l); json.dumps(l)
json.dumps({"a": [1, {"b": {1}}]})
json.loads('{"a": [1, 2.0, null, true, "\\u00e9"]}'), json.loads("NaN"), json.loads(b'"x"'), json.loads('{"a":1}', object_pairs_hook=list), json.loads("1.5", parse_float=str), json.loads("15", parse_int=float), json.loads('{"a": {"b": 1}}', object_hook=lambda d: tuple(d)), json.loads(' [1 , 2 ] ')
json.loads("{")
json.loads('{"a" 1}')
json.loads('[1,]')
json.loads('{"a":1,}')
json.loads("nope")
json.loads('"abc')
json.loads("[1] x")
json.loads('"\x01"')
json.loads("")
json.loads(5)
json.loads('"\\x"')
json.loads("\ufeff1")
json.loads('[1\n2]')
try:
    json.loads('{"a":\n  tru}')
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, e.doc, repr(e))
class Enc(json.JSONEncoder):
    def default(self, o): return {"set": sorted(o)} if isinstance(o, set) else super().default(o)
json.dumps(1, foo=2)
'''


def statements(text):
    """The statements of a text: one a line, unless a line is indented, closes a bracket or follows a decorator."""
    found, joined = [], False
    for line in text.strip().splitlines():
        if joined or re.match(r"[\s)\]}]|(else|elif|except|finally)\b", line):
            found[-1] += "\n" + line
        else:
            found.append(line)
        joined = line.startswith("@")
    return found


def run(text):
    """Prints what a statement gives or raises; addresses are left out."""
    try:
        try:
            code = compile(text, "text", "eval")
        except SyntaxError:
            exec(text, globals())
            return
        value = eval(code, globals())
        if value is not None:
            print("=", re.sub(r"0x[0-9a-f]{6,}", "0x...", repr(value)))
    except BaseException as error:
        print(f"{type(error).__name__}:", re.sub(r"0x[0-9a-f]{6,}", "0x...", str(error)))


for statement in statements(STATEMENTS):
    print(">>>", statement.splitlines()[0])
    run(statement)
