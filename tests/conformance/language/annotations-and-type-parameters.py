x: int = 5
y: 'undefined_name'
z: undefined if False else int = 3 if 0 else 2
print(__annotations__)
def f():
    a: undefined_type = 5
    b: int
    try: b
    except UnboundLocalError as e: print(e)
    return a
print(f())
class A:
    a: int = 1
    b: str
    c: 'list[int]'
    (d): int = 4
print(A.__annotations__, A.d)
A.x: int = 5
print(A.x)
try: q: nope
except NameError as e: print(e)
def g(a: 1 + 1, b: "s") -> print('evaluated'): pass
print(g.__annotations__)
type Alias = int | str
print(Alias, Alias.__value__, Alias.__name__, type(Alias))
type Gen[T] = list[T]
print(Gen, Gen[int], Gen.__type_params__)
def ident[T](x: T) -> T: return x
print(ident(5), ident.__type_params__, ident.__annotations__)
class Box[T]:
    def __init__(self, v: T): self.v = v
    def get[U](self, d: U) -> T | U: return self.v
print(Box(3).get(1), Box[int], Box.__type_params__, Box.__orig_bases__, Box[int](5).v)
class Bd[T: int, U: (int, str), *Ts, **P]: pass
class Bd2[T: int, U: (int, str) = int]: pass
print(Bd.__type_params__, Bd.__type_params__[0].__bound__, Bd.__type_params__[1].__constraints__, Bd2.__type_params__[1].__default__)
