# Every bit of a transform: small and large factors, real and complex signals, several lines and dimensions.
import torch


def digest(t):
    if t.is_complex():
        t = torch.view_as_real(t.resolve_conj())
    bits = t.contiguous().view(torch.int32 if t.dtype == torch.float32 else torch.int64).flatten()
    total = 0
    for value in bits.tolist():
        total = (total * 31 + value) % 1000003
    return total


def signal(dtype, *shape):
    n = torch.Size(shape).numel()
    wave = (torch.arange(n, dtype=torch.float64) * 37 % 101 - 50) / 7
    if dtype.is_complex:
        return torch.complex(wave, wave.flip(0) / 3).to(dtype).reshape(shape)
    return wave.to(dtype).reshape(shape)


lengths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 18, 24, 30, 31, 49, 60, 64, 77, 97, 100, 101, 121, 128, 143, 211, 256, 1009]
for real, compound in ((torch.float32, torch.complex64), (torch.float64, torch.complex128)):
    for n in lengths:
        x, z = signal(real, n), signal(compound, n)
        print(n, digest(torch.fft.fft(z)), digest(torch.fft.ifft(z)), digest(torch.fft.fft(x)), digest(torch.fft.rfft(x)),
              digest(torch.fft.irfft(z, n=n)), digest(torch.fft.hfft(z, n=n)), digest(torch.fft.ihfft(x)))
    for shape in ((3, 10), (11, 12), (9, 26), (17, 6), (4, 3, 20)):
        x, z = signal(real, *shape), signal(compound, *shape)
        for norm in ("backward", "ortho", "forward"):
            print(shape, norm, digest(torch.fft.fft(z, dim=0, norm=norm)), digest(torch.fft.fft2(z, norm=norm)),
                  digest(torch.fft.ifftn(z, norm=norm)), digest(torch.fft.rfft2(x, norm=norm)),
                  digest(torch.fft.irfftn(z, norm=norm)), digest(torch.fft.hfft2(z, norm=norm)),
                  digest(torch.fft.ihfftn(x, norm=norm)), digest(torch.fft.fftn(z, dim=(-1, 0), norm=norm)))

# Zeros keep their signs.
impulse = torch.zeros(6)
impulse[1] = 1
print(torch.fft.rfft(impulse))
print(torch.fft.fft(-impulse).tolist())
print(torch.fft.ifft(torch.ones(12)))
print(torch.fft.irfft(torch.ones(4, dtype=torch.complex64), n=6).tolist())

# The result is contiguous, whichever dimension was transformed.
print(torch.fft.fft(signal(torch.complex64, 3, 4), dim=0).stride(), torch.fft.irfft(signal(torch.complex64, 3, 4).t()).stride())

# Gradients are transforms, too.
for name in ("fft2", "rfft2", "irfft2", "hfft2", "ihfft2"):
    x = signal(torch.float64 if name in ("rfft2", "ihfft2") else torch.complex128, 5, 6).requires_grad_()
    result = getattr(torch.fft, name)(x, norm="ortho")
    result.backward(signal(result.dtype, *result.shape))
    print(name, digest(x.grad))
