# Rows behind the last offset: sums leave them out, means count them, maxima take them.
import torch
import torch.nn.functional as F

for dtype in (torch.float32, torch.float64):
    weight = torch.arange(10.0, dtype=dtype).view(5, 2).requires_grad_()
    for mode in ("sum", "mean", "max"):
        for offsets in ([0, 2], [0, 2, 2], [0, 1, 1, 4]):
            bags = F.embedding_bag(torch.tensor([1, 2, 4, 3, 0]), weight, torch.tensor(offsets), mode=mode,
                                   include_last_offset=True)
            print(mode, offsets, bags.tolist())
            if mode != "sum":
                print(torch.autograd.grad(bags.sum(), weight))
print(F.embedding_bag(torch.tensor([1, 2]), torch.ones(3, 2), torch.tensor([0]), mode="sum", include_last_offset=True))
