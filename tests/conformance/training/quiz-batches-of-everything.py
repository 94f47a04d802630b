import torch
from torch.utils.data import BatchSampler, ConcatDataset, DataLoader, IterableDataset, SequentialSampler, Subset, TensorDataset

data = TensorDataset(torch.arange(6), torch.arange(6) * 10)
print(list(DataLoader(data, batch_size=4)))
print(len(DataLoader(data, batch_size=4)), len(DataLoader(data, batch_size=4, drop_last=True)))
print(list(BatchSampler(SequentialSampler(range(7)), 3, False)), len(ConcatDataset([data, data])), Subset(data, [0, 3])[1])
print(list(DataLoader(data, batch_size=4, collate_fn=len)), len(DataLoader(data, sampler=[0, 2, 4], batch_size=2)))


class Count(IterableDataset):
    def __iter__(self):
        return iter(range(5))


print(list(DataLoader(Count(), batch_size=2)))
print(next(iter(DataLoader([{"a": 1, "b": [1, 2]}, {"a": 2, "b": [3, 4]}], batch_size=2))))
print(next(iter(DataLoader(["a", "b"], batch_size=2))), next(iter(DataLoader([(1, "x"), (2, "y")], batch_size=2))))
for wrong in (lambda: len(DataLoader(Count())), lambda: DataLoader(data, shuffle=True, sampler=[1]),
              lambda: DataLoader(data, batch_size=0), lambda: DataLoader(Count(), shuffle=True),
              lambda: next(iter(DataLoader([torch.ones(2), torch.ones(3)], batch_size=2))),
              lambda: next(iter(DataLoader([None], batch_size=1)))):
    try:
        wrong()
    except (TypeError, ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
