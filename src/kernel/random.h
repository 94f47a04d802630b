// The mt19937 engine and the streams that PyTorch's CPU generator draws from it.
#ifndef KERNEL_RANDOM_H
#define KERNEL_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RANDOM_STATE_WORDS = 624 };

typedef struct RandomEngine {
    uint64_t seed;
    uint32_t state[RANDOM_STATE_WORDS];
    uint32_t next; // the next word of `state` to hand out
    int32_t left;  // words left before the state is renewed, plus one, as PyTorch saves it
    /// Box-Muller makes two numbers at a time: the second one waits here.
    bool has_next_normal;
    double next_normal;
} RandomEngine;

/// Seeds as torch.manual_seed(seed): the state from the low 32 bits, no waiting normal.
void random_seed(RandomEngine *engine, uint64_t seed);
/// Seeds by `count` >= 1 words, as numpy and Python's random module do (init_by_array, 2002).
void random_seed_array(RandomEngine *engine, const uint32_t *key, size_t count);
uint32_t random_bits32(RandomEngine *engine);
/// Two draws: the first one is the upper half.
uint64_t random_bits64(RandomEngine *engine);
/// Uniform in [0, 1): 24 bits of one draw / 53 bits of two.
float random_float(RandomEngine *engine);
double random_double(RandomEngine *engine);
/// Standard normal by Box-Muller with the waiting second number.
double random_normal(RandomEngine *engine);
/// Fills packed memory with `count` >= 16 normal numbers by the blocked Box-Muller method: uniform numbers first, then
/// 16 at a time, the first eight with the second eight. A rest draws the last 16 anew.
void random_fill_normal_float(RandomEngine *engine, float *data, int64_t count, float mean, float deviation);
void random_fill_normal_double(RandomEngine *engine, double *data, int64_t count, double mean, double deviation);

#endif
