class A:
    def __init_subclass__(cls, /, tag=None, **k): print('sub', cls.__name__, tag, k); super().__init_subclass__(**k)
    def __class_getitem__(cls, i): return (cls.__name__, i)
class B(A, tag=1): pass
try:
    class C(A, other=1): pass
except TypeError as e: print(e)
print(A[1], B[1, 2])
print(A.__subclasses__())
class E:
    def __set_name__(self, o, n): raise ValueError('sn')
try:
    class F: e = E()
except Exception as e: print(type(e), e, getattr(e, '__notes__', None))
