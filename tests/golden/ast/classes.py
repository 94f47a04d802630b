class A: pass
class B(): pass
class C(A, B, metaclass=M, *a, **k):
    x: int = 1
    def f(self):
        return super().f()
@dataclass
class D:
    a: list[int]
class E[T](A[T]): pass
