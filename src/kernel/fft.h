// Fast Fourier transforms of any length, in float or double, of complex or real numbers.
//
// Data lies as (outer, length, inner), packed: a line is the elements of the middle dimension.
//
//   complex      (outer, n, inner) to itself
//   real         (outer, n, inner) real to (outer, n / 2 + 1, inner) complex, and back
//
// The algorithms are those of Swarztrauber's FFTPACK ("Vectorizing the FFTs", 1982) - self-sorting mixed radix, real
// signals in half the work - with Bluestein's chirp transform (1970) where a prime factor is too large. Factors,
// radices and the order of additions are those of pocketfft, which PyTorch calls, so that results are the same to the
// last bit.
#ifndef KERNEL_FFT_H
#define KERNEL_FFT_H

#include "base/mem.h"

/// One factor of a length: `blocks` times `columns` butterflies of `radix` elements.
typedef struct FftStage {
    size_t radix, columns, blocks;
    size_t twiddles; // where the stage's twiddle factors and its roots of unity begin in the plan's
    size_t turns;
} FftStage;

/// What one length needs: factors, roots of unity, room for the lines that are transformed at once. Zeroed, it may be
/// finished.
typedef struct Fft {
    Memory *memory;
    size_t length;
    bool wide, real; // double instead of float; real signals instead of complex
    size_t lanes;    // lines at once
    FftStage stages[64];
    int stage_count;   // none where Bluestein's algorithm is used
    void *roots;       // of all stages; with Bluestein the chirp, then the transformed filter
    size_t root_count; // pairs of cosine and sine
    void *room;        // for working lines
    size_t room_count; // in complex numbers of all lanes
    struct Fft *inner; // Bluestein's complex transform, of a length with small factors
} Fft;

/// Prepares transforms of `length` (at least 1) for that many lines. False with MemoryError pending.
MUST_USE bool fft_init(Fft *fft, Memory *memory, size_t length, bool wide, bool real, size_t lines);
void fft_finish(Fft *fft);

/// Where lines lie: line l of `count` begins at element (l / inner) * length * inner + l % inner.
typedef struct FftLines {
    size_t first, count, inner;
} FftLines;

/// Transforms lines in place and multiplies by `scale`; the exponent's sign is minus where `forward`.
void fft_complex(Fft *fft, void *data, FftLines lines, double scale, bool forward);
/// The first half of the forward transform of real lines.
void fft_real(Fft *fft, const void *signal, void *half, FftLines lines, double scale);
/// The real lines that such halves belong to: the backward transform.
void fft_real_back(Fft *fft, const void *half, void *signal, FftLines lines, double scale);

#endif
