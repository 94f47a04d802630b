# What half types cannot do, and what they can.
import torch
import torch.nn.functional as F


def attempt(function, *arguments, **options):
    try:
        print(function(*arguments, **options))
    except RuntimeError as error:
        print(error)


for dtype in (torch.float16, torch.bfloat16):
    x = ((torch.arange(16) * 7 % 11 - 5) / 3).reshape(4, 4).to(dtype)
    attempt(torch.cdist, x, x)
    attempt(F.pdist, x)
    attempt(F.multi_margin_loss, x, torch.tensor([0, 1, 2, 3]))
    attempt(F.multilabel_margin_loss, x, torch.tensor([[0, 1, -1, 2]] * 4))
    attempt(F.avg_pool3d, torch.ones(1, 2, 3, 4, 5, dtype=dtype), 2)
    attempt(F.ctc_loss, torch.zeros(5, 1, 3, dtype=dtype), torch.tensor([[1]]), (5,), (1,))
    attempt(torch.histc, x, 4)
    attempt(torch.histc, x, 5, -1, 1)

x, y = torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True)
attempt(F.soft_margin_loss, x, y)
attempt(lambda: torch.heaviside(x, y).sum().backward())
