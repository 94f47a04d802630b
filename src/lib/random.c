// _random: the Mersenne Twister behind Python's random module.
#include <string.h>
#include <time.h>

#include "kernel/random.h"
#include "lib/support.h"

enum { STATE_WORDS = RANDOM_STATE_WORDS };

typedef struct Generator {
    Object head;
    RandomEngine engine;
} Generator;

static Generator *generator_of(Value v)
{
    return (Generator *)v.object;
}

static uint32_t next_word(Generator *g)
{
    return random_bits32(&g->engine);
}

static void seed_by_array(Generator *g, const uint32_t *key, size_t count)
{
    random_seed_array(&g->engine, key, count);
    g->engine.next = STATE_WORDS; // getstate() tells that all words are used up
}

/// Seeds by the magnitude of an int, 32 bits a word, least significant first.
static bool seed_by_int(Interp *interp, Generator *g, Value v)
{
    Value positive = int_sign(v) < 0 ? value_unary(interp, UNARY_NEGATIVE, v) : value_keep(v);
    if (value_is_error(positive))
        return false;
    size_t words = (size_t)(int_bit_length(positive) + 31) / 32;
    words = words ? words : 1;
    size_t size = words * 4 + 8; // room for the sign bit
    unsigned char *bytes = mem_alloc(&interp->memory, size);
    uint32_t *key = bytes ? mem_alloc_array(&interp->memory, words, sizeof *key) : NULL;
    bool good = key && int_to_bytes(positive, bytes, size, true);
    if (good) {
        for (size_t i = 0; i < words; i++)
            key[i] = bytes[4 * i] | (uint32_t)bytes[4 * i + 1] << 8 | (uint32_t)bytes[4 * i + 2] << 16 |
                     (uint32_t)bytes[4 * i + 3] << 24;
        seed_by_array(g, key, words);
    }
    mem_free(&interp->memory, key, words * sizeof *key);
    mem_free(&interp->memory, bytes, size);
    value_drop(positive);
    return good;
}

static bool seed(Interp *interp, Generator *g, Value v)
{
    if (value_is_none(v)) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        uint32_t key[4] = {(uint32_t)now.tv_nsec, (uint32_t)now.tv_sec, (uint32_t)(uintptr_t)g, (uint32_t)clock()};
        seed_by_array(g, key, COUNT_OF(key));
        return true;
    }
    if (int_check(interp, v))
        return seed_by_int(interp, g, v);
    int64_t hash;
    if (!value_hash(interp, v, &hash))
        return false;
    Value number = int_from_uint64(interp, (uint64_t)hash);
    bool good = !value_is_error(number) && seed_by_int(interp, g, number);
    value_drop(number);
    return good;
}

static Value generator_new(Interp *interp, Type *type, const Arguments *arguments)
{
    Generator *g = object_new(interp, type, sizeof *g);
    if (!g)
        return VALUE_ERROR;
    Value self = value_from_object(g);
    if (!seed(interp, g, arguments->count > 0 ? arguments->values[0] : VALUE_NONE)) {
        value_drop(self);
        return VALUE_ERROR;
    }
    return self;
}
static bool generator_init(UNUSED Interp *interp, UNUSED Value self, UNUSED const Arguments *arguments)
{
    return true; // the subclass in Python seeds
}

NATIVE(generator_seed, "seed(self, n=None, /)", "Starts the sequence that belongs to a number.")
{
    return seed(interp, generator_of(arg[0]), arg[1]) ? VALUE_NONE : VALUE_ERROR;
}

static double next_double(Generator *g)
{
    uint32_t a = next_word(g) >> 5, b = next_word(g) >> 6;
    return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
}
NATIVE(generator_random, "random(self, /)", "Returns a float, 0 <= x < 1.")
{
    return value_from_float(next_double(generator_of(arg[0])));
}

static Value wide_bits(Interp *interp, Generator *g, int64_t k)
{
    size_t words = (size_t)((k - 1) / 32 + 1);
    unsigned char *bytes = mem_alloc_array(&interp->memory, words, 4);
    if (!bytes)
        return VALUE_ERROR;
    for (size_t i = 0; i < words; i++, k -= 32) {
        uint32_t word = next_word(g);
        if (k < 32)
            word >>= 32 - k;
        for (int b = 0; b < 4; b++)
            bytes[4 * i + (size_t)b] = (unsigned char)(word >> (8 * b));
    }
    Value result = int_from_bytes(interp, bytes, words * 4, false);
    mem_free(&interp->memory, bytes, words * 4);
    return result;
}

NATIVE(generator_getrandbits, "getrandbits(self, k, /)", "Returns an int of k random bits.")
{
    int64_t k;
    if (!value_to_int64(interp, arg[1], &k))
        return VALUE_ERROR;
    if (k < 0)
        return raise_value_error(interp, "number of bits must be non-negative");
    if (k > (int64_t)1 << 31)
        return value_raise(interp, ERROR_OVERFLOW_ERROR, "Python int too large to convert to C int");
    if (k == 0)
        return value_from_int(0);
    if (k <= 32)
        return value_from_int(next_word(generator_of(arg[0])) >> (32 - k));
    return wide_bits(interp, generator_of(arg[0]), k);
}

/// A number below n by rejection, as random.Random draws it: bits are drawn until they are below n.
NATIVE(generator_below, "_randbelow(self, n, /)", "Returns an int, 0 <= x < n; 0 where n is 0.")
{
    Generator *g = generator_of(arg[0]);
    int64_t n;
    if (int_check(interp, arg[1]) && int_as_int64(arg[1], &n)) {
        if (n <= 0)
            return value_from_int(0);
        int bits = 64 - __builtin_clzll((uint64_t)n);
        for (;;) {
            uint64_t r;
            if (bits <= 32) {
                r = next_word(g) >> (32 - bits);
            } else {
                r = next_word(g);
                r |= (uint64_t)(next_word(g) >> (64 - bits)) << 32;
            }
            if (r < (uint64_t)n)
                return value_from_int((int64_t)r);
        }
    }
    if (!int_check(interp, arg[1]))
        return raise_type_error(interp, "'%s' object cannot be interpreted as an integer",
                                value_type_name(interp, arg[1]));
    for (;;) {
        Value r = wide_bits(interp, g, int_bit_length(arg[1]));
        Value below = value_is_error(r) ? VALUE_ERROR : value_compare(interp, r, arg[1], COMPARE_LT);
        if (value_is_error(below) || below.boolean)
            return value_is_error(below) ? (value_drop(r), VALUE_ERROR) : r;
        value_drop(r);
    }
}

NATIVE(generator_getstate, "getstate(self, /)", "Returns the state as a tuple of 625 ints.")
{
    Generator *g = generator_of(arg[0]);
    Value state = tuple_new(interp, STATE_WORDS + 1);
    if (value_is_error(state))
        return state;
    for (int i = 0; i < STATE_WORDS; i++)
        tuple_of(state)->items[i] = value_from_int(g->engine.state[i]);
    tuple_of(state)->items[STATE_WORDS] = value_from_int(g->engine.next);
    return state;
}

NATIVE(generator_setstate, "setstate(self, state, /)", "Restores what getstate() returned.")
{
    if (!support_is(interp, arg[1], TYPE_TUPLE))
        return raise_type_error(interp, "state vector must be a tuple");
    const Tuple *state = tuple_of(arg[1]);
    if (state->count != STATE_WORDS + 1)
        return raise_value_error(interp, "state vector is the wrong size");
    uint32_t words[STATE_WORDS + 1];
    for (int i = 0; i <= STATE_WORDS; i++) {
        int64_t word;
        if (!value_to_int64(interp, state->items[i], &word))
            return VALUE_ERROR;
        words[i] = (uint32_t)word;
    }
    if (words[STATE_WORDS] > STATE_WORDS)
        return raise_value_error(interp, "invalid state");
    RandomEngine *engine = &generator_of(arg[0])->engine;
    memcpy(engine->state, words, sizeof engine->state);
    engine->next = words[STATE_WORDS];
    engine->left = (int32_t)(STATE_WORDS + 1 - engine->next);
    return VALUE_NONE;
}

static const NativeSpec *const METHODS[] = {
    &generator_seed_native,
    &generator_random_native,
    &generator_getrandbits_native,
    &generator_below_native,
    &generator_getstate_native,
    &generator_setstate_native,
    NULL,
};
static const TypeSpec generator_type = {
    .name = "_random.Random",
    .doc = "A Mersenne Twister.",
    .id = -1,
    .size = sizeof(Generator),
    .slots = {.new_ = generator_new, .init = generator_init},
    .methods = METHODS,
};
static const TypeSpec *const TYPES[] = {&generator_type, NULL};

static bool fill(Interp *interp, Value module)
{
    return support_add_types(interp, module, TYPES);
}

const ModuleSpec module_spec__random = {
    .name = "_random",
    .doc = "The generator behind the random module.",
    .fill = fill,
};
