import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.randn(4, 5, requires_grad=True)
wanted, weight = torch.rand(4, 5).softmax(1), torch.rand(5)
for reduction in ("mean", "sum", "none"):
    print(F.cross_entropy(logits, wanted, reduction=reduction))
    print(F.cross_entropy(logits, wanted, reduction=reduction, weight=weight, label_smoothing=0.1))
    print(F.cross_entropy(logits, torch.tensor([0, 1, 2, 3]), reduction=reduction, label_smoothing=0.2))
pictures = torch.randn(2, 5, 3, requires_grad=True)
print(F.cross_entropy(pictures, torch.rand(2, 5, 3)))
loss = F.cross_entropy(logits, wanted)
print(loss.item(), torch.autograd.grad(loss, logits)[0])
