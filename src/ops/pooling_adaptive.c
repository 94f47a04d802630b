// Pooling into as many windows as asked for, over two and three dimensions.
#include "ops/pooling_adaptive.h"

#include <stdio.h>

#include "ops/support.h"
#include "tensor/pool.h"

bool pooling_adaptive_check_filled(Runtime *runtime, const char *name, const Tensor *self, int first)
{
    for (int i = first; i < self->rank; i++) {
        if (self->sizes[i])
            continue;
        char text[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s(): Expected input to have non-zero size for non-batch dimensions, but input has sizes %s with "
                    "dimension %d being empty",
                    name, tensor_format_sizes(self, text), i);
        return false;
    }
    return true;
}

static bool check_rank(Runtime *runtime, const char *name, int dims, const Tensor *self, const char *colon)
{
    if (self->rank == dims + 1 || self->rank == dims + 2)
        return true;
    char text[SHAPE_TEXT];
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s(): Expected %dD or %dD tensor, but got%s %s", name, dims + 1,
                dims + 2, colon, tensor_format_sizes(self, text));
    return false;
}

// The kernels of three dimensions have a name of their own.
static bool check_floating(Runtime *runtime, const char *name, int dims, const Tensor *self)
{
    char kernel[64];
    snprintf(kernel, sizeof kernel, "%s%s", name, dims == 3 ? "_cpu" : "");
    return dtype_is_floating(self->dtype) || tensor_refuse_dtype(runtime, kernel, self->dtype);
}

static bool check_average_size(Runtime *runtime, const char *name, int dims, IntList size)
{
    if (size.count != dims) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: output_size must be %d", name, dims);
        return false;
    }
    bool negative = false;
    for (int i = 0; i < dims; i++)
        negative |= size.items[i] < 0;
    const char *rule = "elements of output_size must be greater than or equal to 0 but received";
    const long long a = size.items[0], b = size.items[1];
    if (negative && dims == 2)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: %s {%lld, %lld}", name, rule, a, b);
    else if (negative)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: %s {%lld, %lld,%lld}", name, rule, a, b,
                    (long long)size.items[2]);
    return !negative;
}

// One window is the mean over everything, in the history too.
static Tensor *average(Runtime *runtime, const char *name, int dims, const Tensor *self, IntList size)
{
    static const int64_t trailing[3] = {-1, -2, -3};
    if (!check_average_size(runtime, name, dims, size))
        return NULL;
    bool one = true;
    for (int i = 0; i < dims; i++)
        one &= size.items[i] == 1;
    if (one)
        return op_mean_dim(runtime, self, (IntList){trailing, dims}, true, OPTION_NONE);
    return dims == 2 ? op__adaptive_avg_pool2d(runtime, self, size) : op__adaptive_avg_pool3d(runtime, self, size);
}

static Tensor *average_windows(Runtime *runtime, const char *name, int dims, const Tensor *self, IntList size)
{
    return check_average_size(runtime, name, dims, size) && check_rank(runtime, name, dims, self, "") &&
                   pooling_adaptive_check_filled(runtime, name, self, self->rank - dims) &&
                   check_floating(runtime, name, dims, self)
               ? pool_adaptive_average(self, dims, size.items)
               : NULL;
}

static bool maximum(Runtime *runtime, const char *name, int dims, const Tensor *self, IntList size, Tensor **output,
                    Tensor **indices)
{
    if (!check_rank(runtime, name, dims, self, ":"))
        return false;
    if (size.count != dims) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s(): internal error: output_size.size() must be %d", name,
                    dims);
        return false;
    }
    return pooling_adaptive_check_filled(runtime, name, self, 1) && check_floating(runtime, name, dims, self) &&
           pool_adaptive_max(self, dims, size.items, output, indices);
}

Tensor *pooling_adaptive_average2d(Runtime *runtime, const Tensor *self, IntList output_size)
{
    return average(runtime, "adaptive_avg_pool2d", 2, self, output_size);
}

Tensor *pooling_adaptive_average3d(Runtime *runtime, const Tensor *self, IntList output_size)
{
    return average(runtime, "adaptive_avg_pool3d", 3, self, output_size);
}

Tensor *pooling_adaptive_windows2d(Runtime *runtime, const Tensor *self, IntList output_size)
{
    return average_windows(runtime, "adaptive_avg_pool2d", 2, self, output_size);
}

Tensor *pooling_adaptive_windows3d(Runtime *runtime, const Tensor *self, IntList output_size)
{
    return average_windows(runtime, "adaptive_avg_pool3d", 3, self, output_size);
}

bool pooling_adaptive_max2d(Runtime *runtime, const Tensor *self, IntList output_size, Tensor **output,
                            Tensor **indices)
{
    return maximum(runtime, "adaptive_max_pool2d", 2, self, output_size, output, indices);
}

bool pooling_adaptive_max3d(Runtime *runtime, const Tensor *self, IntList output_size, Tensor **output,
                            Tensor **indices)
{
    return maximum(runtime, "adaptive_max_pool3d", 3, self, output_size, output, indices);
}

Tensor *pooling_adaptive_average_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, int64_t dims)
{
    (void)runtime;
    return pool_adaptive_average_backward(grad_output, self, (int)dims);
}
