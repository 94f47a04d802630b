# Circular padding answers contiguously, whatever the memory format of its input.
import torch
import torch.nn.functional as F

picture = torch.arange(72.0).view(1, 2, 6, 6)
turned = picture.contiguous(memory_format=torch.channels_last).requires_grad_()
padded = F.pad(turned, (1, 2, 1, -1), mode="circular")
print(padded.stride(), torch.equal(padded, F.pad(picture, (1, 2, 1, -1), mode="circular")))
print(torch.autograd.grad((padded * padded).sum(), turned)[0].sum())
