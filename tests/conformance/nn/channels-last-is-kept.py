# Convolutions, pooling, normalisation, padding and resampling answer in the memory format of their input.
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.arange(2 * 4 * 6 * 6.0).reshape(2, 4, 6, 6).div(100).to(memory_format=torch.channels_last)
layers = [
    nn.Conv2d(4, 8, 3),
    nn.ConvTranspose2d(4, 2, 2, stride=2),
    nn.Conv2d(4, 4, 1, groups=4),
    nn.BatchNorm2d(4),
    nn.GroupNorm(2, 4),
    nn.InstanceNorm2d(4),
    nn.MaxPool2d(2),
    nn.AvgPool2d(3, 1),
    nn.AdaptiveAvgPool2d(2),
    nn.AdaptiveMaxPool2d(3),
    nn.Upsample(scale_factor=2),
    nn.Upsample(scale_factor=2, mode="bilinear"),
    nn.ReflectionPad2d(1),
    nn.ReplicationPad2d(1),
    nn.ZeroPad2d(1),
    nn.ReLU(),
    nn.Softmax(1),
]
for layer in layers:
    leaf = x.detach().clone().requires_grad_()
    out = layer(leaf)
    out.sum().backward()
    kept = out.is_contiguous(memory_format=torch.channels_last)
    print(type(layer).__name__, tuple(out.shape), out.stride(), kept, leaf.grad.stride())

model = nn.Sequential(nn.Conv2d(4, 8, 3), nn.BatchNorm2d(8), nn.ReLU()).to(memory_format=torch.channels_last)
out = model(x.contiguous())
out.mean().backward()
print(out.stride(), model[0].weight.stride(), model[0].weight.grad.stride(), model[1].weight.stride())
print(F.max_pool2d(x, 2, return_indices=True)[1].stride())
volume = torch.zeros(1, 2, 4, 4, 4).to(memory_format=torch.channels_last_3d)
for layer in (nn.BatchNorm3d(2), nn.MaxPool3d(2), nn.AvgPool3d(2)):
    print(type(layer).__name__, layer(volume).stride())

# Sequences (batch, time, channels) that are pooled over time.
sequence = torch.arange(2 * 6 * 3.0).reshape(2, 6, 3).transpose(1, 2)
for pool in (nn.MaxPool1d(2), nn.AvgPool1d(2), nn.AdaptiveAvgPool1d(2), nn.AdaptiveMaxPool1d(2)):
    print(type(pool).__name__, pool(sequence).stride(), pool(sequence.clone().requires_grad_()).stride())
print(nn.MaxPool1d(2)(sequence.clone().requires_grad_()).reshape(2, 9))
