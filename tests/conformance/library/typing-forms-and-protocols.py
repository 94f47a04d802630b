"""typing: forms, aliases, variables, generics, protocols, records, hints, overloads."""

import re

STATEMENTS = r'''
import typing, collections, dataclasses
from typing import *
T = TypeVar("T"); K = TypeVar("K", bound=int); S = TypeVar("S", int, str); P = ParamSpec("P"); Ts = TypeVarTuple("Ts")
T, K.__bound__, S.__constraints__, P, Ts, P.args, P.kwargs, T.__covariant__, TypeVar("X", covariant=True), TypeVar("D", default=int).__default__, T.has_default(), NoDefault
TypeVar("A", int)
TypeVar("A", covariant=True, contravariant=True)
TypeVar("A", int, str, bound=int)
List[int], Dict[str, List[int]], Optional[int], Union[int, str, None], Union[int], Union[int, int], Tuple[int, ...], Tuple[()], Callable[[int, str], bool], Callable[..., Any], Callable[P, T], Type[int], Set[T], FrozenSet[int], Deque[int], DefaultDict[str, int], Counter[str], OrderedDict[int, int], ChainMap[int, int], Iterator[T], Generator[int, None, str], Literal[1, "a", None], Annotated[int, "x", 3], ClassVar[int], Final[int], Any, NoReturn, Never, Self, LiteralString, TypeAlias, Concatenate[int, P], Unpack[Ts], Required[int], NotRequired[int], ReadOnly[int], TypeGuard[int], TypeIs[int]
list[int], dict[str, int], int | None, int | str, tuple[int, ...], type[int], list[T][int], Dict[str, T][int], Union[int, T][str], Callable[[T], T][int], Optional[T][None], List[T][List[int]]
List[int, str]
Dict[int]
Optional[int, str]
Union[()]
Literal[()]
ClassVar[int, str]
Callable[int]
Callable[int, str]
Tuple[int, 5]
List[5]
Annotated[int]
Generic[int]
Generic[T, T]
Generic[()]
Protocol[int]
List[int]()
List[int] == List[int], hash(List[int]) == hash(List[int]), List[int] == list[int], Union[int, str] == Union[str, int], Optional[int] == Union[int, None], Literal[1] == Literal[1], Literal[1, 2] == Literal[2, 1], Literal[0] == Literal[False]
get_origin(List[int]), get_args(Dict[str, int]), get_origin(Union[int, str]), get_args(Callable[[int], str]), get_origin(int), get_args(int), get_origin(Annotated[int, 1]), get_args(Annotated[int, 1]), get_args(Literal[1, 2]), get_origin(Generic[T]), get_origin(P.args), get_args(int | str), get_origin(int | str), get_origin(ClassVar[int]), get_args(Callable[P, int]), get_args(Callable[..., int])
isinstance([], List), isinstance({}, Dict), issubclass(list, Sequence), isinstance(5, Hashable), isinstance([], Iterable)
isinstance([], List[int])
isinstance(5, Union[int, str]), isinstance(5, Optional[int]), isinstance(5, int | str)
isinstance(5, Any)
isinstance(5, Literal[5])
isinstance(5, T)
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
Box[int], Box[int](5).v, Box[int](5).__orig_class__, Box.__parameters__, Box[int].__args__, Box.__orig_bases__, Box[T][str], Box[int].__origin__, Box(3).v
Box[int, str]
class Two(Box[K], Generic[K, T]): pass
Two.__parameters__, Two[int, str], Two.__mro__, Two.__orig_bases__
class Bad(Generic[T], Generic[K]): pass
class Bad2(Box[T], Generic[K]): pass
class Pt(NamedTuple):
    x: int
    y: int = 0
    def s(self): return self.x + self.y
Pt(1), Pt(1, 2).s(), Pt._fields, Pt._field_defaults, Pt.__annotations__, Pt(1)._replace(x=5), Pt._make([1, 2]), Pt.__bases__, Pt.__orig_bases__
Pt()
class BadNT(NamedTuple):
    x: int = 1
    y: int
class BadNT2(NamedTuple):
    _x: int
NamedTuple("Q", [("a", int), ("b", str)])(1, "x"), NamedTuple("Q", [])()
class TD(TypedDict):
    a: int
    b: NotRequired[str]
class TD2(TD, total=False):
    c: float
    d: Required[int]
TD(a=1), TD.__annotations__, TD.__required_keys__, TD.__optional_keys__, TD.__total__, TD2.__required_keys__ == {"a", "d"}, sorted(TD2.__optional_keys__), TD2.__total__, TD.__bases__, is_typeddict(TD), TD.__mro__, TD2.__annotations__
isinstance({}, TD)
TypedDict("X", {"a": int})(a=1), TypedDict("X", {"a": int}, total=False).__total__, TypedDict("Y", {"in": int}).__annotations__
class BadTD(TypedDict):
    a: int = 1
class BadTD2(TD):
    def f(self): pass
class BadTD3(TD, dict): pass
@runtime_checkable
class Sized2(Protocol):
    def __len__(self) -> int: ...
class NonRT(Protocol):
    x: int
    def meth(self): ...
isinstance([], Sized2), isinstance(5, Sized2), issubclass(list, Sized2)
isinstance(5, NonRT)
issubclass(int, NonRT)
NonRT()
class Impl(NonRT):
    x = 1
    def meth(self): return 1
get_protocol_members(int)
class BadP(Protocol, int): pass
@runtime_checkable
class DataP(Protocol):
    x: int
class HasX: x = 1
isinstance(HasX(), DataP)
issubclass(HasX, DataP)
@runtime_checkable
class NotP: pass
class GP(Protocol[T]):
    def get(self) -> T: ...
GP[int], GP.__parameters__
SupportsInt, isinstance(5, SupportsInt), isinstance("5", SupportsInt), isinstance(5, SupportsIndex), SupportsAbs[int], isinstance(1.5, SupportsRound)
UserId = NewType("UserId", int); UserId(5), UserId, UserId.__supertype__, UserId.__name__, UserId | None, List[UserId]
class SubU(UserId): pass
def f(a: int, b: "str" = "x", *c: "List[int]", d: Optional["Box"] = None) -> "Dict[str, int]": pass
get_type_hints(f), f.__annotations__
class An:
    x: "int"
    y: ClassVar["str"] = "a"
    z: Annotated[int, "meta"]
get_type_hints(An), get_type_hints(An, include_extras=True)
def g(a: "Undefined"): pass
get_type_hints(g)
get_type_hints(5)
get_type_hints(typing) == {} or True
@overload
def ov(a: int) -> int: ...
@overload
def ov(a: str) -> str: ...
def ov(a): return a
ov(5), len(get_overloads(ov)), clear_overloads(), get_overloads(ov)
@overload
def only(a): ...
only(1)
cast(int, "x"), assert_type(5, int), TYPE_CHECKING, Text, AnyStr
assert_never(5)
reveal_type(5) if False else ""
@final
class Fin: pass
Fin.__final__, override(f).__override__, no_type_check(f).__no_type_check__
dataclass_transform(kw_only_default=True)(Fin).__dataclass_transform__
ForwardRef("int"), ForwardRef("x.y").__forward_arg__, List["int"], Optional["Foo"], ForwardRef("a") == ForwardRef("a"), Union["int", str]
ForwardRef(5)
type X = int | str
X, X.__value__, X.__name__, type(X)
type G[A] = list[A]
G[int], G.__type_params__, G.__value__, G[int].__origin__
class NewG[A, *B, **C]: pass
def fn[Z: int](a: Z) -> Z: return a
fn.__type_params__, fn.__type_params__[0].__bound__, fn(3)
TypeAliasType("Al", int).__value__, TypeAliasType("Al", list[T], type_params=(T,))[int]
def kw(**k: Unpack[TD]): pass
class V(Generic[Unpack[Ts]]): pass
V[int, str], V[()], V[int]
typing.nope
import typing as t
t.List, t.Dict, t.Tuple, t.Callable, t.Optional, t.Union, t.Generic, t.Literal, t.Annotated, t.Protocol, t.NamedTuple, t.TypedDict, t.Iterable, t.Deque, t.Type, t.Any
List.__origin__, List[int].__origin__, Dict.__name__, List.__module__, Optional[int].__args__, Callable[[int], str].__args__, List._name, List[int].__parameters__, Dict[T, K].__parameters__, Any.__module__, T.__module__, T.__name__
import pickle, copy
pickle.loads(pickle.dumps(List[int])), pickle.loads(pickle.dumps(Optional[int])), copy.copy(List[int]), copy.deepcopy(Dict[str, int]), pickle.loads(pickle.dumps(Any)), pickle.loads(pickle.dumps(Pt(1)))
class SubAny(Any): pass
SubAny(), Any() if 0 else ""
Any()
class L2(List[int]): pass
L2.__mro__, L2.__orig_bases__, L2([1])
class Bad4(Optional[int]): pass
class Bad5(Union): pass
class Bad6(T): pass
Union[List[int], Dict[str, Any], None], Optional[Union[int, str]], Union[Optional[int], str], Optional[List["int"]], Callable[[], None], Callable[[Callable[[int], int]], Dict[str, Tuple[int, ...]]]
int | "str"
List[int] | None, None | List[int], T | int, "x" | T if 0 else "", Optional[int] | str, Literal[1] | None, Any | None
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
