# Transforms of tensors without data.
import torch

m = torch.empty(4, 6, device="meta")
for name in ("fft", "ifft", "rfft", "hfft", "ihfft", "irfft", "fft2", "rfft2", "fftn", "irfftn", "fftshift"):
    result = getattr(torch.fft, name)(m)
    print(name, result.device, result.dtype, tuple(result.shape))
