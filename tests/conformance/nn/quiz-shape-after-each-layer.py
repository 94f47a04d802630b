import torch
import torch.nn as nn

model = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                      nn.Linear(8 * 16 * 16, 10))
x = torch.randn(4, 3, 32, 32)
for layer in model:
    x = layer(x)
    print(f"{type(layer).__name__:12s} {tuple(x.shape)}")
print(sum(p.numel() for p in model.parameters()), sum(b.numel() for b in model.buffers()))
for name, p in model.named_parameters():
    print(name, list(p.shape), p.requires_grad, p.dtype)
model(torch.randn(1, 3, 30, 30))
