// The Mersenne twister (Matsumoto and Nishimura, 1998) and normal numbers from it.
#include "kernel/random.h"

#include <math.h>
#include <string.h>

#include "kernel/simd.h"

enum { SHIFT_WORDS = 397 };

#define TWO_PI 6.283185307179586476925286766559

void random_seed(RandomEngine *engine, uint64_t seed)
{
    engine->seed = seed;
    engine->state[0] = (uint32_t)seed;
    for (uint32_t i = 1; i < RANDOM_STATE_WORDS; i++) {
        uint32_t before = engine->state[i - 1];
        engine->state[i] = 1812433253U * (before ^ before >> 30) + i;
    }
    engine->left = 1;
    engine->next = 0;
    engine->has_next_normal = false;
    engine->next_normal = 0;
}

// Mixes the word before word `i`, and a number, into it. Returns the place of the next one: word 0 repeats the last one
// and is passed over.
static size_t mix_word(uint32_t *state, size_t i, uint32_t factor, uint32_t number)
{
    uint32_t before = state[i - 1];
    state[i] = (state[i] ^ (before ^ before >> 30) * factor) + number;
    if (++i < RANDOM_STATE_WORDS)
        return i;
    state[0] = state[RANDOM_STATE_WORDS - 1];
    return 1;
}

void random_seed_array(RandomEngine *engine, const uint32_t *key, size_t count)
{
    random_seed(engine, 19650218U);
    size_t place = 1, used = 0;
    for (size_t left = count > RANDOM_STATE_WORDS ? count : RANDOM_STATE_WORDS; left > 0; left--) {
        place = mix_word(engine->state, place, 1664525U, key[used] + (uint32_t)used);
        used = used + 1 < count ? used + 1 : 0;
    }
    for (size_t left = RANDOM_STATE_WORDS - 1; left > 0; left--)
        place = mix_word(engine->state, place, 1566083941U, 0U - (uint32_t)place);
    engine->state[0] = 0x80000000U;
}

static uint32_t twist(uint32_t upper, uint32_t lower)
{
    uint32_t mixed = (upper & 0x80000000U) | (lower & 0x7fffffffU);
    return mixed >> 1 ^ (lower & 1 ? 0x9908b0dfU : 0);
}

static void renew(RandomEngine *engine)
{
    uint32_t *state = engine->state;
    enum { N = RANDOM_STATE_WORDS, M = SHIFT_WORDS };
    for (int i = 0; i < N - M; i++)
        state[i] = state[i + M] ^ twist(state[i], state[i + 1]);
    for (int i = N - M; i < N - 1; i++)
        state[i] = state[i + M - N] ^ twist(state[i], state[i + 1]);
    state[N - 1] = state[M - 1] ^ twist(state[N - 1], state[0]);
    engine->left = N;
    engine->next = 0;
}

uint32_t random_bits32(RandomEngine *engine)
{
    if (--engine->left <= 0 || engine->next >= RANDOM_STATE_WORDS)
        renew(engine);
    uint32_t bits = engine->state[engine->next++];
    bits ^= bits >> 11;
    bits ^= bits << 7 & 0x9d2c5680U;
    bits ^= bits << 15 & 0xefc60000U;
    return bits ^ bits >> 18;
}

uint64_t random_bits64(RandomEngine *engine)
{
    uint64_t upper = random_bits32(engine);
    return upper << 32 | random_bits32(engine);
}

float random_float(RandomEngine *engine)
{
    return (float)(random_bits32(engine) & 0xffffff) * 0x1p-24f;
}

double random_double(RandomEngine *engine)
{
    return (double)(random_bits64(engine) & ((UINT64_C(1) << 53) - 1)) * 0x1p-53;
}

double random_normal(RandomEngine *engine)
{
    if (engine->has_next_normal) {
        engine->has_next_normal = false;
        return engine->next_normal;
    }
    double u1 = random_double(engine), u2 = random_double(engine);
    double radius = sqrt(-2 * log1p(-u2)), angle = TWO_PI * u1;
    engine->next_normal = radius * sin(angle);
    engine->has_next_normal = true;
    return radius * cos(angle);
}

// The blocked form --------------------------------------------------------------------------------
//
// Eight lanes of logarithm, sine and cosine by the polynomials of Moshier's Cephes library (logf, sinf, cosf),
// evaluated with fused multiply-adds: the digits of PyTorch's randn depend on them.

static inline FloatVector fill(float value)
{
    return float_vector_fill(value);
}

// log of numbers in (0, 1].
static FloatVector log_lanes(FloatVector x)
{
    static const float P[] = {7.0376836292E-2F,  -1.1514610310E-1F, 1.1676998740E-1F,
                              -1.2420140846E-1F, 1.4249322787E-1F,  -1.6668057665E-1F,
                              2.0000714765E-1F,  -2.4999993993E-1F, 3.3333331174E-1F};
    FloatMask invalid = x <= 0;
    FloatVector least = fill(0x1p-126f); // subnormal numbers count as the smallest normal one
    x = float_vector_select(x > least, x, least);
    FloatMask bits = (FloatMask)x;
    FloatMask exponent = (FloatMask)((bits >> 23 & 0xff) - 0x7f);
    x = (FloatVector)((bits & ~0x7f800000) | (FloatMask)fill(0.5f));
    FloatVector e = __builtin_convertvector(exponent, FloatVector) + 1;
    FloatMask small = x < fill(0.707106781186547524F);
    FloatVector kept = (FloatVector)((FloatMask)x & small);
    x = x - 1;
    e = e - (FloatVector)((FloatMask)fill(1) & small);
    x = x + kept;
    FloatVector z = x * x, y = fill(P[0]);
    for (int i = 1; i < 9; i++)
        y = float_vector_fma(y, x, fill(P[i]));
    y = y * x;
    y = float_vector_fma(y, z, e * fill(-2.12194440e-4F));
    y = float_vector_fma(-z, fill(0.5f), y);
    x = x + y;
    x = float_vector_fma(e, fill(0.693359375F), x);
    return (FloatVector)((FloatMask)x | invalid);
}

// Sine and cosine of numbers from 0 on.
static void sincos_lanes(FloatVector x, FloatVector *sine, FloatVector *cosine)
{
    FloatVector scaled = x * fill(1.27323954473516F); // 4 / pi
    FloatMask octant = __builtin_convertvector(scaled, FloatMask);
    octant = (octant + 1) & ~1;
    FloatVector y = __builtin_convertvector(octant, FloatVector);
    FloatMask sine_sign = (octant & 4) << 29;
    FloatMask cosine_sign = (~(octant - 2) & 4) << 29;
    FloatMask swap = (octant & 2) == 0;
    x = float_vector_fma(y, fill(-0.78515625F), x);
    x = float_vector_fma(y, fill(-2.4187564849853515625e-4F), x);
    x = float_vector_fma(y, fill(-3.77489497744594108e-8F), x);
    FloatVector z = x * x;
    FloatVector c = float_vector_fma(fill(2.443315711809948E-005F), z, fill(-1.388731625493765E-003F));
    c = float_vector_fma(c, z, fill(4.166664568298827E-002F));
    c = c * z;
    c = float_vector_fma(c, z, -0.5F * z) + 1;
    FloatVector s = float_vector_fma(fill(-1.9515295891E-4F), z, fill(8.3321608736E-3F));
    s = float_vector_fma(s, z, fill(-1.6666654611E-1F));
    s = s * z;
    s = float_vector_fma(s, x, x);
    FloatVector for_sine = float_vector_select(swap, s, c), for_cosine = float_vector_select(swap, c, s);
    *sine = (FloatVector)((FloatMask)for_sine ^ sine_sign);
    *cosine = (FloatVector)((FloatMask)for_cosine ^ cosine_sign);
}

static void transform_floats(float *data, float mean, float deviation)
{
    FloatVector u1 = 1 - float_vector_load(data), u2 = float_vector_load(data + FLOAT_LANES);
    FloatVector scaled = -2 * log_lanes(u1), radius, sine, cosine;
#ifdef __AVX2__
    radius = (FloatVector)_mm256_sqrt_ps((__m256)scaled);
#else
    for (int i = 0; i < FLOAT_LANES; i++)
        radius[i] = sqrtf(scaled[i]);
#endif
    sincos_lanes(fill((float)TWO_PI) * u2, &sine, &cosine);
    float_vector_store(data, float_vector_fma(radius * cosine, fill(deviation), fill(mean)));
    float_vector_store(data + FLOAT_LANES, float_vector_fma(radius * sine, fill(deviation), fill(mean)));
}

void random_fill_normal_float(RandomEngine *engine, float *data, int64_t count, float mean, float deviation)
{
    for (int64_t i = 0; i < count; i++)
        data[i] = random_float(engine);
    int64_t i = 0;
    for (; i + 16 <= count; i += 16)
        transform_floats(data + i, mean, deviation);
    if (i == count)
        return;
    data += count - 16;
    for (i = 0; i < 16; i++)
        data[i] = random_float(engine);
    transform_floats(data, mean, deviation);
}

static void transform_doubles(double *data, double mean, double deviation)
{
    for (int i = 0; i < 8; i++) {
        double u1 = 1 - data[i], u2 = data[i + 8];
        double radius = sqrt(-2 * log(u1)), angle = TWO_PI * u2;
        data[i] = fma(radius * cos(angle), deviation, mean);
        data[i + 8] = fma(radius * sin(angle), deviation, mean);
    }
}

void random_fill_normal_double(RandomEngine *engine, double *data, int64_t count, double mean, double deviation)
{
    for (int64_t i = 0; i < count; i++)
        data[i] = random_double(engine);
    int64_t i = 0;
    for (; i + 16 <= count; i += 16)
        transform_doubles(data + i, mean, deviation);
    if (i == count)
        return;
    data += count - 16;
    for (i = 0; i < 16; i++)
        data[i] = random_double(engine);
    transform_doubles(data, mean, deviation);
}
