# torch.frombuffer shares the buffer's memory; sizes and offsets that do not fit.
import array
import struct

import torch


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


numbers = array.array("i", [40, 50, 60, 70])
shared = torch.frombuffer(numbers, dtype=torch.int32)
print(shared)
shared[1:3] = -5
print(numbers)
print(torch.frombuffer(bytearray([1, 2, 0, 0]), dtype=torch.int32))
print(torch.frombuffer(bytearray(range(12)), dtype=torch.uint8, count=3, offset=4))
attempt(torch.frombuffer, bytearray(5), dtype=torch.int32)
attempt(torch.frombuffer, bytearray(0), dtype=torch.int32)
attempt(torch.frombuffer, bytearray(8), dtype=torch.int32, count=3)
attempt(torch.frombuffer, bytearray(8), dtype=torch.int32, offset=9)
attempt(torch.frombuffer, bytearray(8), dtype=torch.int32, offset=-1)
attempt(torch.frombuffer, bytearray(8), dtype=torch.int32, count=0)
attempt(torch.frombuffer, [1, 2], dtype=torch.int32)
attempt(torch.frombuffer, bytearray(8))
x = torch.frombuffer(bytearray(8), dtype=torch.float64, requires_grad=True)
print(x)
print(torch.frombuffer(bytearray(struct.pack("3f", 1.5, 2.5, 3.5)), dtype=torch.float32))
