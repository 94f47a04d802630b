# Values that are rounded as quantized ones, their gradients, and refused ranges.
import torch


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


x = torch.tensor([1.5, -0.3, 0.24, 0.6, 30.], requires_grad=True)
y = torch.fake_quantize_per_tensor_affine(x, 0.1, 0, 0, 255)
print(y)
y.sum().backward()
print(x.grad)
print(torch.fake_quantize_per_tensor_affine(x, torch.tensor(0.1), torch.tensor(0), 0, 255))
rows = torch.linspace(-4, 9, 12).reshape(2, 3, 2)
steps = torch.tensor([0.05, 0.3, 0.02])
offsets = torch.tensor([0, 7, 40], dtype=torch.int32)
print(rows, torch.fake_quantize_per_channel_affine(rows, steps, offsets, 1, 0, 255))
attempt(torch.fake_quantize_per_tensor_affine, x, 0.1, 300, 0, 255)
attempt(torch.fake_quantize_per_tensor_affine, x, 0.1, 0, 5, 1)
attempt(torch.fake_quantize_per_channel_affine, rows, torch.ones(2), torch.zeros(2).int(), 1, 0, 255)
