// Filling tensors with random numbers: each element is one sample, in the order in which the memory lies.
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kernel/convert.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/generator.h"
#include "tensor/iterator.h"

enum { BLOCK = 256 };

// What a sampler is told. Numbers are made in `dtype` (float32, float64 or int64) and converted on the way out.
typedef struct Sampling Sampling;
typedef void Sampler(const Sampling *sampling, void *values, int64_t count);
struct Sampling {
    Sampler *sampler;
    RandomEngine *engine;
    DType dtype;
    DType target;
    double a, b; // parameters
    uint64_t range;
    int64_t base;
    int bits; // random bits in a uniform number
};

static RandomEngine *engine_of(const Tensor *self, Generator *generator)
{
    return generator ? &generator->engine : &self->runtime->generator->engine;
}

static bool sample_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const Sampling *sampling = context;
    _Alignas(32) char values[BLOCK * 8];
    int64_t size = (int64_t)dtype_size(sampling->dtype);
    for (int64_t start = 0; start < count; start += BLOCK) {
        int64_t width = count - start < BLOCK ? count - start : BLOCK;
        char *target = data[0] + start * strides[0];
        bool direct = sampling->dtype == sampling->target && strides[0] == size;
        sampling->sampler(sampling, direct ? target : values, width);
        if (!direct)
            convert_run(target, strides[0], sampling->target, values, size, sampling->dtype, width);
    }
    return true;
}

static bool fill_with(Tensor *self, Sampling *sampling)
{
    if (!elementwise_check_overlap(self, NULL, 0))
        return false;
    if (self->device == DEVICE_META)
        return true;
    Iterator iterator;
    sampling->target = self->dtype;
    iterator_init(&iterator, self->runtime, self->rank, self->sizes);
    iterator_add(&iterator, self);
    iterator_merge(&iterator);
    return iterator_run(&iterator, sample_row, sampling);
}

static bool refuse(const Tensor *self, const char *format, double value)
{
    error_raise(self->runtime->error, ERROR_RUNTIME_ERROR, format, value);
    return false;
}

// A complex tensor is filled as one of real numbers with a last dimension of two.
static Tensor *real_view(const Tensor *self)
{
    int64_t sizes[SHAPE_MAX_RANK], strides[SHAPE_MAX_RANK];
    for (int i = 0; i < self->rank; i++) {
        sizes[i] = self->sizes[i];
        strides[i] = shape_stride_times(self->strides[i], 2);
    }
    if (self->rank == SHAPE_MAX_RANK)
        return tensor_view(self, SHAPE_MAX_RANK + 1, sizes, strides, 0); // refused there
    sizes[self->rank] = 2;
    strides[self->rank] = 1;
    Tensor *view = tensor_view(self, self->rank + 1, sizes, strides, 2 * self->offset);
    if (view)
        view->dtype = (uint8_t)dtype_real(self->dtype);
    return view;
}

// Uniform -----------------------------------------------------------------------------------------

static void sample_uniform_float(const Sampling *sampling, void *values, int64_t count)
{
    float from = (float)sampling->a, width = (float)sampling->b - (float)sampling->a;
    if (sampling->bits < 24)
        width = dtype_round(sampling->target, width);
    uint32_t mask = ((uint32_t)1 << sampling->bits) - 1;
    float scale = 1.0F / (float)((uint32_t)1 << sampling->bits);
    for (int64_t i = 0; i < count; i++)
        ((float *)values)[i] = fmaf((float)(random_bits32(sampling->engine) & mask) * scale, width, from);
}

static void sample_uniform_double(const Sampling *sampling, void *values, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        ((double *)values)[i] = fma(random_double(sampling->engine), sampling->b - sampling->a, sampling->a);
}

static Sampling uniform_sampling(const Tensor *self, double from, double to, Generator *generator)
{
    bool wide = self->dtype == DTYPE_FLOAT64;
    if (dtype_compute(self->dtype) != self->dtype) { // the bounds are numbers of the dtype
        from = (double)dtype_round(self->dtype, (float)from);
        to = (double)dtype_round(self->dtype, (float)to);
    }
    return (Sampling){.sampler = wide ? sample_uniform_double : sample_uniform_float,
                      .engine = engine_of(self, generator),
                      .dtype = wide ? DTYPE_FLOAT64 : DTYPE_FLOAT32,
                      .bits = self->dtype == DTYPE_FLOAT16    ? 11
                              : self->dtype == DTYPE_BFLOAT16 ? 8
                                                              : 24,
                      .a = from,
                      .b = to};
}

bool generator_uniform(Tensor *self, double from, double to, Generator *generator)
{
    if (dtype_is_complex(self->dtype)) {
        Tensor *view = real_view(self);
        bool filled = view && generator_uniform(view, from, to, generator);
        tensor_release(view);
        return filled;
    }
    if (!dtype_is_floating(self->dtype))
        return tensor_refuse_dtype(self->runtime, "check_uniform_bounds", self->dtype);
    if (!(from <= to)) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                    "uniform_ expects to return a [from, to) range, but found from=%g > to=%g", from, to);
        return false;
    }
    Sampling sampling = uniform_sampling(self, from, to, generator);
    return fill_with(self, &sampling);
}

// Normal ------------------------------------------------------------------------------------------

static void sample_normal(const Sampling *sampling, void *values, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        ((double *)values)[i] = fma(random_normal(sampling->engine), sampling->b, sampling->a);
}

static void draw_halves(RandomEngine *engine, DType dtype, float *data, int64_t count)
{
    int bits = dtype == DTYPE_FLOAT16 ? 11 : 8;
    for (int64_t i = 0; i < count; i++)
        data[i] = (float)(random_bits32(engine) & ((1U << bits) - 1)) / (float)(1 << bits);
}

// Box-Muller on sixteen half-precision numbers: each step is rounded.
#define ROUND(value) dtype_round(dtype, value)
static void transform_halves(DType dtype, float *data, float mean, float deviation)
{
    for (int i = 0; i < 8; i++) {
        float u1 = ROUND(1 - data[i]), u2 = data[i + 8];
        float radius = ROUND(sqrtf(ROUND(-2 * ROUND(logf(u1)))));
        float angle = ROUND((float)(6.283185307179586476925286766559 * (double)u2));
        data[i] = ROUND(ROUND(ROUND(radius * ROUND(cosf(angle))) * deviation) + mean);
        data[i + 8] = ROUND(ROUND(ROUND(radius * ROUND(sinf(angle))) * deviation) + mean);
    }
#undef ROUND
}

// Half-precision numbers take the blocked form, too.
static bool fill_normal_half(Tensor *self, double mean, double deviation, RandomEngine *engine)
{
    int64_t count = tensor_count(self), i = 0;
    DType dtype = self->dtype;
    float center = dtype_round(dtype, (float)mean), width = dtype_round(dtype, (float)deviation);
    Tensor *floats = tensor_empty(self->runtime, self->rank, self->sizes, DTYPE_FLOAT32, DEVICE_CPU);
    if (!floats)
        return false;
    float *data = (float *)tensor_data(floats);
    draw_halves(engine, dtype, data, count);
    for (; i + 16 <= count; i += 16)
        transform_halves(dtype, data + i, center, width);
    if (i < count) { // the last sixteen anew
        draw_halves(engine, dtype, data + count - 16, 16);
        transform_halves(dtype, data + count - 16, center, width);
    }
    bool copied = copy_into(self, floats);
    tensor_release(floats);
    return copied;
}

static bool fill_normal(Tensor *self, double mean, double deviation, RandomEngine *engine)
{
    int64_t count = tensor_count(self);
    if (self->device == DEVICE_META)
        return true;
    if (count >= 16 && tensor_is_contiguous(self)) {
        if (self->dtype == DTYPE_FLOAT32)
            random_fill_normal_float(engine, (float *)tensor_data(self), count, (float)mean, (float)deviation);
        else if (self->dtype == DTYPE_FLOAT64)
            random_fill_normal_double(engine, (double *)tensor_data(self), count, mean, deviation);
        else
            return fill_normal_half(self, mean, deviation, engine);
        return runtime_poll(self->runtime);
    }
    Sampling sampling = {.sampler = sample_normal, .engine = engine, .dtype = DTYPE_FLOAT64, .a = mean, .b = deviation};
    return fill_with(self, &sampling);
}

bool generator_normal(Tensor *self, double mean, double deviation, Generator *generator)
{
    if (!(deviation >= 0))
        return refuse(self, "normal expects std >= 0.0, but found std %g", deviation);
    if (dtype_is_complex(self->dtype)) {
        Tensor *view = real_view(self);
        bool filled = view && elementwise_check_overlap(self, NULL, 0) &&
                      fill_normal(view, mean, deviation / sqrt(2.0), engine_of(self, generator));
        tensor_release(view);
        return filled;
    }
    if (!dtype_is_floating(self->dtype))
        return tensor_refuse_dtype(self->runtime, "normal_kernel_cpu", self->dtype);
    return elementwise_check_overlap(self, NULL, 0) && fill_normal(self, mean, deviation, engine_of(self, generator));
}

// Integers ----------------------------------------------------------------------------------------

static void sample_integers(const Sampling *sampling, void *values, int64_t count)
{
    bool wide = sampling->range >= UINT64_C(1) << 32;
    for (int64_t i = 0; i < count; i++) {
        uint64_t bits = wide ? random_bits64(sampling->engine) : random_bits32(sampling->engine);
        ((int64_t *)values)[i] = (int64_t)(bits % sampling->range + (uint64_t)sampling->base);
    }
}

static void sample_bits64(const Sampling *sampling, void *values, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        ((int64_t *)values)[i] = (int64_t)random_bits64(sampling->engine);
}

static void sample_masked(const Sampling *sampling, void *values, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        uint64_t bits = sampling->bits == 64 ? random_bits64(sampling->engine) : random_bits32(sampling->engine);
        ((int64_t *)values)[i] = (int64_t)(bits % sampling->range);
    }
}

static bool fill_integers(Tensor *self, Sampler *sampler, uint64_t range, int64_t base, int bits, Generator *generator)
{
    Sampling sampling = {.sampler = sampler,
                         .engine = engine_of(self, generator),
                         .dtype = DTYPE_INT64,
                         .range = range,
                         .base = base,
                         .bits = bits};
    return fill_with(self, &sampling);
}

// The largest integer that random_() makes for a dtype; floats take all integers that they hold exactly.
static int64_t largest_integer(DType dtype)
{
    switch (dtype) {
    case DTYPE_BOOL:
        return 1;
    case DTYPE_UINT8:
        return UINT8_MAX;
    case DTYPE_INT8:
        return INT8_MAX;
    case DTYPE_INT16:
        return INT16_MAX;
    case DTYPE_INT32:
        return INT32_MAX;
    case DTYPE_FLOAT16:
        return INT64_C(1) << 11;
    case DTYPE_BFLOAT16:
        return INT64_C(1) << 8;
    case DTYPE_FLOAT32:
        return INT64_C(1) << 24;
    case DTYPE_FLOAT64:
        return INT64_C(1) << 53;
    default:
        return INT64_MAX;
    }
}

bool generator_integers_full(Tensor *self, Generator *generator)
{
    if (dtype_is_complex(self->dtype))
        return tensor_refuse_dtype(self->runtime, "random_", self->dtype);
    bool wide = self->dtype == DTYPE_FLOAT64 || self->dtype == DTYPE_INT64;
    return fill_integers(self, sample_masked, (uint64_t)largest_integer(self->dtype) + 1, 0, wide ? 64 : 32, generator);
}

bool generator_integers_from(Tensor *self, int64_t low, Generator *generator)
{
    if (dtype_is_complex(self->dtype))
        return tensor_refuse_dtype(self->runtime, "random_", self->dtype);
    if (low == INT64_MIN && self->dtype == DTYPE_INT64)
        return fill_integers(self, sample_bits64, 0, 0, 64, generator);
    int64_t largest = largest_integer(self->dtype);
    if (low > largest) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR, "from is out of bounds for %s",
                    dtype_c_name(self->dtype));
        return false;
    }
    return fill_integers(self, sample_integers, (uint64_t)largest - (uint64_t)low + 1, low, 0, generator);
}

static bool check_bound(const Tensor *self, const char *what, int64_t value)
{
    DType dtype = self->dtype;
    if (dtype_is_floating(dtype)) {
        int64_t largest = largest_integer(dtype);
        if (scalar_fits(scalar_int(value), dtype) && (value >= -largest && value <= largest))
            return true;
        if (scalar_fits(scalar_int(value), dtype)) {
            char message[320];
            int digits = dtype == DTYPE_FLOAT64 ? 53 : dtype == DTYPE_FLOAT32 ? 24 : dtype == DTYPE_FLOAT16 ? 11 : 8;
            snprintf(
                message, sizeof message,
                "%s is out of bounds [-(2^%d), 2^%d]. Due to precision limitations %s can support discrete uniform "
                "distribution only within this range. This warning will become an error in version 1.7 release, "
                "please fix the code in advance",
                what, digits, digits, dtype_c_name(dtype));
            return !self->runtime->warn || self->runtime->warn(self->runtime, message);
        }
    } else {
        int64_t least = dtype == DTYPE_UINT8 || dtype == DTYPE_BOOL ? 0 : -largest_integer(dtype) - 1;
        if (value >= least && value <= largest_integer(dtype))
            return true;
    }
    error_raise(self->runtime->error, ERROR_RUNTIME_ERROR, "%s is out of bounds for %s", what, dtype_c_name(dtype));
    return false;
}

bool generator_integers(Tensor *self, int64_t low, int64_t high, Generator *generator)
{
    if (low >= high) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                    "random_ expects 'from' to be less than 'to', but got from=%" PRId64 " >= to=%" PRId64, low, high);
        return false;
    }
    if (dtype_is_complex(self->dtype))
        return tensor_refuse_dtype(self->runtime, "random_", self->dtype);
    if (!check_bound(self, "from", low) || !check_bound(self, "to - 1", high - 1))
        return false;
    return fill_integers(self, sample_integers, (uint64_t)high - (uint64_t)low, low, 0, generator);
}

// Other distributions, all from one uniform double each -----------------------------------------------

static void sample_bernoulli(const Sampling *sampling, void *values, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        ((double *)values)[i] = random_double(sampling->engine) < sampling->a;
}

static void sample_exponential(const Sampling *sampling, void *values, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        ((double *)values)[i] = -1 / sampling->a * log1p(-random_double(sampling->engine));
}

static void sample_geometric(const Sampling *sampling, void *values, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        ((double *)values)[i] = ceil(log(random_double(sampling->engine)) / log1p(-sampling->a));
}

static void sample_cauchy(const Sampling *sampling, void *values, int64_t count)
{
    const double epsilon = 0x1p-52, pi = 3.14159265358979323846;
    for (int64_t i = 0; i < count; i++) {
        double u = random_double(sampling->engine);
        u = u > 1 - epsilon ? 1 - epsilon : u < epsilon ? epsilon : u;
        ((double *)values)[i] = fma(sampling->b, tan(pi * (u - 0.5)), sampling->a);
    }
}

static void sample_log_normal(const Sampling *sampling, void *values, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        ((double *)values)[i] = exp(fma(random_normal(sampling->engine), sampling->b, sampling->a));
}

static bool fill_doubles(Tensor *self, Sampler *sampler, double a, double b, Generator *generator)
{
    Sampling sampling = {
        .sampler = sampler, .engine = engine_of(self, generator), .dtype = DTYPE_FLOAT64, .a = a, .b = b};
    return fill_with(self, &sampling);
}

bool generator_bernoulli(Tensor *self, double p, Generator *generator)
{
    if (!(p >= 0 && p <= 1))
        return refuse(self, "bernoulli_ expects p to be in [0, 1], but got p=%g", p);
    return fill_doubles(self, sample_bernoulli, p, 0, generator);
}

bool generator_exponential(Tensor *self, double lambda, Generator *generator)
{
    if (!dtype_is_floating(self->dtype)) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                    "Exponential distribution is a continuous probability distribution. dtype must be a floating point "
                    "but you specified %s",
                    dtype_scalar_name(self->dtype));
        return false;
    }
    if (!(lambda > 0))
        return refuse(self, "exponential_ expects lambda > 0.0, but found lambda=%g", lambda);
    return fill_doubles(self, sample_exponential, lambda, 0, generator);
}

bool generator_geometric(Tensor *self, double p, Generator *generator)
{
    if (!(p > 0 && p < 1))
        return refuse(self, "geometric_ expects p to be in (0, 1), but got p=%g", p);
    if (self->dtype == DTYPE_BOOL || dtype_is_complex(self->dtype))
        return tensor_refuse_dtype(self->runtime, "geometric_cpu", self->dtype);
    return fill_doubles(self, sample_geometric, p, 0, generator);
}

bool generator_cauchy(Tensor *self, double median, double sigma, Generator *generator)
{
    if (!dtype_is_floating(self->dtype)) {
        error_raise(self->runtime->error, ERROR_RUNTIME_ERROR,
                    "Cauchy distribution is a continuous probability distribution. dtype must be a floating point but "
                    "you specified %s",
                    dtype_scalar_name(self->dtype));
        return false;
    }
    if (!(sigma > 0))
        return refuse(self, "cauchy_ expects sigma > 0.0, but found sigma=%g", sigma);
    return fill_doubles(self, sample_cauchy, median, sigma, generator);
}

bool generator_log_normal(Tensor *self, double mean, double deviation, Generator *generator)
{
    if (!(deviation > 0))
        return refuse(self, "log_normal_ expects std > 0.0, but found std=%g", deviation);
    if (!dtype_is_floating(self->dtype))
        return tensor_refuse_dtype(self->runtime, "log_normal_cpu", self->dtype);
    return fill_doubles(self, sample_log_normal, mean, deviation, generator);
}
