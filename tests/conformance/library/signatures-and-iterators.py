"""inspect's signatures, members, closures and generators; every iterator of itertools with its errors."""

import re

STATEMENTS = r'''
import inspect, functools, sys, types
from inspect import *
def f(a, b: int = 2, /, c: "str" = "x", *args: float, d, e=None, **kw) -> list: pass
signature(f), str(signature(f)), signature(f).parameters["b"], signature(f).parameters["b"].kind, signature(f).parameters["b"].default, signature(f).return_annotation, list(signature(f).parameters)
signature(f).bind(1, 2, 3, 4, d=5, z=6), signature(f).bind(1, d=5).arguments, signature(f).bind_partial().args
signature(f).bind()
signature(f).bind(1)
signature(f).bind(1, d=1, a=5)
signature(lambda a: 0).bind(1, 2)
signature(lambda a: 0).bind(a=1, b=2)
signature(lambda a: 0).bind(1, a=2)
b = signature(f).bind(1, d=5); b.apply_defaults(); b.args, b.kwargs, b.arguments
class C:
    "Doc C."
    x: int = 1
    def __init__(self, a, *, b=1): "init"
    def m(self, z): pass
    @classmethod
    def cm(cls, q): pass
    @staticmethod
    def sm(w): pass
    @property
    def p(self): return 1
    async_ = 5
signature(C), signature(C.m), signature(C(1).m), signature(C.cm), signature(C.sm), signature(functools.partial(f, 1, d=3)), signature(C.__init__)
signature(5)
signature(print), signature(len), signature(int), signature(dict)
signature(sorted), signature(sum), signature(abs), signature(isinstance)
isfunction(f), isfunction(C.m), ismethod(C(1).m), ismethod(C.m), isclass(C), ismodule(sys), isbuiltin(len), isbuiltin(f), isroutine(f), isgeneratorfunction(f), isgenerator((x for x in [])), iscoroutinefunction(f), isabstract(C), isdatadescriptor(C.p), ismethoddescriptor(str.upper), isgetsetdescriptor(f), istraceback(None), isframe(currentframe()), iscode(f.__code__), isawaitable(f), ismemberdescriptor(C.p), ismethodwrapper("".__add__)
getmembers(C, isfunction), getmembers_static(C, lambda v: isinstance(v, property))
getfullargspec(f), getfullargspec(C.m)
getfullargspec(5)
getcallargs(f, 1, d=2)
formatannotation(int), formatannotation("x"), formatannotation(list[int])
Parameter("a", Parameter.POSITIONAL_ONLY), Parameter("a", Parameter.KEYWORD_ONLY, default=1, annotation=int), Parameter("a", Parameter.VAR_POSITIONAL).kind.description, Parameter.empty, Parameter("x", 1) == Parameter("x", Parameter.POSITIONAL_OR_KEYWORD)
Parameter("1a", Parameter.KEYWORD_ONLY)
Parameter("a", 9)
Parameter("a", Parameter.VAR_KEYWORD, default=1)
Parameter(5, Parameter.KEYWORD_ONLY)
Signature([Parameter("a", Parameter.KEYWORD_ONLY), Parameter("b", Parameter.POSITIONAL_ONLY)])
Signature([Parameter("a", Parameter.KEYWORD_ONLY), Parameter("a", Parameter.KEYWORD_ONLY)])
Signature([Parameter("a", Parameter.POSITIONAL_ONLY, default=1), Parameter("b", Parameter.POSITIONAL_ONLY)])
signature(f).replace(parameters=[]), signature(f).parameters["a"].replace(name="zz"), signature(f) == signature(f), hash(signature(lambda: 0)) == hash(signature(lambda: 0))
signature(f).parameters.items().__class__, signature(f).format(), str(signature(lambda *, a: 0)), str(signature(lambda a, /: 0)), str(signature(lambda a, /, *, b=1: 0))
@functools.wraps(f)
def g(*a, **k): pass
signature(g), signature(g, follow_wrapped=False), unwrap(g) is f
class D:
    def __call__(self, q, r=1): pass
signature(D()), signature(D)
class M(type):
    def __call__(cls, *a, **k): return super().__call__(*a, **k)
class E(metaclass=M):
    def __init__(self, a): pass
signature(E)
class N:
    def __new__(cls, a, b=1): pass
signature(N)
import dataclasses, enum, typing, collections
@dataclasses.dataclass
class DC:
    a: int
    b: typing.Optional[str] = None
    c: list = dataclasses.field(default_factory=list)
signature(DC), signature(collections.namedtuple("P", "x y")), signature(enum.Enum("Z", "A")), signature(Exception), signature(object)
def gen(): yield 1
gg = gen(); getgeneratorstate(gg), next(gg), getgeneratorstate(gg), gg.close(), getgeneratorstate(gg), getgeneratorlocals(gen())
getclosurevars(f).globals, getclosurevars(lambda: len).builtins
def outer():
    z = 1
    def inner(): return z + undefined
    return inner
getclosurevars(outer())
get_annotations(f), get_annotations(C), get_annotations(f, eval_str=True)
currentframe().f_code.co_name, stack()[0].function, getframeinfo(currentframe()).function, [fr.function for fr in stack()][:1]
getattr_static(C(1), "p"), getattr_static(C, "zz", 5)
getattr_static(C, "zz")
isinstance(signature(f).parameters, types.MappingProxyType), getsourcefile if 0 else "", indentsize("    x"), CO_VARARGS, GEN_CREATED
getsource(5)
getsource(len)
getfile(5)
import itertools
from itertools import *
accumulate([1, 2, 3]), list(accumulate([1, 2, 3], initial=5)), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(batched("abcdefg", 3)), list(pairwise("abcd")), list(chain("ab", [1])), list(chain.from_iterable(["ab", "c"])), list(combinations("abcd", 2))[:3], list(combinations_with_replacement("ab", 2)), list(compress("abc", [1, 0, 1])), list(islice(count(5, 2), 3)), list(islice(cycle("ab"), 5)), list(dropwhile(lambda x: x < 3, [1, 3, 2])), list(filterfalse(None, [0, 1])), [(k, list(g)) for k, g in groupby("aabbc")], list(islice("abcdefg", 1, 6, 2)), list(permutations("abc", 2))[:3], list(product("ab", repeat=2)), list(repeat(1, 3)), list(starmap(pow, [(2, 3)])), list(takewhile(lambda x: x < 3, [1, 3, 2])), [list(x) for x in tee([1, 2])], list(zip_longest("ab", "c", fillvalue="-"))
batched("abc", 0)
batched("abc", 2, strict=True), list(batched("abcd", 2, strict=True))
list(batched("abc", 2, strict=True))
batched("abc")
islice([], -1)
islice([], 1, 2, 0)
islice("abc", "x")
islice()
combinations("abc", -1)
permutations("abc", -1)
permutations("abc", "x")
product("ab", repeat=-1)
product("ab", foo=1)
repeat(1, -5), repeat(1, 2), repeat(1), count(), count(1.5), count(2, 3), cycle([]), list(cycle([]))
repeat(1, times="x")
count("x")
count(1, "x") if 0 else ""
tee([1], -1)
tee(5)
zip_longest([1], foo=2)
zip_longest(5)
chain(5), next(iter([]), 1)
list(chain(5))
list(chain.from_iterable([5]))
accumulate(5)
starmap(1, [(1,)]), list(starmap(max, [(1, 2)]))
list(starmap(max, [1]))
groupby([1, 2], key=5), list(groupby([1], 5)) if 0 else ""
next(groupby([1, 2], key=5))
compress(1, 2)
pairwise(5)
dropwhile(1)
filterfalse(1)
count(5).__repr__(), count(10, -1), next(count(10**20)), repeat("x", 3).__length_hint__(), repeat(None).__class__, combinations.__name__, itertools.__doc__ is None
repeat(1).__length_hint__()
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
