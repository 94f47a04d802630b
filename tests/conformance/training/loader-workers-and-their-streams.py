# Each worker of a loader has a copy of the dataset and random streams of its own, and takes its turn.
import random
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset, get_worker_info


class Noisy(Dataset):
    def __init__(self):
        self.calls = 0

    def __len__(self):
        return 5

    def __getitem__(self, index):
        self.calls += 1
        info = get_worker_info()
        return index, info.id if info else -1, torch.rand(1).item(), random.random(), np.random.rand(), self.calls


def show(loader):
    for batch in loader:
        print([column.tolist() for column in batch])


torch.manual_seed(3)
data = Noisy()
show(DataLoader(data, batch_size=2, num_workers=2, shuffle=True))
print(data.calls, torch.rand(1), get_worker_info())
show(DataLoader(data, batch_size=3, num_workers=1, worker_init_fn=lambda number: torch.manual_seed(number + 7)))
kept = DataLoader(data, batch_size=5, num_workers=1, persistent_workers=True)
show(kept)
show(kept)


class Stream(IterableDataset):
    def __init__(self, start, stop):
        self.start, self.stop = start, stop

    def __iter__(self):
        return iter(range(self.start, self.stop))


def take_share(number):
    info = get_worker_info()
    share = info.dataset
    each = (share.stop - share.start) // info.num_workers
    share.start += number * each
    share.stop = share.start + each


numbers = Stream(0, 6)
print(list(DataLoader(numbers, num_workers=2, batch_size=None)))
print([batch.tolist() for batch in DataLoader(numbers, num_workers=2, batch_size=2, worker_init_fn=take_share)])
print(numbers.start, numbers.stop)


class Uneven(IterableDataset):
    def __iter__(self):
        number = get_worker_info().id
        yield from range(number * 10, number * 10 + 1 + 2 * number)


print([batch.tolist() for batch in DataLoader(Uneven(), num_workers=3, batch_size=2)])
print([batch.tolist() for batch in DataLoader(Uneven(), num_workers=3, batch_size=2, drop_last=True)])
