# as_strided and repeat with numbers that no storage holds.
import torch


def show(make):
    try:
        print(make().tolist())
    except Exception as error:
        print(type(error).__name__, error)


four = torch.arange(4.0)
huge = 2**63 - 1
show(lambda: four.as_strided((2, 2), (1, 2)))
show(lambda: four.as_strided((2, 2), (3, 3), 1))
show(lambda: four.as_strided((2, 2), (2**62, 3), 1))
show(lambda: four.as_strided((2,), (huge,), huge))
show(lambda: four.as_strided((2, 2), (3, 3), huge))
show(lambda: four.as_strided((2, 2), (2, 1), -1))
show(lambda: four.as_strided((0, 2), (2, 1), 9))
show(lambda: four.as_strided((-1, 2), (1, 1), 0))
show(lambda: four.as_strided((2,), (-1,), 0))
show(lambda: four.as_strided((2,), (1, 1)))
show(lambda: four.repeat(2, -2))
show(lambda: four.repeat(0, 2))
show(lambda: four.view(2, 2).repeat(2))
