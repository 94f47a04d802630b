// Random numbers whose parameters are tensors, and draws without an order of their own: permutations and choices.
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "kernel/distribution.h"
#include "tensor/copy.h"
#include "tensor/elementwise.h"
#include "tensor/generator.h"
#include "tensor/iterator.h"
#include "tensor/reduce.h"
#include "tensor/sort.h"

static RandomEngine *engine_of(const Tensor *self, Generator *generator)
{
    return generator ? &generator->engine : &self->runtime->generator->engine;
}

static bool refuse(const Tensor *self, const char *message)
{
    error_raise(self->runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
    return false;
}

// One sample an element -----------------------------------------------------------------------------------------

// Draws one number from up to two parameters.
typedef double Draw(RandomEngine *engine, double a, double b);
typedef struct Drawing {
    Draw *draw;
    RandomEngine *engine;
    DType out, first, second;
    const char *complaint; // raised where a draw gives NaN; NULL for none
    Error *error;
} Drawing;

static bool draw_row(char *const *data, const int64_t *strides, int64_t count, void *context)
{
    const Drawing *drawing = context;
    for (int64_t i = 0; i < count; i++) {
        double a = scalar_to_float(scalar_load(data[1] + i * strides[1], drawing->first));
        double b = scalar_to_float(scalar_load(data[2] + i * strides[2], drawing->second));
        double value = drawing->draw(drawing->engine, a, b);
        if (drawing->complaint && value != value) {
            error_raise(drawing->error, ERROR_RUNTIME_ERROR, "%s", drawing->complaint);
            return false;
        }
        scalar_store(data[0] + i * strides[0], drawing->out, scalar_float(value));
    }
    return true;
}

static bool draw_all(Tensor *out, const Tensor *a, const Tensor *b, Draw *draw, Generator *generator,
                     const char *complaint)
{
    Drawing drawing = {draw, engine_of(out, generator), out->dtype, a->dtype, b->dtype, complaint, out->runtime->error};
    Iterator iterator;
    if (out->device == DEVICE_META)
        return true;
    iterator_init(&iterator, out->runtime, out->rank, out->sizes);
    iterator_add(&iterator, out);
    iterator_add(&iterator, a);
    iterator_add(&iterator, b);
    iterator_merge(&iterator);
    return iterator_run(&iterator, draw_row, &drawing);
}

static double draw_bernoulli_float(RandomEngine *engine, double p, double unused)
{
    (void)unused;
    if (!(p >= 0 && p <= 1))
        return NAN;
    return random_float(engine) < (float)p;
}

static double draw_bernoulli_double(RandomEngine *engine, double p, double unused)
{
    (void)unused;
    if (!(p >= 0 && p <= 1))
        return NAN;
    return random_double(engine) < p;
}

bool generator_bernoulli_tensor(Tensor *self, const Tensor *p, Generator *generator)
{
    if (!dtype_is_floating(p->dtype))
        return tensor_refuse_dtype(
            self->runtime, dtype_is_complex(self->dtype) ? "bernoulli_tensor_cpu_self_" : "bernoulli_tensor_cpu_p_",
            p->dtype);
    if (!elementwise_check_overlap(self, NULL, 0))
        return false;
    Tensor *stretched = tensor_expand(p, self->rank, self->sizes);
    bool done =
        stretched && draw_all(self, stretched, stretched,
                              p->dtype == DTYPE_FLOAT64 ? draw_bernoulli_double : draw_bernoulli_float, generator,
                              "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error "
                              "message be improved?  If so, please report an enhancement request to PyTorch.)");
    tensor_release(stretched);
    return done;
}

// A new tensor of draws from one tensor's elements.
static Tensor *draw_new(const Tensor *a, const Tensor *b, Draw *draw, Generator *generator, const char *complaint)
{
    Shape shape;
    if (!elementwise_shape((const Tensor *const[]){a, b}, 2, &shape))
        return NULL;
    Tensor *out = tensor_empty(a->runtime, shape.rank, shape.sizes, a->dtype, a->device);
    if (out && draw_all(out, a, b, draw, generator, complaint))
        return out;
    tensor_release(out);
    return NULL;
}

static double draw_poisson(RandomEngine *engine, double rate, double unused)
{
    (void)unused;
    return rate >= 0 ? (double)distribution_poisson(engine, rate) : NAN;
}

Tensor *generator_poisson(const Tensor *rate, Generator *generator)
{
    if (!dtype_is_floating(rate->dtype)) {
        tensor_refuse_dtype(rate->runtime, "poisson_cpu", rate->dtype);
        return NULL;
    }
    return draw_new(rate, rate, draw_poisson, generator, "invalid Poisson rate, expected rate to be non-negative");
}

Tensor *generator_binomial(const Tensor *count, const Tensor *p, Generator *generator)
{
    if (count->dtype != DTYPE_FLOAT32 && count->dtype != DTYPE_FLOAT64) {
        tensor_refuse_dtype(count->runtime, "binomial_cpu", count->dtype);
        return NULL;
    }
    return draw_new(count, p, distribution_binomial, generator, NULL);
}

static double draw_gamma(RandomEngine *engine, double alpha, double unused)
{
    (void)unused;
    return distribution_gamma(engine, alpha, false);
}

static double draw_gamma_float(RandomEngine *engine, double alpha, double unused)
{
    (void)unused;
    return distribution_gamma(engine, alpha, true);
}

Tensor *generator_standard_gamma(const Tensor *alpha, Generator *generator)
{
    if (alpha->dtype != DTYPE_FLOAT32 && alpha->dtype != DTYPE_FLOAT64) {
        tensor_refuse_dtype(alpha->runtime, "gamma_cpu", alpha->dtype);
        return NULL;
    }
    Tensor *out =
        draw_new(alpha, alpha, alpha->dtype == DTYPE_FLOAT32 ? draw_gamma_float : draw_gamma, generator, NULL);
    // Zero is no sample: the smallest positive number stands for it.
    Scalar least[KERNEL_MAX_SCALARS] = {scalar_float(alpha->dtype == DTYPE_FLOAT64 ? 0x1p-1022 : 0x1p-126)};
    if (out && !elementwise_into(&kernel_clamp_min, out, (const Tensor *const[]){out}, out->dtype, least)) {
        tensor_release(out);
        return NULL;
    }
    return out;
}

Tensor *generator_dirichlet(const Tensor *alpha, Generator *generator)
{
    if (alpha->dtype != DTYPE_FLOAT32 && alpha->dtype != DTYPE_FLOAT64) {
        tensor_refuse_dtype(alpha->runtime, "dirichlet", alpha->dtype);
        return NULL;
    }
    Tensor *wide = copy_contiguous_as(alpha, DTYPE_FLOAT64);
    Tensor *gamma = wide ? generator_standard_gamma(wide, generator) : NULL;
    DimSet last = alpha->rank > 0 ? (DimSet)1 << (alpha->rank - 1) : 0;
    Tensor *sum = gamma ? reduce_sum(gamma, last, true, DTYPE_FLOAT64) : NULL;
    Tensor *share = sum ? elementwise_binary(&kernel_div, gamma, sum, DTYPE_FLOAT64, NULL) : NULL;
    Scalar bounds[KERNEL_MAX_SCALARS] = {scalar_float(0x1p-1022), scalar_float(0x1.fffffffffffffp-1)};
    Tensor *inside = share ? elementwise_unary(&kernel_clamp, share, DTYPE_FLOAT64, bounds) : NULL;
    Tensor *out = inside ? copy_contiguous_as(inside, alpha->dtype) : NULL;
    tensor_release(wide);
    tensor_release(gamma);
    tensor_release(sum);
    tensor_release(share);
    tensor_release(inside);
    return out;
}

Tensor *generator_normal_tensors(const Tensor *mean, const Tensor *std, Generator *generator)
{
    Shape shape;
    if (dtype_is_complex(std->dtype)) {
        refuse(std, "normal expects standard deviation to be non-complex");
        return NULL;
    }
    if (!elementwise_shape((const Tensor *const[]){mean, std}, 2, &shape))
        return NULL;
    if (tensor_count(std) > 0 && std->device == DEVICE_CPU && dtype_is_floating(std->dtype)) {
        Tensor *least = reduce_amin(std, DIM_SET_ALL, false);
        bool good = least && scalar_to_float(tensor_item(least)) >= 0;
        tensor_release(least);
        if (!good) {
            if (!error_pending(std->runtime->error))
                refuse(std, "normal expects all elements of std >= 0.0");
            return NULL;
        }
    }
    DType dtype = mean->dtype;
    Tensor *out = tensor_empty(mean->runtime, shape.rank, shape.sizes, dtype, mean->rank ? mean->device : std->device);
    Scalar one[KERNEL_MAX_SCALARS] = {scalar_int(1)};
    bool done = out && generator_normal(out, 0, 1, generator) &&
                elementwise_into(&kernel_mul, out, (const Tensor *const[]){out, std}, dtype, NULL) &&
                elementwise_into(&kernel_add, out, (const Tensor *const[]){out, mean}, dtype, one);
    if (done)
        return out;
    tensor_release(out);
    return NULL;
}

// Permutations ------------------------------------------------------------------------------------------------

Tensor *generator_randperm(Runtime *runtime, int64_t n, DType dtype, Generator *generator)
{
    RandomEngine *engine = generator ? &generator->engine : &runtime->generator->engine;
    if (n > 0 && dtype_is_integral(dtype) && !tensor_check_scalar(runtime, scalar_int(n), dtype))
        return NULL;
    Tensor *order = tensor_empty(runtime, 1, &n, DTYPE_INT64, DEVICE_CPU);
    if (!order)
        return NULL;
    int64_t *items = (int64_t *)tensor_data(order);
    for (int64_t i = 0; i < n; i++)
        items[i] = i;
    bool wide = n >= (int64_t)(UINT32_MAX / 20); // 32 bits would favour some orders too much
    for (int64_t i = 0; i < n - 1; i++) {
        uint64_t bits = wide ? random_bits64(engine) : random_bits32(engine);
        int64_t other = i + (int64_t)(bits % (uint64_t)(n - i)), item = items[i];
        items[i] = items[other];
        items[other] = item;
        if ((i & 0xfffff) == 0xfffff && !runtime_poll(runtime)) {
            tensor_release(order);
            return NULL;
        }
    }
    Tensor *out = copy_contiguous_as(order, dtype);
    tensor_release(order);
    return out;
}

// Choices by weight ----------------------------------------------------------------------------------------------

static bool check_multinomial(const Tensor *weights, int64_t samples, bool replacement)
{
    if (!dtype_is_floating(weights->dtype)) {
        error_raise(weights->runtime->error, ERROR_RUNTIME_ERROR,
                    "multinomial only supports floating-point dtypes for input, got: %s",
                    dtype_scalar_name(weights->dtype));
        return false;
    }
    if (weights->rank != 1 && weights->rank != 2)
        return refuse(weights, "prob_dist must be 1 or 2 dim");
    if (samples <= 0)
        return refuse(weights, "cannot sample n_sample <= 0 samples");
    int64_t categories = weights->sizes[weights->rank - 1];
    if (!replacement && samples > categories)
        return refuse(weights, "cannot sample n_sample > prob_dist.size(-1) samples without replacement");
    if (categories > 1 << 24)
        return refuse(weights, "number of categories cannot exceed 2^24");
    return true;
}

// Every row must hold finite, non-negative weights that are not all zero.
static bool check_weights(const Tensor *weights, const Tensor *packed, bool replacement)
{
    int64_t categories = weights->sizes[weights->rank - 1];
    double sum = 0;
    for (int64_t i = 0, count = tensor_stored_count(packed); i < count; i++) {
        double weight = ((const double *)tensor_data(packed))[i];
        if (!(weight >= 0) || isinf(weight))
            return refuse(weights, !replacement ? "probability tensor contains either `inf`, `nan` or element < 0"
                                   : weight > 0 ? "invalid multinomial distribution (encountering probability entry = "
                                                  "infinity or NaN)"
                                                : "invalid multinomial distribution (encountering probability entry < "
                                                  "0)");
        sum = i % categories == 0 ? weight : sum + weight;
        if (i % categories == categories - 1 && sum <= 0)
            return refuse(weights, "invalid multinomial distribution (sum of probabilities <= 0)");
    }
    return true;
}

// Without replacement: the race. Each category arrives after an exponential time divided by its weight;
// the first ones win.
static Tensor *sample_race(const Tensor *weights, int64_t samples, Generator *generator)
{
    int dim = weights->rank - 1;
    Tensor *times = tensor_empty_like(weights, weights->dtype, FORMAT_PRESERVE), *values = NULL, *indices = NULL;
    bool done = times && generator_exponential(times, 1, generator) &&
                elementwise_into(&kernel_div, times, (const Tensor *const[]){weights, times}, weights->dtype, NULL);
    if (done && samples == 1)
        indices = reduce_argmax(times, dim, true);
    else if (done && !sort_topk(times, samples, dim, true, true, &values, &indices))
        indices = NULL;
    tensor_release(times);
    tensor_release(values);
    return indices;
}

// One row with replacement: a uniform number is looked up in the running sums, which are kept in the weights'
// precision.
static void sample_row(int64_t *out, int64_t samples, const double *weights, double *sums, int64_t categories,
                       bool narrow, RandomEngine *engine)
{
    double sum = 0;
    for (int64_t i = 0; i < categories; i++) {
        sum = narrow ? (double)((float)sum + (float)weights[i]) : sum + weights[i];
        sums[i] = sum;
    }
    for (int64_t i = 0; i < categories; i++)
        sums[i] = narrow ? (double)((float)sums[i] / (float)sum) : sums[i] / sum;
    sums[categories - 1] = 1;
    for (int64_t s = 0; s < samples; s++) {
        double uniform = random_double(engine);
        int64_t low = 0, high = categories;
        while (high > low) {
            int64_t middle = low + (high - low) / 2;
            if (sums[middle] < uniform)
                low = middle + 1;
            else
                high = middle;
        }
        out[s] = low;
    }
}

static Tensor *sample_replacing(const Tensor *weights, const Tensor *packed, int64_t samples, Generator *generator)
{
    int rank = weights->rank;
    int64_t categories = weights->sizes[rank - 1], rows = rank == 2 ? weights->sizes[0] : 1;
    Memory *memory = weights->runtime->memory;
    double *sums = mem_alloc_array(memory, (size_t)categories + 1, sizeof *sums);
    int64_t sizes[2] = {rank == 2 ? rows : samples, samples};
    Tensor *out = sums ? tensor_empty(weights->runtime, rank, sizes, DTYPE_INT64, weights->device) : NULL;
    for (int64_t i = 0; out && i < rows && out->device == DEVICE_CPU; i++)
        sample_row((int64_t *)tensor_data(out) + i * samples, samples,
                   (const double *)tensor_data(packed) + i * categories, sums, categories,
                   weights->dtype != DTYPE_FLOAT64, engine_of(weights, generator));
    mem_free(memory, sums, ((size_t)categories + 1) * sizeof *sums);
    return out;
}

Tensor *generator_multinomial(const Tensor *weights, int64_t samples, bool replacement, Generator *generator)
{
    if (!check_multinomial(weights, samples, replacement))
        return NULL;
    Tensor *packed = copy_contiguous_as(weights, DTYPE_FLOAT64), *out = NULL;
    if (packed && check_weights(weights, packed, replacement && samples > 1))
        out = !replacement || samples == 1 ? sample_race(weights, samples, generator)
                                           : sample_replacing(weights, packed, samples, generator);
    tensor_release(packed);
    return out;
}
