// numpy's legacy generator: the Mersenne Twister and the streams that RandomState draws from it.
#include <math.h>

#include "kernel/random.h"
#include "lib/numpy/module.h"
#include "lib/support.h"
#include "lib/torch/tensor_object.h"

typedef struct Twister {
    Object head;
    RandomEngine engine;
    bool has_gauss;
    double gauss; // the polar method makes two numbers: the second one waits here
} Twister;

static Twister *twister_of(Value v)
{
    return (Twister *)v.object;
}

static Value twister_new(Interp *interp, Type *type, UNUSED const Arguments *arguments)
{
    Twister *twister = object_new(interp, type, sizeof *twister);
    if (!twister)
        return VALUE_ERROR;
    random_seed(&twister->engine, 5489);
    twister->has_gauss = false;
    return value_from_object(twister);
}
static bool twister_init(UNUSED Interp *interp, UNUSED Value self, UNUSED const Arguments *arguments)
{
    return true;
}

NATIVE(twister_seed, "seed(self, n, /)", "Starts the stream of a 32-bit number.")
{
    int64_t seed;
    if (!value_to_int64(interp, arg[1], &seed))
        return VALUE_ERROR;
    random_seed(&twister_of(arg[0])->engine, (uint64_t)seed & 0xffffffffu);
    twister_of(arg[0])->has_gauss = false;
    return VALUE_NONE;
}

NATIVE(twister_seed_array, "seed_array(self, key, /)", "Starts the stream of an int64 tensor of 32-bit numbers.")
{
    const Tensor *key = numpy_packed(interp, arg[1], DTYPE_INT64);
    if (!key)
        return VALUE_ERROR;
    if (tensor_count(key) == 0)
        return raise_value_error(interp, "Seed must be non-empty");
    size_t count = (size_t)tensor_count(key);
    uint32_t *words = mem_alloc_array(&interp->memory, count, sizeof *words);
    if (!words)
        return VALUE_ERROR;
    for (size_t i = 0; i < count; i++)
        words[i] = (uint32_t)((const int64_t *)tensor_data(key))[i];
    random_seed_array(&twister_of(arg[0])->engine, words, count);
    mem_free(&interp->memory, words, count * sizeof *words);
    twister_of(arg[0])->has_gauss = false;
    return VALUE_NONE;
}

static double next_double(Twister *t)
{
    uint32_t a = random_bits32(&t->engine) >> 5, b = random_bits32(&t->engine) >> 6;
    return (a * 67108864.0 + b) / 9007199254740992.0;
}

/// Marsaglia's polar method.
static double next_gauss(Twister *t)
{
    if (t->has_gauss) {
        t->has_gauss = false;
        return t->gauss;
    }
    double x, y, square;
    do {
        x = 2.0 * next_double(t) - 1.0;
        y = 2.0 * next_double(t) - 1.0;
        square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    double factor = sqrt(-2.0 * log(square) / square);
    t->gauss = factor * x;
    t->has_gauss = true;
    return factor * y;
}

/// Marsaglia and Tsang, "A simple method for generating gamma variables" (2000); Ahrens and Dieter for shapes below 1.
static double next_gamma(Twister *t, double shape)
{
    if (shape == 1.0)
        return -log(1.0 - next_double(t));
    if (shape == 0.0)
        return 0.0;
    if (shape < 1.0) {
        for (;;) {
            double u = next_double(t), v = -log(1.0 - next_double(t));
            if (u <= 1.0 - shape) {
                double x = pow(u, 1.0 / shape);
                if (x <= v)
                    return x;
            } else {
                double y = -log((1.0 - u) / shape), x = pow(1.0 - shape + shape * y, 1.0 / shape);
                if (x <= v + y)
                    return x;
            }
        }
    }
    double b = shape - 1.0 / 3.0, c = 1.0 / sqrt(9.0 * b);
    for (;;) {
        double x, v;
        do {
            x = next_gauss(t);
            v = 1.0 + c * x;
        } while (v <= 0.0);
        v = v * v * v;
        double u = next_double(t);
        if (u < 1.0 - 0.0331 * (x * x) * (x * x) || log(u) < 0.5 * x * x + b * (1.0 - v + log(v)))
            return b * v;
    }
}

static Value fill(Interp *interp, const Value *arg, double (*next)(Twister *))
{
    Tensor *tensor = numpy_packed(interp, arg[1], DTYPE_FLOAT64);
    if (!tensor)
        return VALUE_ERROR;
    double *data = (double *)tensor_data(tensor);
    for (int64_t i = 0, count = tensor_count(tensor); i < count; i++)
        data[i] = next(twister_of(arg[0]));
    return VALUE_NONE;
}
NATIVE(twister_uniform, "uniform(self, tensor, /)", "Fills a tensor with numbers of 53 bits, 0 <= x < 1.")
{
    return fill(interp, arg, next_double);
}
NATIVE(twister_normal, "normal(self, tensor, /)", "Fills a tensor with standard normal numbers.")
{
    return fill(interp, arg, next_gauss);
}
NATIVE(twister_gamma, "gamma(self, tensor, /)", "Replaces each shape in a tensor by a standard gamma number.")
{
    Tensor *tensor = numpy_packed(interp, arg[1], DTYPE_FLOAT64);
    if (!tensor)
        return VALUE_ERROR;
    double *data = (double *)tensor_data(tensor);
    for (int64_t i = 0, count = tensor_count(tensor); i < count; i++)
        data[i] = next_gamma(twister_of(arg[0]), data[i]);
    return VALUE_NONE;
}

static uint64_t mask_of(uint64_t most)
{
    return most ? UINT64_MAX >> __builtin_clzll(most) : 0;
}

/// A number from 0 to `most` by masked rejection.
static uint64_t next_interval(Twister *t, uint64_t most)
{
    uint64_t mask = mask_of(most), value;
    if (most == 0)
        return 0;
    do {
        value = most <= 0xffffffffu ? random_bits32(&t->engine) : random_bits64(&t->engine);
        value &= mask;
    } while (value > most);
    return value;
}

/// Narrow integers share the bits of one draw.
typedef struct Bits {
    int width; // 1, 8, 16; 32 and 64 take whole draws
    int left;
    uint32_t word;
} Bits;

static uint64_t next_masked(Twister *t, Bits *bits, uint64_t most)
{
    if (bits->width >= 32 || most == 0)
        return next_interval(t, most);
    uint64_t mask = mask_of(most), value;
    do {
        if (bits->left == 0) {
            bits->word = random_bits32(&t->engine);
            bits->left = 32 / bits->width;
        } else {
            bits->word >>= bits->width;
        }
        bits->left--;
        value = bits->word & mask;
    } while (value > most);
    return value;
}

NATIVE(twister_integers, "integers(self, tensor, low, most, width, /)",
       "Fills an int64 tensor with integers from low to low + most; `width` is the size in bits of numpy's dtype.")
{
    Tensor *tensor = numpy_packed(interp, arg[1], DTYPE_INT64);
    int64_t low, most, width;
    if (!tensor || !value_to_int64(interp, arg[2], &low) || !value_to_int64(interp, arg[3], &most) ||
        !value_to_int64(interp, arg[4], &width))
        return VALUE_ERROR;
    Bits bits = {(int)width, 0, 0};
    if (width != 1 && width != 8 && width != 16)
        bits.width = 64;
    int64_t *data = (int64_t *)tensor_data(tensor);
    for (int64_t i = 0, count = tensor_count(tensor); i < count; i++)
        data[i] = (int64_t)((uint64_t)low + next_masked(twister_of(arg[0]), &bits, (uint64_t)most));
    return VALUE_NONE;
}

NATIVE(twister_interval, "interval(self, most, /)", "Returns an int from 0 to most.")
{
    int64_t most;
    if (!value_to_int64(interp, arg[1], &most))
        return VALUE_ERROR;
    return value_from_int((int64_t)next_interval(twister_of(arg[0]), (uint64_t)(most < 0 ? 0 : most)));
}

NATIVE(twister_shuffle, "shuffle(self, tensor, /)", "Shuffles the elements of an int64 tensor, last one first.")
{
    Tensor *tensor = numpy_packed(interp, arg[1], DTYPE_INT64);
    if (!tensor)
        return VALUE_ERROR;
    int64_t *data = (int64_t *)tensor_data(tensor);
    for (int64_t i = tensor_count(tensor) - 1; i > 0; i--) {
        uint64_t j = next_interval(twister_of(arg[0]), (uint64_t)i);
        int64_t other = data[j];
        data[j] = data[i];
        data[i] = other;
    }
    return VALUE_NONE;
}

NATIVE(twister_state, "state(self, other=None, /)",
       "Copies the state of another generator, or returns the waiting normal number (None where none waits).")
{
    Twister *t = twister_of(arg[0]);
    if (value_is_none(arg[1]))
        return t->has_gauss ? value_from_float(t->gauss) : VALUE_NONE;
    if (arg[1].tag != TAG_OBJECT || arg[1].object->type != arg[0].object->type)
        return raise_type_error(interp, "state() needs a Twister");
    const Twister *other = twister_of(arg[1]);
    t->engine = other->engine;
    t->has_gauss = other->has_gauss;
    t->gauss = other->gauss;
    return VALUE_NONE;
}

static const NativeSpec *const METHODS[] = {
    &twister_seed_native,     &twister_seed_array_native,
    &twister_uniform_native,  &twister_normal_native,
    &twister_gamma_native,    &twister_integers_native,
    &twister_interval_native, &twister_shuffle_native,
    &twister_state_native,    NULL,
};
const TypeSpec numpy_twister_spec = {
    .name = "_numpy.Twister",
    .doc = "The Mersenne Twister with the streams of numpy.random.RandomState.",
    .id = -1,
    .size = sizeof(Twister),
    .slots = {.new_ = twister_new, .init = twister_init},
    .methods = METHODS,
};
