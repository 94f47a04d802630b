# Transforms of tensors without data, range iterators that are set far on, and int keys among globals.
import sys
import torch

m = torch.empty(4, 6, device="meta")
for name in ("fft", "ifft", "rfft", "hfft", "ihfft", "irfft", "fft2", "rfft2", "fftn", "irfftn", "fftshift"):
    result = getattr(torch.fft, name)(m)
    print(name, result.device, result.dtype, tuple(result.shape))
for count in (0, 3, 2**62):
    for start in (10**30, 5):
        iterator = iter(range(start, start + 10, 3))
        iterator.__setstate__(count)
        print(list(iterator))
iterator = iter(range(10**30))
iterator.__setstate__(2**62)
print(next(iterator), next(iterator))
name = sys.intern("a_name_of_its_own")
scope = {id(name): 5}
exec("a_name_of_its_own = 1", scope)
print(scope["a_name_of_its_own"], scope[id(name)])
