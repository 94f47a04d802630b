#include "lib/numpy/permuted.h"

#include <math.h>

#include "lib/numpy/module.h"
#include "lib/support.h"
#include "lib/torch/tensor_object.h"

// SeedSequence -------------------------------------------------------------------------------------------------

enum { POOL = 4, STATE_WORDS = 8 };

static uint32_t hash(uint32_t value, uint32_t *constant, uint32_t multiplier)
{
    value ^= *constant;
    *constant *= multiplier;
    value *= *constant;
    return value ^ value >> 16;
}

static uint32_t mix(uint32_t x, uint32_t y)
{
    uint32_t result = 0xca01f9ddU * x - 0x4973f715U * y;
    return result ^ result >> 16;
}

static void spread(const uint32_t *words, int64_t count, uint64_t *out)
{
    const uint32_t first = 0x931e8875U, second = 0x58f38dedU;
    uint32_t pool[POOL], constant = 0x43b0d7e5U, halves[STATE_WORDS];
    for (int64_t i = 0; i < POOL; i++)
        pool[i] = hash(i < count ? words[i] : 0, &constant, first);
    for (int from = 0; from < POOL; from++)
        for (int to = 0; to < POOL; to++)
            if (from != to)
                pool[to] = mix(pool[to], hash(pool[from], &constant, first));
    for (int64_t i = POOL; i < count; i++)
        for (int to = 0; to < POOL; to++)
            pool[to] = mix(pool[to], hash(words[i], &constant, first));
    constant = 0x8b51f9ddU;
    for (int i = 0; i < STATE_WORDS; i++)
        halves[i] = hash(pool[i % POOL], &constant, second);
    for (int i = 0; i < STATE_WORDS / 2; i++)
        out[i] = (uint64_t)halves[2 * i + 1] << 32 | halves[2 * i];
}

// The engine ---------------------------------------------------------------------------------------------------

static unsigned __int128 join(uint64_t high, uint64_t low)
{
    return (unsigned __int128)high << 64 | low;
}

static void step(PermutedEngine *engine)
{
    engine->state = engine->state * join(2549297995355413924U, 4865540595714422341U) + engine->increment;
}

uint64_t permuted_bits64(PermutedEngine *engine)
{
    step(engine);
    uint64_t folded = (uint64_t)(engine->state >> 64) ^ (uint64_t)engine->state;
    unsigned turn = (unsigned)(engine->state >> 122);
    return folded >> turn | folded << (-turn & 63);
}

uint32_t permuted_bits32(PermutedEngine *engine)
{
    if (engine->has_half) {
        engine->has_half = false;
        return engine->half;
    }
    uint64_t bits = permuted_bits64(engine);
    engine->has_half = true;
    engine->half = (uint32_t)(bits >> 32);
    return (uint32_t)bits;
}

double permuted_double(PermutedEngine *engine)
{
    return (double)(permuted_bits64(engine) >> 11) * 0x1p-53;
}

uint64_t permuted_bounded(PermutedEngine *engine, uint64_t most)
{
    if (most == 0)
        return 0;
    if (most == UINT32_MAX)
        return permuted_bits32(engine);
    if (most < UINT32_MAX) {
        uint32_t count = (uint32_t)most + 1, rest;
        uint64_t product = (uint64_t)permuted_bits32(engine) * count;
        uint32_t threshold = (UINT32_MAX - (uint32_t)most) % count;
        for (rest = (uint32_t)product; rest < count && rest < threshold; rest = (uint32_t)product)
            product = (uint64_t)permuted_bits32(engine) * count;
        return product >> 32;
    }
    if (most == UINT64_MAX)
        return permuted_bits64(engine);
    uint64_t count = most + 1, rest, threshold = (UINT64_MAX - most) % count;
    unsigned __int128 product = (unsigned __int128)permuted_bits64(engine) * count;
    for (rest = (uint64_t)product; rest < count && rest < threshold; rest = (uint64_t)product)
        product = (unsigned __int128)permuted_bits64(engine) * count;
    return (uint64_t)(product >> 64);
}

uint64_t permuted_masked(PermutedEngine *engine, uint64_t most)
{
    if (most == 0)
        return 0;
    uint64_t mask = UINT64_MAX >> __builtin_clzll(most), value;
    do
        value = (most <= UINT32_MAX ? permuted_bits32(engine) : permuted_bits64(engine)) & mask;
    while (value > most);
    return value;
}

// Normal numbers -----------------------------------------------------------------------------------------------

static const double EDGE = 3.6541528853610088; // where the tail begins

// Layers of equal area, from the tail inwards. numpy ships a table; its last digits are not known to follow from this.
static void build_layers(PermutedEngine *engine)
{
    const double unit = 0x1p52, area = 0.00492867323397465524494;
    int last = PERMUTED_LAYERS - 1;
    double edge = EDGE;
    engine->width[last] = edge / unit;
    engine->density[last] = exp(-0.5 * edge * edge);
    engine->inside[0] = (uint64_t)(edge * engine->density[last] / area * unit);
    engine->width[0] = area / engine->density[last] / unit;
    engine->density[0] = 1;
    for (int i = last - 1; i >= 1; i--) {
        double next = sqrt(-2 * log(area / edge + engine->density[i + 1]));
        engine->inside[i + 1] = (uint64_t)(next / edge * unit);
        engine->width[i] = next / unit;
        engine->density[i] = exp(-0.5 * next * next);
        edge = next;
    }
    engine->inside[1] = 0;
}

static double tail(PermutedEngine *engine, uint64_t size)
{
    for (;;) {
        double x = -(1 / EDGE) * log1p(-permuted_double(engine)), y = -log1p(-permuted_double(engine));
        if (y + y > x * x)
            return size >> 8 & 1 ? -(EDGE + x) : EDGE + x;
    }
}

double permuted_normal(PermutedEngine *engine)
{
    for (;;) {
        uint64_t bits = permuted_bits64(engine), size = bits >> 9 & 0x000fffffffffffff;
        int layer = (int)(bits & 0xff);
        double x = (double)size * engine->width[layer];
        if (bits >> 8 & 1)
            x = -x;
        if (size < engine->inside[layer])
            return x;
        if (layer == 0)
            return tail(engine, size);
        double above = engine->density[layer - 1], below = engine->density[layer];
        if ((above - below) * permuted_double(engine) + below < exp(-0.5 * x * x))
            return x;
    }
}

void permuted_seed(PermutedEngine *engine, const uint32_t *words, int64_t count)
{
    uint64_t seed[STATE_WORDS / 2];
    spread(words, count, seed);
    engine->has_half = false;
    engine->half = 0;
    engine->state = 0;
    engine->increment = join(seed[2], seed[3]) << 1 | 1;
    step(engine);
    engine->state += join(seed[0], seed[1]);
    step(engine);
    build_layers(engine);
}

// The type -----------------------------------------------------------------------------------------------------

typedef struct Permuted {
    Object head;
    PermutedEngine engine;
} Permuted;

static PermutedEngine *engine_of(Value v)
{
    return &((Permuted *)v.object)->engine;
}

static Value permuted_new(Interp *interp, Type *type, UNUSED const Arguments *arguments)
{
    Permuted *permuted = object_new(interp, type, sizeof *permuted);
    if (!permuted)
        return VALUE_ERROR;
    permuted_seed(&permuted->engine, (const uint32_t[]){0}, 1);
    return value_from_object(permuted);
}
static bool permuted_init(UNUSED Interp *interp, UNUSED Value self, UNUSED const Arguments *arguments)
{
    return true;
}

NATIVE(permuted_seed_words, "seed_words(self, key, /)", "Starts the stream of an int64 tensor of 32-bit words.")
{
    enum { MOST = 64 };
    uint32_t words[MOST];
    const Tensor *key = numpy_packed(interp, arg[1], DTYPE_INT64);
    if (!key)
        return VALUE_ERROR;
    int64_t count = tensor_count(key);
    if (count < 1 || count > MOST)
        return raise_value_error(interp, "a seed has 1 to 64 words");
    for (int64_t i = 0; i < count; i++)
        words[i] = (uint32_t)((const int64_t *)tensor_data(key))[i];
    permuted_seed(engine_of(arg[0]), words, count);
    return VALUE_NONE;
}

static Value fill(Interp *interp, const Value *arg, double (*next)(PermutedEngine *))
{
    Tensor *tensor = numpy_packed(interp, arg[1], DTYPE_FLOAT64);
    if (!tensor)
        return VALUE_ERROR;
    double *data = (double *)tensor_data(tensor);
    for (int64_t i = 0, count = tensor_count(tensor); i < count; i++)
        data[i] = next(engine_of(arg[0]));
    return VALUE_NONE;
}
NATIVE(permuted_fill_uniform, "uniform(self, tensor, /)", "Fills a tensor with numbers of 53 bits, 0 <= x < 1.")
{
    return fill(interp, arg, permuted_double);
}
NATIVE(permuted_fill_normal, "normal(self, tensor, /)", "Fills a tensor with standard normal numbers.")
{
    return fill(interp, arg, permuted_normal);
}

NATIVE(permuted_integers, "integers(self, tensor, low, most, /)",
       "Fills an int64 tensor with integers from low to low + most; most is read as unsigned.")
{
    Tensor *tensor = numpy_packed(interp, arg[1], DTYPE_INT64);
    int64_t low, most;
    if (!tensor || !value_to_int64(interp, arg[2], &low) || !value_to_int64(interp, arg[3], &most))
        return VALUE_ERROR;
    int64_t *data = (int64_t *)tensor_data(tensor);
    for (int64_t i = 0, count = tensor_count(tensor); i < count; i++)
        data[i] = (int64_t)((uint64_t)low + permuted_bounded(engine_of(arg[0]), (uint64_t)most));
    return VALUE_NONE;
}

// A number from 0 to an argument.
static Value draw(Interp *interp, const Value *arg, uint64_t (*next)(PermutedEngine *, uint64_t))
{
    int64_t most;
    if (!value_to_int64(interp, arg[1], &most))
        return VALUE_ERROR;
    return value_from_int((int64_t)next(engine_of(arg[0]), (uint64_t)(most < 0 ? 0 : most)));
}
NATIVE(permuted_interval, "interval(self, most, /)", "Returns an int from 0 to most, by masked rejection.")
{
    return draw(interp, arg, permuted_masked);
}
NATIVE(permuted_pick, "pick(self, most, /)", "Returns an int from 0 to most, as integers() draws it.")
{
    return draw(interp, arg, permuted_bounded);
}

static Value mingle(Interp *interp, const Value *arg, uint64_t (*next)(PermutedEngine *, uint64_t))
{
    Tensor *tensor = numpy_packed(interp, arg[1], DTYPE_INT64);
    if (!tensor)
        return VALUE_ERROR;
    int64_t *data = (int64_t *)tensor_data(tensor);
    for (int64_t i = tensor_count(tensor) - 1; i > 0; i--) {
        uint64_t j = next(engine_of(arg[0]), (uint64_t)i);
        int64_t other = data[j];
        data[j] = data[i];
        data[i] = other;
    }
    return VALUE_NONE;
}
NATIVE(permuted_shuffle, "shuffle(self, tensor, /)", "Shuffles the elements of an int64 tensor, last one first.")
{
    return mingle(interp, arg, permuted_masked);
}
NATIVE(permuted_shuffle_picks, "shuffle_picks(self, tensor, /)",
       "Shuffles the elements of an int64 tensor by the numbers that pick() draws.")
{
    return mingle(interp, arg, permuted_bounded);
}

static const NativeSpec *const METHODS[] = {
    &permuted_seed_words_native, &permuted_fill_uniform_native,  &permuted_fill_normal_native,
    &permuted_integers_native,   &permuted_interval_native,      &permuted_shuffle_native,
    &permuted_pick_native,       &permuted_shuffle_picks_native, NULL,
};
const TypeSpec numpy_permuted_spec = {
    .name = "_numpy.Permuted",
    .doc = "PCG64 with the streams of numpy.random.Generator.",
    .id = -1,
    .size = sizeof(Permuted),
    .slots = {.new_ = permuted_new, .init = permuted_init},
    .methods = METHODS,
};
