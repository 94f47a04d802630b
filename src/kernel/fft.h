// Fast Fourier transforms of any length, in float or double.
//
// Lengths with small prime factors are split by them; for a large prime factor the transform is a convolution
// (Bluestein), computed in double.
#ifndef KERNEL_FFT_H
#define KERNEL_FFT_H

#include "base/mem.h"

/// What one length needs: factors, roots of unity, room for one transform. Zeroed, it may be finished.
typedef struct Fft {
    Memory *memory;
    size_t length;
    size_t element;  // bytes of one complex number
    int factors[64]; // their product is the length; none where Bluestein's algorithm is used
    int factor_count;
    void *roots;          // e^(-2 pi i k / length)
    void *scratch;        // one transform's result, and a butterfly's inputs
    size_t scratch_count; // in complex numbers
    struct Fft *inner;    // Bluestein's transform of a power of two, in double
    double *chirp;        // Bluestein: e^(-pi i k^2 / length), then the transformed filter
} Fft;

/// Prepares transforms of `length` (at least 1) complex numbers of float or, with `wide`, double. False with
/// MemoryError pending.
MUST_USE bool fft_init(Fft *fft, Memory *memory, size_t length, bool wide);
void fft_finish(Fft *fft);
/// Transforms `data` in place; the sign of the exponent is minus unless `inverse`. Nothing is scaled.
void fft_run(Fft *fft, void *data, bool inverse);

#endif
