# The class of np.add, its identity after other functions used it, and which views share bytes.
import numpy as np

root, whole = np.sqrt, np.trunc
print(np.ufunc, isinstance(np.add, np.ufunc), isinstance(np.clip, np.ufunc), type(root) is np.ufunc)
print(np.nanstd([1.0, 2.0, np.nan]), np.fix([2.5, -2.5]), root is np.sqrt, whole is np.trunc)

a = np.zeros(2, dtype=np.float32)
print(np.shares_memory(a, a.view(np.uint8)[1:2]), np.shares_memory(a[1:], a.view(np.uint8)[:4]))

b = np.arange(10)
for one, other in ((b[::2], b[1::2]), (b[::-1], b[3:4]), (b[4::-1], b[5:]), (b[:3], b[:4:-1]), (b, b.copy()), (b[:0], b)):
    print(np.may_share_memory(one, other), np.shares_memory(one, other))

c = np.arange(24).reshape(2, 3, 4)
print(np.shares_memory(c[:, 0], c[:, 1]), np.shares_memory(c[..., ::-2], c[..., 0]), np.shares_memory(c.T, c))
print(np.shares_memory(np.broadcast_to(c[0, 0, 2:3], (5, 5)), c[0, 0, 2:]))


def text_of(call):
    try:
        return call()
    except ValueError as error:
        return error


print(text_of(lambda: np.broadcast_shapes((2, 3), (4, 3))))
print(text_of(lambda: np.broadcast_shapes((2,), (3,))))
print(np.broadcast_shapes((2, 1), (1, 3), (3,)), np.broadcast_shapes())
