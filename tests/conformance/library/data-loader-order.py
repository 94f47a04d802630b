# When a sampler is asked and the seed of the workers is drawn.
import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset
class D(Dataset):
    def __len__(self): return 5
    def __getitem__(self, i): return i
class S(torch.utils.data.Sampler):
    def __init__(self):
        pass

    def __iter__(self):
        print("iter", torch.initial_seed(), torch.rand(1).item()); return iter([0, 1, 2, 3, 4])
    def __len__(self): return 5
class S2(S):
    def __iter__(self):
        print("start", torch.rand(1).item())
        yield from [0, 1, 2, 3, 4]
class B(S):
    def __iter__(self):
        print("biter", torch.rand(1).item()); return iter([[0, 1], [2, 3]])
for w in (0, 2):
    for sm in (S(), S2()):
        torch.manual_seed(0)
        l = DataLoader(D(), batch_size=2, sampler=sm, num_workers=w)
        it = iter(l); print(type(it).__name__, type(it), torch.rand(1).item())
        print(list(it)); print(torch.rand(1).item())
    l = DataLoader(D(), batch_size=None, sampler=S(), num_workers=w); it = iter(l); print(next(it))
    l = DataLoader(D(), batch_sampler=B(), num_workers=w); it = iter(l); print(next(it))
    l = DataLoader(D(), shuffle=True, num_workers=w); print([x.item() for x in l]); print([x.item() for x in l])
l = DataLoader(D(), batch_size=2, sampler=S(), num_workers=2, persistent_workers=True)
for e in range(2): print(list(l), torch.rand(1).item())
class I(IterableDataset):
    def __iter__(self): print("ds iter") ; return iter(range(3))
print(list(DataLoader(I())))
