import torch

# The second dimension is told apart from the others by the words of its error.
for shape in [(3,), (3, 4), (2, 3, 4)]:
    for dim in range(len(shape)):
        try:
            torch.zeros(shape).index_select(dim, torch.tensor([0, 9]))
        except (IndexError, RuntimeError) as error:
            print(shape, dim, type(error).__name__, error)
try:
    torch.zeros(2, 3).index_select(1, torch.tensor([-1]))
except RuntimeError as error:
    print(error)
