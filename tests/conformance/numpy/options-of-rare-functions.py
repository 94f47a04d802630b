# Options that change what a rare function gives: targets, axes from the end, tolerances, the order of bits.
import numpy as np


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except ValueError as error:
        print(type(error).__name__, error)


table = np.arange(6).reshape(2, 3)
for axis in (-1, 0, -2, 2):
    attempt(np.cumulative_sum, table, axis=axis, include_initial=True)
    attempt(np.cumulative_prod, table, axis=axis, include_initial=True)

signal = np.array([1.0, 2.0, 3.0, 4.0])
target = np.zeros(4, dtype=complex)
print(np.fft.fft(signal, out=target) is target, target)
print(np.fft.fft(signal.astype("f4"), out=target))
print(np.fft.ifft2(np.ones((2, 2)), out=np.zeros((2, 2), dtype=complex)))
attempt(np.fft.fft, signal, out=np.zeros(3, dtype=complex))
print(np.fft.fftfreq(4, device="cpu"))

small = np.diag([1.0, 0.1, 0.001])
print(np.linalg.pinv(small, rcond=0.01), np.linalg.pinv(small, rtol=0.5))
print(np.linalg.matrix_rank(small, rtol=0.01), np.linalg.matrix_rank(small, tol=0.5), np.linalg.matrix_rank(small))
attempt(np.linalg.pinv, small, rcond=0.1, rtol=0.1)
attempt(np.linalg.matrix_rank, small, tol=0.1, rtol=0.1)
square = np.zeros((2, 2))
print(np.linalg.multi_dot([np.eye(2), np.ones((2, 2))], out=square) is square, square)
print(np.linalg.matrix_transpose(table), np.linalg.vecdot(table, table))

for order in ("big", "little", "none"):
    attempt(np.packbits, [1, 0, 1], bitorder=order)
    attempt(np.unpackbits, np.array([5], dtype=np.uint8), bitorder=order)
for dtype in (np.int8, np.int16, np.float32, bool):
    numbers = np.array([1, 1], dtype=dtype)
    print(np.frexp(numbers)[0].dtype, np.spacing(numbers).dtype, np.ldexp(numbers, 2).dtype)
