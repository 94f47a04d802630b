# linspace and logspace, to the last bit, in every dtype.
import torch

ENDS = [(-1, 1, 50), (0, 10, 100), (0.1, 0.7, 13), (3, -2, 16), (0, 6.28, 200), (5, 5, 4), (2, 9, 1), (1, 2, 0)]


def checksum(numbers):
    total = 0
    for place, number in enumerate(repr(numbers)):
        total = (total * 31 + ord(number) * (place + 1)) % 1000003
    return total


for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.complex64, torch.complex128, torch.int32):
    for start, end, count in ENDS:
        even = torch.linspace(start, end, count, dtype=dtype).tolist()
        powers = torch.logspace(start / 4, end / 4, count, dtype=dtype).tolist()
        halves = torch.logspace(start / 4, end / 4, count, base=2.5, dtype=dtype).tolist()
        print(dtype, (start, end, count), even[:1], checksum(even), checksum(powers), checksum(halves))
print(torch.linspace(1 + 2j, 3 - 1j, 7), torch.logspace(0.5 + 2j, 1 - 1j, 4))
print(torch.linspace(torch.tensor(-1.0), 1, 4), torch.linspace(0, torch.tensor(3), 4))
