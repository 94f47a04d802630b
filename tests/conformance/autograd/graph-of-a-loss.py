import torch
import torch.nn as nn


def chain(node):
    while node is not None:
        yield type(node).__name__
        node = next((before for before, _ in node.next_functions if before is not None), None)


torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
output, target = model(torch.ones(2, 3)), torch.zeros(2, 2)
for loss in (nn.MSELoss(), nn.L1Loss(), nn.SmoothL1Loss(), nn.HuberLoss()):
    print(type(loss).__name__, list(chain(loss(output, target).grad_fn)))

# Only what has to stretch is stretched.
same, wide = torch.broadcast_tensors(output, torch.zeros(2, 1))
print(same is output, wide.shape, type(same.grad_fn).__name__)
same, wide = torch.broadcast_tensors(output, torch.zeros(3, 1, 1))
print(same.shape, type(same.grad_fn).__name__)
