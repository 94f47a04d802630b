// Windows for signals: tensors whose values rise from nothing and fall again.
#include <math.h>

#include "ops/scratch.h"
#include "tensor/elementwise.h"

// What all factories take, as they were given.
typedef struct Options {
    int dtype, layout, device, pin_memory;
} Options;

// The tensor for a window, without its values; NULL with an error pending where there can be none.
static Tensor *make_empty(Runtime *runtime, const char *name, int64_t length, Options options)
{
    DType goal = options.dtype == OPTION_NONE ? runtime->default_dtype : (DType)options.dtype;
    if (dtype_category(goal) != CATEGORY_FLOAT) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s expects floating point dtypes, got: TensorOptions(dtype=%s, device=%s, layout=Strided "
                    "(default), requires_grad=false (default), pinned_memory=false, memory_format=(nullopt))",
                    name, dtype_c_name(goal), device_name((Device)options.device));
        return NULL;
    }
    if (length < 0) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s requires non-negative window_length, got window_length=%lld", name, (long long)length);
        return NULL;
    }
    return op_empty(runtime, (IntList){&length, 1}, (int)goal, options.layout, options.device, options.pin_memory,
                    OPTION_NONE);
}

// How many steps lead from the first value to the last: a periodic window ends one before its first value comes again.
static int64_t steps_of(int64_t length, bool periodic)
{
    return periodic || length < 1 ? length : length - 1;
}

// The places of a window with that many steps, 0 to `steps`. NULL with nothing pending in `done` where there is nothing
// to compute: the window is ready as it is.
static Tensor *places_of(Scratch *s, Tensor *empty, int64_t steps, const Tensor **done)
{
    DType goal = (DType)empty->dtype;
    int64_t length = empty->sizes[0];
    if (empty->device == DEVICE_META)
        *done = empty;
    else if (length < 2)
        *done = scratch_keep(
            s, op_ones(s->runtime, (IntList){&length, 1}, (int)goal, OPTION_NONE, OPTION_NONE, OPTION_NONE));
    else
        return scratch_keep(
            s, op_arange(s->runtime, scalar_int(steps + 1), (int)goal, OPTION_NONE, OPTION_NONE, OPTION_NONE));
    return NULL;
}

static Tensor *shifted(Scratch *s, const Tensor *a, double by)
{
    Tensor *number = a ? scratch_keep(s, tensor_wrapped_scalar(s->runtime, scalar_float(by))) : NULL;
    return scratch_add(s, a, number);
}

// cos(factor * angles) * weight.
static Tensor *wave(Scratch *s, const Tensor *angles, double factor, double weight)
{
    Tensor *multiple = factor != 1 ? scratch_scale(s, angles, factor) : scratch_keep(s, tensor_retain_maybe(angles));
    return scratch_scale(s, multiple ? scratch_keep(s, op_cos(s->runtime, multiple)) : NULL, weight);
}

// alpha - beta cos(2 pi n / steps).
static Tensor *raised_cosine(Scratch *s, const Tensor *places, int64_t steps, const double *weights)
{
    Tensor *angles = scratch_scale(s, places, M_PI * 2 / (double)steps);
    return shifted(s, wave(s, angles, 1, -weights[1]), weights[0]);
}

static Tensor *blackman(Scratch *s, const Tensor *places, int64_t steps, const double *weights)
{
    (void)weights;
    Tensor *angles = scratch_scale(s, places, M_PI / (double)steps);
    return shifted(s, scratch_sub(s, wave(s, angles, 4, 0.08), wave(s, angles, 2, 0.5)), 0.42);
}

// A triangle: the second half is mirrored.
static Tensor *triangle(Scratch *s, const Tensor *places, int64_t steps, const double *weights)
{
    (void)weights;
    Tensor *rising = scratch_scale(s, places, 2.0 / (double)steps);
    int64_t half = steps / 2 + 1;
    Tensor *first = scratch_part(s, rising, 0, 0, half);
    Tensor *second = scratch_scale(s, scratch_part(s, rising, 0, half, steps + 1), -1);
    return scratch_cat(s, first, shifted(s, second, 2), 0);
}

// Bessel's function over half a circle; the weight is beta.
static Tensor *kaiser(Scratch *s, const Tensor *places, int64_t steps, const double *weights)
{
    Scalar scalars[KERNEL_MAX_SCALARS] = {scalar_float((double)steps / 2), scalar_float(weights[0])};
    return scratch_keep(s, elementwise_unary(&kernel_kaiser, places, (DType)places->dtype, scalars));
}

typedef Tensor *Curve(Scratch *s, const Tensor *places, int64_t steps, const double *weights);

static Tensor *make_window(Runtime *runtime, const char *name, int64_t length, bool periodic, Curve *curve,
                           const double *weights, Options options)
{
    Scratch s = {.runtime = runtime};
    const Tensor *done = NULL;
    int64_t steps = steps_of(length, periodic);
    Tensor *empty = scratch_keep(&s, make_empty(runtime, name, length, options));
    Tensor *places = empty ? places_of(&s, empty, steps, &done) : NULL;
    Tensor *values = places ? curve(&s, places, steps, weights) : NULL;
    return scratch_end(&s, values ? scratch_part(&s, values, 0, 0, length) : done);
}

Tensor *windowing_bartlett(Runtime *runtime, int64_t window_length, bool periodic, int dtype, int layout, int device,
                           int pin_memory)
{
    return make_window(runtime, "bartlett_window", window_length, periodic, triangle, NULL,
                       (Options){dtype, layout, device, pin_memory});
}

Tensor *windowing_blackman(Runtime *runtime, int64_t window_length, bool periodic, int dtype, int layout, int device,
                           int pin_memory)
{
    return make_window(runtime, "blackman_window", window_length, periodic, blackman, NULL,
                       (Options){dtype, layout, device, pin_memory});
}

Tensor *windowing_hann(Runtime *runtime, int64_t window_length, bool periodic, int dtype, int layout, int device,
                       int pin_memory)
{
    return make_window(runtime, "hann_window", window_length, periodic, raised_cosine, (const double[]){0.5, 0.5},
                       (Options){dtype, layout, device, pin_memory});
}

Tensor *windowing_hamming(Runtime *runtime, int64_t window_length, bool periodic, double alpha, double beta, int dtype,
                          int layout, int device, int pin_memory)
{
    return make_window(runtime, "hamming_window", window_length, periodic, raised_cosine, (const double[]){alpha, beta},
                       (Options){dtype, layout, device, pin_memory});
}

Tensor *windowing_kaiser(Runtime *runtime, int64_t window_length, bool periodic, double beta, int dtype, int layout,
                         int device, int pin_memory)
{
    return make_window(runtime, "kaiser_window", window_length, periodic, kaiser, (const double[]){beta},
                       (Options){dtype, layout, device, pin_memory});
}
