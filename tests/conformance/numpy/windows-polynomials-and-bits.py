# Rare functions: windows, polynomials, bits, sums that carry on.
import numpy as np

print(np.cumulative_sum(np.arange(4)), np.unwrap(np.array([0, 3, 6.5, 10])), np.hamming(4), np.hanning(4),
      np.blackman(4), np.bartlett(4), np.kaiser(4, 5.))
print(np.roots([1, -3, 2]), np.poly([1, 2]), np.polyadd([1, 2], [3]), np.polymul([1, 1], [1, -1]),
      np.polyder([1, 2, 3]), np.polyint([2, 2]))
p = np.poly1d([1, 2, 3])
print(p)
print(p(2), p.roots, p.deriv(), p + 1, p * p, repr(p), p.order, p.coeffs, p[0])
print(np.ldexp(1., 3), np.frexp(8.5), np.spacing(1.), np.real_if_close(np.array([1+0j])),
      np.bitwise_count(np.array([3, 7])))
print(np.resize([1, 2, 3], (2, 4)), np.mask_indices(3, np.triu), np.histogram2d([1, 2, 2], [0, 1, 1], bins=2))
print(np.base_repr(10, 2), np.binary_repr(5), np.binary_repr(-3, 8), np.packbits([1, 0, 1]),
      np.unpackbits(np.array([5], dtype=np.uint8)))
print(np.vecdot([1, 2], [3, 4]), np.nancumprod([1, np.nan, 2]), np.isfortran(np.ones((2, 2))),
      np.unique_values([1, 1, 2]), np.unique_counts([1, 1, 2]))
print(np.apply_over_axes(np.sum, np.arange(8).reshape(2, 2, 2), [0, 1]), np.sort_complex([2+1j, 1]),
      np.trapz([1, 2, 4]))
print(np.typecodes['Float'], np.polydiv([1, 0, -1], [1, 1]), np.polysub([1, 2], [1, 1]))
b = np.broadcast(np.ones((3, 1)), np.ones((1, 4)))
print(b.shape, b.ndim, b.size)
