// How Fourier transforms are normalised.
#ifndef OPS_FOURIER_H
#define OPS_FOURIER_H

/// The `normalization` of op__fft_c2c() and its like: not at all, by the root of the signal's size, or by its size.
enum { FOURIER_PLAIN, FOURIER_BY_ROOT, FOURIER_BY_SIZE };

#endif
