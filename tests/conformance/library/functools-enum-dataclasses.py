import functools as F, itertools as I, enum, dataclasses as D, typing as T, contextlib as X, re, operator, argparse, logging, pprint, inspect, datetime as dt, decimal, fractions, random, statistics as st, sys, io
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)
# functools
@F.lru_cache(maxsize=2)
def sq(x): return x*x
for i in (1,2,1,3,1,2): sq(i)
t(lambda: sq.cache_info())
t(lambda: sq.cache_parameters())
t(lambda: sq.cache_clear())
t(lambda: sq.cache_info())
t(lambda: sq.__wrapped__(3))
t(lambda: F.lru_cache(maxsize="x"))
t(lambda: F.lru_cache(typed=True)(lambda x: x)(1))
t(lambda: F.partial(int, base=2)("101"))
t(lambda: F.partial(F.partial(max,1),2).args)
t(lambda: F.partial())
t(lambda: F.partial(5))
t(lambda: F.reduce(operator.add,[]))
t(lambda: F.reduce(operator.add,[1,2],10))
t(lambda: F.reduce(5))
t(lambda: F.cmp_to_key(lambda a,b: b-a)(1)<F.cmp_to_key(lambda a,b: b-a)(2))
t(lambda: sorted([3,1,2],key=F.cmp_to_key(lambda a,b:b-a)))
@F.singledispatch
def show(x): return "obj"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
@show.register
def _(x: float | str): return "fs"
t(lambda: [show(1),show([]),show(1.5),show("a"),show(True),show(None)])
t(lambda: show.dispatch(bool) is show.dispatch(int))
t(lambda: list(show.registry))
t(lambda: show()); pass
class K:
    @F.cached_property
    def p(self): print("calc"); return 5
    @F.singledispatchmethod
    def m(self, a): return "d"
    @m.register
    def _(self, a: int): return "i"
    def base(self, a, b): return a, b
    pm = F.partialmethod(base, 1)
k = K()
t(lambda: (k.p, k.p))
t(lambda: (k.m(1), k.m("a")))
t(lambda: k.pm(2))

@F.total_ordering
class O:
    def __init__(s,v): s.v=v
    def __eq__(s,o): return s.v==o.v
    def __lt__(s,o): return s.v<o.v
t(lambda: (O(1)<=O(2),O(1)>=O(2),O(1)>O(2)))
t(lambda: F.total_ordering(type("Q",(),{})))
# itertools
t(lambda: list(I.batched("abcdefg",3)))
t(lambda: list(I.batched("abc",2,strict=True)))
t(lambda: list(I.batched("ab",0)))
t(lambda: list(I.pairwise("abc")))
t(lambda: list(I.accumulate([1,2,3],operator.mul,initial=10)))
t(lambda: list(I.accumulate([])))
t(lambda: list(I.chain.from_iterable(["ab","c"])))
t(lambda: list(I.combinations("abc",2)))
t(lambda: list(I.combinations("ab",-1)))
t(lambda: list(I.combinations_with_replacement("ab",2)))
t(lambda: list(I.permutations("abc",2)))
t(lambda: list(I.product("ab",repeat=2)))
t(lambda: list(I.product("ab",repeat=-1)))
t(lambda: list(I.compress("abc",[1,0,1])))
t(lambda: list(I.dropwhile(lambda x:x<2,[1,2,1])))
t(lambda: list(I.takewhile(lambda x:x<2,[1,2,1])))
t(lambda: list(I.filterfalse(None,[0,1])))
t(lambda: [(k,list(g)) for k,g in I.groupby("aabb")])
t(lambda: list(I.islice(range(10),2,8,3)))
t(lambda: list(I.islice([1],-1)))
t(lambda: list(I.starmap(pow,[(2,3)])))
t(lambda: list(I.zip_longest("ab","c",fillvalue="-")))
t(lambda: [list(x) for x in I.tee([1,2],3)])
t(lambda: I.count(5,2))
t(lambda: next(I.count(1.5,.5)))
t(lambda: I.repeat("x",3))
t(lambda: list(I.repeat(1,2)))
t(lambda: list(I.islice(I.cycle("ab"),5)))
t(lambda: I.count("a"))
t(lambda: I.tee([1],-1))
t(lambda: list(zip([1],[1,2],strict=True)))
t(lambda: I.repeat(1,2).__length_hint__())
# enum
class Color(enum.Enum):
    RED = 1; GREEN = 2; CRIMSON = 1
class Perm(enum.Flag): R=4; W=2; X=1
class S(enum.StrEnum): A=enum.auto(); BB=enum.auto()
class IF(enum.IntFlag): A=1; B=2
t(lambda: Color.RED)
t(lambda: str(Color.RED))
t(lambda: f"{Color.RED}")
t(lambda: Color(2))
t(lambda: Color(9))
t(lambda: Color["BLUE"])
t(lambda: Color.CRIMSON is Color.RED)
t(lambda: list(Color))
t(lambda: Color.__members__)
t(lambda: len(Color))
t(lambda: Color.RED in Color)
t(lambda: 1 in Color)
t(lambda: 7 in Color)
t(lambda: Color)
t(lambda: Color.RED < Color.GREEN)
t(lambda: Color.RED == 1)
t(lambda: hash(Color.RED)==hash("RED"))
t(lambda: Color.RED.name.lower())
t(lambda: setattr(Color,"RED",5))
t(lambda: delattr(Color,"RED"))
t(lambda: Perm.R|Perm.W)
t(lambda: Perm(7))
t(lambda: Perm(8))
t(lambda: ~Perm.R)
t(lambda: Perm(0))
t(lambda: list(Perm.R|Perm.X))
t(lambda: Perm.R in Perm(5))
t(lambda: (Perm.R|Perm.W).name)
t(lambda: (Perm.R|Perm.W).value)
t(lambda: Perm["R"]^Perm.R)
t(lambda: bool(Perm(0)))
t(lambda: len(Perm(5)))
t(lambda: S.A)
t(lambda: S.BB=="bb")
t(lambda: f"{S.A}")
t(lambda: S("a"))
t(lambda: IF.A|8)
t(lambda: IF(3))
t(lambda: ~IF.A)
t(lambda: IF.A+1)
t(lambda: enum.Enum("D","a b c"))
t(lambda: list(enum.Enum("D",{"x":1,"y":2})))
t(lambda: enum.IntEnum("I","A B").A+1)
t(lambda: enum.unique(Color))
t(lambda: Color.RED.RED)
t(lambda: Color())
t(lambda: Color.RED._value_)
class Planet(enum.Enum):
    E=(1,2)
    def __init__(self,m,r): self.m=m; self.r=r
    @property
    def g(self): return self.m/self.r
    @classmethod
    def _missing_(cls,v): return cls.E if v=="e" else None
t(lambda: Planet.E.g)
t(lambda: Planet("e"))
t(lambda: Planet("q"))
class Cf(enum.Flag, boundary=enum.CONFORM): A=1
class Kp(enum.Flag, boundary=enum.KEEP): A=1
class Ej(enum.IntFlag, boundary=enum.EJECT): A=1
t(lambda: Cf(3))
t(lambda: Kp(3))
t(lambda: Ej(3))
t(lambda: enum.verify(enum.CONTINUOUS)(enum.IntEnum("M",{"a":1,"b":3})))
t(lambda: enum.show_flag_values(5))
# dataclasses
@D.dataclass
class A: x:int; y:list=D.field(default_factory=list,repr=False); z:int=D.field(default=5,compare=False,metadata={"k":1})
@D.dataclass(frozen=True,order=True,slots=True)
class B: a:int; b:str="q"
@D.dataclass(kw_only=True)
class Ck: p:int; q:int=2
@D.dataclass
class E2(A): w: D.KW_ONLY; v:int=3
t(lambda: A(1))
t(lambda: A())
t(lambda: A(1)==A(1,z=9))
t(lambda: D.asdict(A(1,[B(1)])))
t(lambda: D.astuple(A(1,[2])))
t(lambda: D.replace(A(1),x=2))
t(lambda: D.replace(A(1),q=2))
t(lambda: [f.name for f in D.fields(A)])
t(lambda: B(1)<B(2))
t(lambda: setattr(B(1),"a",2))
t(lambda: delattr(B(1),"a"))
t(lambda: hash(B(1))==hash(B(1)))
t(lambda: hash(A(1)))
t(lambda: B.__slots__)
t(lambda: B(1).__dict__)
t(lambda: Ck(1))
t(lambda: Ck(p=1))
t(lambda: A.__match_args__)
t(lambda: Ck.__match_args__)
t(lambda: D.is_dataclass(A))
t(lambda: D.make_dataclass("M",["a",("b",int),("c",int,3)])(1,2))
t(lambda: D.dataclass(type("Q",(),{"__annotations__":{"a":list},"a":[]})))
t(lambda: D.dataclass(type("Q",(),{"__annotations__":{"a":int,"b":int},"a":1})))
t(lambda: E2(1,v=2))
t(lambda: inspect.signature(A))
t(lambda: A.__doc__)
t(lambda: D.field(default=1,default_factory=list))
t(lambda: D.fields(5))
t(lambda: D.asdict(5))
t(lambda: B(1)<5)
@D.dataclass
class PI: a:int; b:D.InitVar[int]; c:T.ClassVar[int]=7; d:int=D.field(init=False); 
PI.__post_init__=lambda s,b: setattr(s,"d",s.a+b)
t(lambda: PI(1,2))
t(lambda: D.fields(PI)[-1].name)
t(lambda: inspect.signature(PI))
# contextlib
with X.suppress(ZeroDivisionError, KeyError): 1/0
s = X.ExitStack()
with s: s.callback(print,"cb"); s.enter_context(X.closing(io.StringIO())); s.push(lambda *a: print("push",a[0]) or True); raise KeyError("k")
@X.contextmanager
def cm(): 
    print("in")
    try: yield 5
    finally: print("out")
with cm() as v: print(v)

@cm()
def deco(): print("body")
deco()
@X.contextmanager
def bad(): yield 1; yield 2
def usebad():
    with bad(): pass
t(usebad)
@X.contextmanager
def none_(): return; yield
def usenone():
    with none_(): pass
t(usenone)
t(lambda: X.nullcontext(5).__enter__()); o=io.StringIO()
with X.redirect_stdout(o): print("x")
t(o.getvalue)
t(lambda: X.chdir)
