# Transforms there and back, their frequencies, and the dtypes and shapes of results.
import numpy as np

a = np.array([1., 2., 3., 4.])
print(np.fft.fft(a))
print(np.fft.ifft(np.fft.fft(a)))
print(np.fft.rfft(a))
print(np.fft.irfft(np.fft.rfft(a)))
print(np.fft.fftfreq(4))
print(np.fft.rfftfreq(5, 0.5))
print(np.fft.fftshift(np.arange(5)))
print(np.fft.ifftshift(np.arange(5)))
print(np.fft.fft2(np.eye(2)))
print(np.fft.fft(a, n=3))
print(np.abs(np.fft.fft(np.sin(np.arange(8.)))))
print(np.fft.fft(a, norm="ortho").dtype, np.fft.rfft2(np.ones((2,4))).shape, np.fft.ifft2(np.ones((2,2))),
      np.fft.fftn(np.ones((2,2))))
