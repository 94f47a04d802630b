# Views of several dimensions: made by cast, indexed by tuples, compared, sliced by rows, and what is refused.
import array

data = bytearray(range(24))
view = memoryview(data).cast("B", [2, 3, 4])
print(view.shape, view.strides, view.suboffsets, view.ndim, len(view), view.nbytes, view.itemsize)
print(view.c_contiguous, view.f_contiguous, view.contiguous, view.tolist())
print(view[1, 2, 3], view[-1, 0, -4], view[0:1].tolist(), view[1:].shape)
view[0, 0, 0] = 200
print(data[0], view.cast("B")[0], view == memoryview(data).cast("B", (2, 3, 4)), view == memoryview(data))
print(memoryview(bytes(16)).cast("d", [2]).shape, memoryview(bytes(8)).cast("i", (1, 2)).tolist())
point = memoryview(b"\x05").cast("B", [])
print(point.ndim, point.shape, point[()], point.tolist(), point.tobytes())

nan = float("nan")
doubles = [memoryview(array.array("d", [1.0, x])) for x in (nan, nan, -0.0, 0.0)]
print([a == b for a in doubles for b in doubles])
flags = memoryview(b"\0\1\2").cast("?")
print(flags.tolist(), flags == memoryview(b"\0\1\1").cast("?"), flags == b"\0\1\2")
print(memoryview(b"ab").cast("c") == b"ab", memoryview(b"ab").cast("b") == b"ab", memoryview(b"abcd")[::2].tobytes("F"))
for source in (
    "view[0]", "view[0, 1]", "view[0, 1, 2, 3]", "view[0, 5, 0]", "view['a']", "view[0:1, 0]", "view[0, 0, 'a']",
    "iter(view).__next__()", "memoryview(data).cast('B', [5, 5])", "memoryview(data).cast('B', 24)",
    "memoryview(data).cast('B', [2.0, 12])", "memoryview(data).cast('B', [-2, 12])", "view.cast('B', [4, 6])",
    "memoryview(data).cast(5)", "memoryview(b'').cast('B', [0])", "memoryview(b'ab')[(1,)]", "memoryview(b'ab')[2,]",
    "view.__setitem__(0, 1)", "view.__setitem__(slice(1), b'')", "view.tobytes('X')", "view.tobytes(5)", "point[0]",
    "len(point)", "memoryview(b'a') < b'b'", "b'a' < memoryview(b'b')", "bytearray(b'a') < memoryview(b'b')",
):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "!", type(error).__name__, error)
