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

// Fills a window with a sum of coefficient[k] cos(2 pi k n / steps), or, without coefficients, with a triangle.
static Tensor *make_cosines(Runtime *runtime, const char *name, int64_t length, bool periodic,
                            const double *coefficients, int count, Options options)
{
    Tensor *result = make_empty(runtime, name, length, options);
    double steps = (double)steps_of(length, periodic);
    bool fine = result != NULL;
    for (int64_t i = 0; fine && result->device == DEVICE_CPU && i < length; i++) {
        double value = length == 1 ? 1 : 0;
        if (length > 1 && !count)
            value = 1 - fabs(2.0 * (double)i / steps - 1);
        for (int k = 0; length > 1 && k < count; k++)
            value += coefficients[k] * cos(2 * M_PI * k * (double)i / steps);
        tensor_write(result, i, scalar_float(value));
        fine = runtime_poll_at(runtime, i);
    }
    if (fine)
        return result;
    tensor_release(result);
    return NULL;
}

Tensor *windowing_bartlett(Runtime *runtime, int64_t window_length, bool periodic, int dtype, int layout, int device,
                           int pin_memory)
{
    return make_cosines(runtime, "bartlett_window", window_length, periodic, NULL, 0,
                        (Options){dtype, layout, device, pin_memory});
}

Tensor *windowing_blackman(Runtime *runtime, int64_t window_length, bool periodic, int dtype, int layout, int device,
                           int pin_memory)
{
    return make_cosines(runtime, "blackman_window", window_length, periodic, (const double[]){0.42, -0.5, 0.08}, 3,
                        (Options){dtype, layout, device, pin_memory});
}

Tensor *windowing_hann(Runtime *runtime, int64_t window_length, bool periodic, int dtype, int layout, int device,
                       int pin_memory)
{
    return make_cosines(runtime, "hann_window", window_length, periodic, (const double[]){0.5, -0.5}, 2,
                        (Options){dtype, layout, device, pin_memory});
}

Tensor *windowing_hamming(Runtime *runtime, int64_t window_length, bool periodic, double alpha, double beta, int dtype,
                          int layout, int device, int pin_memory)
{
    return make_cosines(runtime, "hamming_window", window_length, periodic, (const double[]){alpha, -beta}, 2,
                        (Options){dtype, layout, device, pin_memory});
}

// Kaiser's window: Bessel's function over half a circle.
Tensor *windowing_kaiser(Runtime *runtime, int64_t window_length, bool periodic, double beta, int dtype, int layout,
                         int device, int pin_memory)
{
    Tensor *empty = make_empty(runtime, "kaiser_window", window_length, (Options){dtype, layout, device, pin_memory});
    if (!empty || empty->device == DEVICE_META)
        return empty;
    DType goal = (DType)empty->dtype;
    tensor_release(empty);
    if (window_length < 2)
        return op_ones(runtime, (IntList){&window_length, 1}, (int)goal, OPTION_NONE, OPTION_NONE, OPTION_NONE);
    Scratch s = {.runtime = runtime};
    double half = (double)steps_of(window_length, periodic) / 2;
    Scalar scalars[KERNEL_MAX_SCALARS] = {scalar_float(1 / half), scalar_float(beta)};
    Tensor *places = scratch_keep(
        &s, op_arange(runtime, scalar_int(window_length), (int)goal, OPTION_NONE, OPTION_NONE, OPTION_NONE));
    return scratch_end(&s, places ? scratch_keep(&s, elementwise_unary(&kernel_kaiser, places, goal, scalars)) : NULL);
}
