// PCG64: the generator behind numpy.random.default_rng, and the streams that Generator draws from it.
//
// The state is a linear congruential generator of 128 bits whose output is folded and rotated (O'Neill, "PCG: A family
// of simple fast space-efficient statistically good algorithms for random number generation", 2014). A seed is spread
// over the state by numpy's SeedSequence.
#ifndef LIB_NUMPY_PERMUTED_H
#define LIB_NUMPY_PERMUTED_H

#include <stdbool.h>
#include <stdint.h>

enum { PERMUTED_LAYERS = 256 };

typedef struct PermutedEngine {
    unsigned __int128 state, increment;
    bool has_half; // the upper half of a draw of 64 bits waits
    uint32_t half;
    /// The layers of the normal density (Marsaglia and Tsang, "The ziggurat method", 2000): widths in units of the
    /// draw, the share of each that needs no further test, and the density at each border.
    double width[PERMUTED_LAYERS], density[PERMUTED_LAYERS];
    uint64_t inside[PERMUTED_LAYERS];
} PermutedEngine;

/// Starts the stream of a seed: `count` words of 32 bits, the lowest first; at least one.
void permuted_seed(PermutedEngine *engine, const uint32_t *words, int64_t count);
uint64_t permuted_bits64(PermutedEngine *engine);
/// Half of a draw of 64 bits; the other half is kept for the next call.
uint32_t permuted_bits32(PermutedEngine *engine);
/// 0 <= x < 1, with 53 bits.
double permuted_double(PermutedEngine *engine);
double permuted_normal(PermutedEngine *engine);
/// 0 <= x <= most without bias (Lemire, "Fast random integer generation in an interval", 2019).
uint64_t permuted_bounded(PermutedEngine *engine, uint64_t most);
/// The same by masked rejection, as numpy shuffles.
uint64_t permuted_masked(PermutedEngine *engine, uint64_t most);

#endif
