// Fractional max pooling: windows of one size whose places follow a drawn number.
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "ops/scratch.h"
#include "tensor/copy.h"

typedef struct Fractional {
    int dims;
    int64_t kernel[3];
    int64_t output[3];
    int64_t input[3];
} Fractional;

static bool refuse(Runtime *runtime, const char *format, ...) FORMAT_CHECK(2, 3);
static bool refuse(Runtime *runtime, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", text);
    return false;
}

static bool check_samples(Runtime *runtime, const Tensor *self, const Tensor *samples, int dims)
{
    int64_t channels = self->sizes[self->rank - dims - 1];
    if (samples->rank != 3)
        return refuse(runtime, "Expect _random_samples to have 3 dimensions, got %d", (int)samples->rank);
    if (samples->dtype != self->dtype)
        return refuse(runtime, "Expect _random_samples to have the same dtype as input");
    if (samples->sizes[0] < (self->rank == dims + 2 ? self->sizes[0] : 1))
        return refuse(runtime, "Expect _random_samples.size(0) no less then input batch size.");
    if (samples->sizes[1] != channels)
        return refuse(runtime, "Expect _random_samples.size(1) equals to input channel size.");
    if (samples->sizes[2] != dims)
        return refuse(runtime, "Expect _random_samples.size(2) equals to %d; got %lld.", dims,
                      (long long)samples->sizes[2]);
    return true;
}

static bool describe(Runtime *runtime, const Tensor *self, const Tensor *samples, IntList kernel, IntList output,
                     int dims, Fractional *plan)
{
    static const char *const names[2][3] = {{"height", "width"}, {"time", "height", "width"}};
    char sizes[SHAPE_TEXT];
    plan->dims = dims;
    if (kernel.count != dims && kernel.count != 1)
        return refuse(runtime, "fractional_max_pool%dd: kernel_size must either be a single Int or tuple of Ints",
                      dims);
    if (output.count != dims && output.count != 1)
        return refuse(runtime, "fractional_max_pool%dd: output_size must either be a single Int or tuple of Ints",
                      dims);
    if (self->rank != dims + 1 && self->rank != dims + 2)
        return refuse(runtime, "fractional_max_pool%dd(): Expected %dD or %dD tensor, but got: %s", dims, dims + 1,
                      dims + 2, tensor_format_sizes(self, sizes));
    if (!check_samples(runtime, self, samples, dims))
        return false;
    for (int d = 0; d < dims; d++) {
        plan->kernel[d] = kernel.items[kernel.count == 1 ? 0 : d];
        plan->output[d] = output.items[output.count == 1 ? 0 : d];
        plan->input[d] = self->sizes[self->rank - dims + d];
        if (plan->kernel[d] < 1) {
            error_raise(runtime->error, ERROR_UNSUPPORTED_ERROR,
                        "fractional_max_pool%dd with an empty kernel is not supported by torchlet", dims);
            return false;
        }
        int64_t wanted;
        if (__builtin_add_overflow(plan->output[d], plan->kernel[d] - 1, &wanted) || wanted > plan->input[d])
            return refuse(runtime, "fractional_max_pool%dd(): pool %s %lld too large relative to input %s %lld", dims,
                          names[dims - 2][d], (long long)plan->kernel[d], names[dims - 2][d],
                          (long long)plan->input[d]);
    }
    return true;
}

// Where a window begins that should begin `to - from` behind the first one. The samples are the caller's: the window
// lies inside the input whatever they are.
static int64_t place_inside(const Fractional *plan, int d, double to, double from)
{
    double start = trunc(to) - trunc(from), last = (double)(plan->input[d] - plan->kernel[d]);
    return start >= last ? plan->input[d] - plan->kernel[d] : start > 0 ? (int64_t)start : 0;
}

// Where window number `index` begins, in the dtype's own arithmetic.
static int64_t window_start(const Fractional *plan, int d, int64_t index, double sample, bool wide)
{
    if (index == plan->output[d] - 1)
        return plan->input[d] - plan->kernel[d];
    if (wide) {
        double step = (double)(plan->input[d] - plan->kernel[d]) / (double)(plan->output[d] - 1);
        return place_inside(plan, d, ((double)index + sample) * step, sample * step);
    }
    float step = (float)(plan->input[d] - plan->kernel[d]) / (float)(plan->output[d] - 1);
    return place_inside(plan, d, ((float)index + (float)sample) * step, (float)sample * step);
}

// The largest element of one window, and where it is in its plane. False where the host wants to stop.
static bool pool_window(const Fractional *plan, const Tensor *plane, int64_t base, const int64_t *first, Tensor *output,
                        Tensor *indices, int64_t place)
{
    double best = -INFINITY;
    int64_t where = -1, at[3] = {0}, total = 1;
    for (int d = 0; d < plan->dims; d++)
        total *= plan->kernel[d] > 0 ? plan->kernel[d] : 0;
    for (int64_t n = 0; n < total; n++) {
        int64_t rest = n, index = 0;
        for (int d = plan->dims - 1; d >= 0; d--, rest /= plan->kernel[d + 1])
            at[d] = first[d] + rest % plan->kernel[d];
        for (int d = 0; d < plan->dims; d++)
            index = index * plan->input[d] + at[d];
        double value = scalar_to_float(tensor_read(plane, plane->offset + base + index));
        if (where < 0 || value > best || isnan(value))
            best = value, where = index;
        if (!runtime_poll_at(plane->runtime, n))
            return false;
    }
    tensor_write(output, place, scalar_float(best));
    tensor_write(indices, place, scalar_int(where));
    return (place & 0xff) != 0xff || runtime_poll(plane->runtime);
}

static bool pool_planes(const Fractional *plan, const Tensor *dense, const Tensor *samples, Tensor *output,
                        Tensor *indices)
{
    int64_t channels = samples->sizes[1];
    uint64_t in_plane = 1, out_plane = 1; // wrap where there are no planes
    bool wide = dense->dtype == DTYPE_FLOAT64;
    for (int d = 0; d < plan->dims; d++)
        in_plane *= (uint64_t)plan->input[d], out_plane *= (uint64_t)plan->output[d];
    const int64_t in = (int64_t)in_plane, out = (int64_t)out_plane;
    for (int64_t place = 0, count = tensor_count(output); place < count; place++) {
        int64_t plane = place / out, rest = place % out, first[3];
        for (int d = plan->dims - 1; d >= 0; d--, rest /= plan->output[d + 1]) {
            // Two dimensions draw the width's number first.
            int draw = plan->dims == 2 ? 1 - d : d;
            int64_t sample = samples->offset + plane / channels * samples->strides[0] +
                             plane % channels * samples->strides[1] + draw * samples->strides[2];
            first[d] =
                window_start(plan, d, rest % plan->output[d], scalar_to_float(tensor_read(samples, sample)), wide);
        }
        if (!pool_window(plan, dense, plane * in, first, output, indices, place))
            return false;
    }
    return true;
}

static bool pool(Runtime *runtime, const Tensor *self, IntList kernel, IntList output_size, const Tensor *samples,
                 int dims, Tensor **output, Tensor **indices)
{
    Fractional plan;
    int64_t sizes[SHAPE_MAX_RANK];
    if (!describe(runtime, self, samples, kernel, output_size, dims, &plan))
        return false;
    for (int i = 0; i < self->rank; i++)
        sizes[i] = i < self->rank - dims ? self->sizes[i] : plan.output[i - self->rank + dims];
    Tensor *dense = copy_contiguous(self);
    *output = dense ? tensor_empty(runtime, self->rank, sizes, (DType)self->dtype, (Device)self->device) : NULL;
    *indices = *output ? tensor_empty(runtime, self->rank, sizes, DTYPE_INT64, (Device)self->device) : NULL;
    bool done = *indices && (self->device == DEVICE_META || pool_planes(&plan, dense, samples, *output, *indices));
    if (!done) {
        tensor_release(*output);
        tensor_release(*indices);
        *output = *indices = NULL;
    }
    tensor_release(dense);
    return done;
}

bool fractional_pool2(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList output_size,
                      const Tensor *random_samples, Tensor **result0, Tensor **result1)
{
    return pool(runtime, self, kernel_size, output_size, random_samples, 2, result0, result1);
}

bool fractional_pool3(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList output_size,
                      const Tensor *random_samples, Tensor **result0, Tensor **result1)
{
    return pool(runtime, self, kernel_size, output_size, random_samples, 3, result0, result1);
}
