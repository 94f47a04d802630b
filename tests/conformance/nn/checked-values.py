# Values inside tensors and very large windows are looked at before they are used.
import torch
import torch.nn.functional as F


def attempt(call):
    try:
        print(call())
    except RuntimeError as error:
        print(error)


attempt(lambda: F.multi_margin_loss(torch.ones(5000, 3), torch.tensor([1]).expand(5000)))
attempt(lambda: F.multi_margin_loss(torch.zeros(2, 3), torch.tensor([-100, 7, 0, 1])[2:]))
attempt(lambda: F.multi_margin_loss(torch.zeros(2, 3), torch.tensor([-100, 7, 0, 1])[:2]))
attempt(lambda: F.multilabel_margin_loss(torch.ones(3), torch.tensor([-1, 7, 0, 1, 2])[2:]))
attempt(lambda: F.unfold(torch.zeros(1, 16, 4, 4), kernel_size=2**20, padding=2**20))
values, bounds = torch.ones(2), torch.ones(3)
attempt(lambda: torch.searchsorted(bounds, values, sorter=torch.tensor([5, 6, 7])))
attempt(lambda: torch.searchsorted(bounds, values, sorter=torch.tensor([-1, 0, 1])))
attempt(lambda: torch.searchsorted(bounds, values, sorter=torch.tensor([0, 1])))
attempt(lambda: torch.searchsorted(bounds, values, sorter=torch.tensor([0, 1, 2], dtype=torch.int32)))
attempt(lambda: torch.searchsorted(torch.ones(0), values, sorter=torch.zeros(0, dtype=torch.int64)))
