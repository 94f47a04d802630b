#include "tensor/generator.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

Generator *generator_new(Runtime *runtime, uint64_t seed)
{
    Generator *generator = mem_alloc(runtime->memory, sizeof *generator);
    if (!generator)
        return NULL;
    generator->references = 1;
    generator->runtime = runtime;
    random_seed(&generator->engine, seed);
    return generator;
}

Generator *generator_retain(Generator *generator)
{
    generator->references++;
    return generator;
}

void generator_release(Generator *generator)
{
    if (generator && --generator->references == 0)
        mem_free(generator->runtime->memory, generator, sizeof *generator);
}

void generator_seed(Generator *generator, uint64_t seed)
{
    random_seed(&generator->engine, seed);
}

uint64_t generator_initial_seed(const Generator *generator)
{
    return generator->engine.seed;
}

uint64_t generator_seed_random(Generator *generator)
{
    uint64_t seed = 0;
    if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed)
        seed = (uint64_t)(uintptr_t)generator; // no source of randomness: an address has to do
    seed &= ((uint64_t)1 << 53) - 1;           // as PyTorch's, exact in a double
    random_seed(&generator->engine, seed);
    return seed;
}

// PyTorch's saved state: the layout of an older engine (seed, counters, 64-bit words, a waiting normal number), then
// a waiting float normal number, which the CPU never uses.
typedef struct SavedState {
    uint64_t seed;
    int32_t left;
    int32_t seeded;
    uint64_t next;
    uint64_t words[RANDOM_STATE_WORDS];
    double normal_x;
    double normal_y;
    double normal_rho;
    int32_t normal_is_valid;
    int32_t padding;
    float next_float_normal;
    uint32_t float_normal_is_valid;
} SavedState;

_Static_assert(sizeof(SavedState) == GENERATOR_STATE_BYTES, "the layout is PyTorch's");
enum { LEGACY_STATE_BYTES = 5048 };

void generator_get_state(const Generator *generator, uint8_t state[GENERATOR_STATE_BYTES])
{
    const RandomEngine *engine = &generator->engine;
    SavedState saved = {.seed = engine->seed,
                        .left = engine->left,
                        .seeded = 1,
                        .next = engine->next,
                        .normal_y = engine->has_next_normal ? engine->next_normal : 0,
                        .normal_is_valid = engine->has_next_normal};
    for (int i = 0; i < RANDOM_STATE_WORDS; i++)
        saved.words[i] = engine->state[i];
    memcpy(state, &saved, sizeof saved);
}

bool generator_set_state(Generator *generator, const uint8_t *state, size_t length)
{
    Error *error = generator->runtime->error;
    if (length != GENERATOR_STATE_BYTES && length != LEGACY_STATE_BYTES) {
        error_raise(
            error, ERROR_RUNTIME_ERROR,
            "Expected either a CPUGeneratorImplStateLegacy of size %d or a CPUGeneratorImplState of size %d but "
            "found the input RNG state size to be %zu",
            LEGACY_STATE_BYTES, GENERATOR_STATE_BYTES, length);
        return false;
    }
    SavedState saved = {0};
    memcpy(&saved, state, length);
    if (saved.seeded != 1 || saved.left <= 0 || saved.left > RANDOM_STATE_WORDS || saved.next > RANDOM_STATE_WORDS) {
        error_raise(error, ERROR_RUNTIME_ERROR, "Invalid mt19937 state");
        return false;
    }
    RandomEngine *engine = &generator->engine;
    engine->seed = saved.seed;
    engine->left = saved.left;
    engine->next = (uint32_t)saved.next;
    for (int i = 0; i < RANDOM_STATE_WORDS; i++)
        engine->state[i] = (uint32_t)saved.words[i];
    engine->has_next_normal = saved.normal_is_valid != 0;
    engine->next_normal = saved.normal_y;
    return true;
}
