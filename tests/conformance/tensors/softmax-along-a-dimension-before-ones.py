# Attention weights over time, (batch, time, 1): not the last dimension, though nothing lies behind it.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
for shape, dim in (((50, 1), 0), ((2, 7, 1), 1), ((2, 70, 1), 1), ((3, 4, 1, 1), 1), ((9, 3), 0), ((2, 6, 9), 1), ((33,), 0)):
    for dtype in (torch.float32, torch.float64):
        scores = torch.randn(shape, dtype=dtype, requires_grad=True)
        weights = F.softmax(scores, dim=dim)
        logarithms = F.log_softmax(scores, dim=dim)
        (weights * torch.randn(shape, dtype=dtype)).sum().backward()
        first = scores.grad.flatten().tolist()
        (logarithms * torch.randn(shape, dtype=dtype)).sum().backward()
        last = scores.grad.flatten().tolist()
        print(shape, weights.flatten().tolist()[-2:], logarithms.flatten().tolist()[:2], first[:2], last[-2:])
        print(weights.double().sum().item(), logarithms.double().sum().item(), sum(first), sum(last))
