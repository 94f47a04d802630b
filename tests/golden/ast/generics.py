type A = int
type B[T] = list[T]
type C[T: int, *Ts, **P] = f[T, *Ts, P]
type D[T = int, *Ts = *tuple[int], **P = [int]] = x
def f[T: (int, str)](a: T) -> T: return a
type = 1
type(x)
type[x]
type.x = 2
