class A:
    """Doc."""
    x: int = 5
    y: 'str'
    def f(self, a: int, *b: str, c: float = 1.0, **d) -> None: "fdoc"
    __private = 3
    def g(self): return self.__private
    class Inner:
        def m(self): pass
print(A.__doc__, A.__annotations__, A.f.__annotations__, A.f.__doc__, A().g(), A._A__private, A.Inner, A.Inner.m.__qualname__, A.__module__, A.__qualname__, A.f.__defaults__, A.f.__kwdefaults__)
try: A.__private
except AttributeError as e: print(e)
def outer():
    class L: 
        def m(self): return lambda: 1
    return L
print(outer(), outer().__qualname__, outer()().m.__qualname__, outer()().m().__qualname__)
a = A(); m = a.f; print(m.__self__ is a, m.__func__ is A.f, m == a.f, m is a.f, m.__name__, hash(m) == hash(a.f))
try: m.x = 5
except AttributeError as e: print(e)
A.f.x = 5; print(m.x)
from types import MethodType, FunctionType
print(MethodType(lambda s: s, 5)(), type(m) is MethodType)
try: MethodType(5, 5)
except TypeError as e: print(e)
class G:
    def __del__(self): print('del')
g = G(); del g; g = G(); g = None
print(A.__dict__.keys() >= {'x', 'f'}, type(A.__dict__))
try: A.__dict__['q'] = 1
except TypeError as e: print(e)
print(A.__eq__, A.__str__ is object.__str__, A.__lt__(a, a), a.__eq__(a), a.__ne__(a), a.__eq__(1))
x = 10
class Sc:
    print(x); x = 20; print(x)
    def f(self): return x
    l = [x for _ in [0]][0] if False else None
print(Sc().f())
def fn():
    x = 'fn'
    class Q:
        y = x
        def m(self): return x
    return Q
print(fn().y, fn()().m())
class Emp: ...
print(Emp().__class__.__name__, Emp.__doc__, dir(Emp())[-1], Emp() == Emp(), bool(Emp()))
print(sorted(dir(Emp)) == dir(Emp), len(dir(object)), dir(object))
print(type.__name__, type(type), isinstance(type, object), isinstance(object, type), issubclass(type, object), type.__base__, object.__base__)
import abc
class Abs(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def g(self): ...
try: Abs()
except TypeError as e: print(e)
class Con(Abs):
    def f(self): pass
try: Con()
except TypeError as e: print(e)
class Con2(Con): g = 1
Con2(); print(Abs.__abstractmethods__ == {'f', 'g'}, Con.__abstractmethods__)
Abs.register(int); print(isinstance(5, Abs), issubclass(int, Abs))
class Hook(abc.ABC):
    @classmethod
    def __subclasshook__(cls, C): return hasattr(C, 'quack') or NotImplemented
class Duck: quack = 1
print(isinstance(Duck(), Hook), issubclass(int, Hook))
