# Wrong and unusual arguments of torch.masked, of window functions, of transforms, and of padding.
import math

import torch


def show(value):
    return f"{value.dtype} {tuple(value.shape)}" if isinstance(value, torch.Tensor) else repr(value)


def attempt(call):
    try:
        print(show(call()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


x = torch.arange(6.0).reshape(2, 3)
keep = torch.tensor([True, False, True])
masked, windows = torch.masked, torch.signal.windows

for call in [
    lambda: masked.sum("a", mask=keep),
    lambda: masked.sum(x, mask=3),
    lambda: masked.sum(x, mask=keep, dim=(0, -2)),
    lambda: masked.sum(x, mask=keep, dim=["a"]),
    lambda: masked.sum(x, mask=keep, dim=(1, 1)),
    lambda: masked.prod(x.to(torch.int8), mask=keep, dim=(0, 2)),
    lambda: masked.prod(torch.tensor(2.0), dim=0),
    lambda: masked.amax(x.bool(), mask=keep),
    lambda: masked.amin(x.to(torch.complex64), mask=keep),
    lambda: masked.argmax(x, mask=keep[None, None]),
    lambda: masked.cumsum(x, 2, mask=torch.ones(4)),
    lambda: masked.mean(torch.tensor([100, 100], dtype=torch.int8)),
    lambda: masked.mean(torch.tensor(3.0), mask=torch.tensor(1)),
    lambda: masked.median(x, 0, keepdim=2),
    lambda: masked.logsumexp(x.bool(), mask=keep),
    lambda: masked.logsumexp(x, mask=keep, keepdim=[]),
    lambda: masked.norm(x.long(), -math.inf, mask=keep),
    lambda: masked.var(x, unbiased=True, correction=1),
    lambda: masked.var(x, dim=(1,), correction=[1]),
    lambda: masked.std(x.long(), dim=(1,), correction=2),
    lambda: masked.softmax(x, "a", mask=keep),
    lambda: masked.softmin(x.to(torch.complex64), 1),
    lambda: masked.normalize(x.to(torch.complex64), 1, 1),
    lambda: masked.normalize(torch.tensor(2.0), 2, -2),
    lambda: masked.logaddexp(x, x.int()),
    lambda: windows.hann(2.5),
    lambda: windows.hann(1, requires_grad=[]),
    lambda: windows.hann(0, requires_grad=None),
    lambda: windows.gaussian(True),
    lambda: windows.kaiser(2, beta=2.0, requires_grad="a"),
    lambda: torch.ones(2, requires_grad=None),
    lambda: torch.empty(2, requires_grad=1),
    lambda: torch.fft.fftn(x, s=torch.tensor([2])),
    lambda: torch.fft.fftn(x, s=torch.tensor([2]), dim=(0, 1)),
    lambda: torch.fft.fft2(x, dim=torch.tensor([1])),
    lambda: torch.sum(x, torch.tensor([1])),
    lambda: torch.flip(x, torch.tensor([1])),
    lambda: torch.roll(x, torch.tensor([1])),
    lambda: torch.nn.functional.avg_pool2d(x[None], torch.tensor([1])),
    lambda: torch.fft.fft(torch.empty(0, 3), n=8),
    lambda: torch.fft.fft(torch.empty(0, 3), n=2),
    lambda: torch.fft.fft2(torch.empty(3, 0, 4), s=(5, 5), dim=(0, 2)),
    lambda: torch.fft.irfftn(torch.empty(3, 0)),
    lambda: torch.fft.irfft(torch.empty(3, 0)),
    lambda: torch.fft.ihfft2(x.to(torch.complex64)),
    lambda: torch.fft.ihfft2(x.to(torch.complex64), norm="x"),
    lambda: torch.fft.ihfft2(x.to(torch.complex64), dim=(5, 6)),
    lambda: torch.fft.rfft2(x.to(torch.complex64), norm="x"),
    lambda: torch.nn.functional.pad(torch.ones(0, 3), (1, 1)),
    lambda: torch.nn.functional.pad(torch.ones(0, 3), (1, 1, 0, 0)),
    lambda: torch.nn.functional.pad(x, (-2, -1, 1, 1)),
    lambda: torch.nn.functional.pad(x, (-2, -1)),
    lambda: torch.linalg.matrix_norm(x, "fro", torch.tensor([1]), 3),
]:
    attempt(call)
