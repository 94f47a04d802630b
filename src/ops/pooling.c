// Pooling, resampling and padding by other values than a number.
#include "tensor/pool.h"

#include <stdio.h>
#include <string.h>

#include "ops/support.h"

// One number stands for every dimension.
static bool fill(Runtime *runtime, const char *name, const char *what, IntList list, int dims, int64_t *out)
{
    if (list.count != 1 && list.count != dims) {
        static const char *const numbers[] = {"one", "two", "three"};
        bool plain = strcmp(what, "kernel_size") == 0 && strcmp(name, "avg_pool3d") == 0;
        const char *how = strcmp(what, "stride") == 0     ? "either be omitted,"
                          : strcmp(what, "dilation") == 0 ? "be either"
                          : plain                         ? "be"
                                                          : "either be";
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: %s must %s a single int, or a tuple of %s int%s", name,
                    what, how, numbers[dims - 1], dims > 1 ? "s" : "");
        return false;
    }
    for (int i = 0; i < dims; i++)
        out[i] = list.items[list.count == 1 ? 0 : i];
    return true;
}

static bool check_rank(Runtime *runtime, const char *name, const Tensor *input, int dims)
{
    if (input->rank == dims + 1 || input->rank == dims + 2)
        return true;
    char text[SHAPE_TEXT];
    error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                "%s: Expected %dD or %dD (batch mode) tensor with optional 0 dim batch size for input, but got:%s",
                name, dims + 1, dims + 2, tensor_format_sizes(input, text));
    return false;
}

static bool describe(Runtime *runtime, const char *name, int dims, IntList kernel_size, IntList stride, IntList padding,
                     IntList dilation, Pool *pool)
{
    *pool = (Pool){.dims = dims, .count_include_pad = true};
    if (!fill(runtime, name, "kernel_size", kernel_size, dims, pool->kernel) ||
        !fill(runtime, name, "stride", stride.count ? stride : kernel_size, dims, pool->stride) ||
        !fill(runtime, name, "padding", padding, dims, pool->padding) ||
        !fill(runtime, name, "dilation", dilation, dims, pool->dilation))
        return false;
    return true;
}

// Only the batch may be empty.
static bool check_filled(Runtime *runtime, const char *name, const Tensor *self, int dims)
{
    char text[SHAPE_TEXT];
    int first = self->rank - dims - 1;
    for (int i = first; i < self->rank; i++) {
        if (self->sizes[i])
            continue;
        tensor_format_sizes(self, text);
        if (dims == 3)
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "%s(): Expected input's non-batch dimensions to have positive length, but input has a shape of "
                        "%s and non-batch dimension %d has length zero!",
                        *name == 'm' ? "max_pool3d_with_indices_out_cpu_template" : name, text, i - first);
        else
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:%s",
                        text);
        return false;
    }
    return true;
}

// The sizes of a window as a message lists them, in the order of the dimensions: "kH: 0 kW: 0".
static const char *list_sizes(char text[static 120], const char *prefix, int dims, const int64_t *sizes, int64_t other)
{
    static const char LETTERS[] = "THW";
    int shown = dims == 3 ? 3 : 2;
    size_t used = 0;
    for (int i = 0; i < shown; i++) {
        int dim = i - (shown - dims);
        used += (size_t)snprintf(text + used, 120 - used, "%s%s%c: %lld", i ? " " : "", prefix, LETTERS[3 - shown + i],
                                 (long long)(dim < 0 ? other : sizes[dim]));
    }
    return text;
}

static bool all_positive(Runtime *runtime, const char *what, const char *prefix, int dims, const int64_t *sizes)
{
    for (int i = 0; i < dims; i++)
        if (sizes[i] <= 0) {
            char text[120];
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s should be greater than zero, but got %s", what,
                        list_sizes(text, prefix, dims, sizes, 1));
            return false;
        }
    return true;
}

// max_pool1d has checks of its own.
static bool check_line(Runtime *runtime, const Tensor *self, const Pool *pool)
{
    const int64_t kernel = pool->kernel[0], stride = pool->stride[0], padding = pool->padding[0];
    const char *what = kernel <= 0              ? "kernel_size must be greater than zero"
                       : stride <= 0            ? "stride must be greater than zero"
                       : padding < 0            ? "padding must be non-negative"
                       : padding > kernel / 2   ? NULL
                       : pool->dilation[0] <= 0 ? "dilation must be greater than zero"
                                                : "";
    int64_t value = kernel <= 0 ? kernel : stride <= 0 ? stride : padding < 0 ? padding : pool->dilation[0];
    if (!what) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "max_pool1d() padding should be at most half of kernel size, but got padding=%lld and "
                    "kernel_size=%lld",
                    (long long)padding, (long long)kernel);
        return false;
    }
    if (*what) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "max_pool1d() %s, but got %lld", what, (long long)value);
        return false;
    }
    int64_t size = self->sizes[self->rank - 1];
    if (size + 2 * padding < pool->dilation[0] * (kernel - 1) + 1 && !pool->ceil_mode) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "max_pool1d() Invalid computed output size: %lld",
                    (long long)((size + 2 * padding - pool->dilation[0] * (kernel - 1) - 1) / stride + 1));
        return false;
    }
    return true;
}

// What a window must be like before the size of the result is worked out, and after.
static bool check_window(Runtime *runtime, const char *name, const Tensor *self, const Pool *pool)
{
    int dims = pool->dims;
    for (int i = dims; i-- > 0;) {
        const char *message = pool->stride[i] == 0 ? "stride should not be zero" : NULL;
        if (message) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s", message);
            return false;
        }
        if (pool->padding[i] < 0) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "pad must be non-negative, but got pad: %lld",
                        (long long)pool->padding[i]);
            return false;
        }
        if (pool->padding[i] > ((pool->kernel[i] - 1) * pool->dilation[i] + 1) / 2) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "pad should be at most half of effective kernel size, but got pad=%lld, kernel_size=%lld and "
                        "dilation=%lld",
                        (long long)pool->padding[i], (long long)pool->kernel[i], (long long)pool->dilation[i]);
            return false;
        }
    }
    return all_positive(runtime, "kernel size", "k", dims, pool->kernel) &&
           all_positive(runtime, "stride", "d", dims, pool->stride) &&
           all_positive(runtime, "dilation", "dilation", dims, pool->dilation) &&
           check_filled(runtime, name, self, dims);
}

static bool check_max_rank(Runtime *runtime, const char *name, const Tensor *input, int dims)
{
    if (dims == 1 || input->rank == dims + 1 || input->rank == dims + 2)
        return check_rank(runtime, name, input, dims);
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "non-empty %dD or %dD (batch mode) tensor expected for input",
                dims + 1, dims + 2);
    return false;
}

static const int64_t one[1] = {1};

static bool max_pool(Runtime *runtime, const char *name, int dims, const Tensor *self, IntList kernel_size,
                     IntList stride, IntList padding, IntList dilation, bool ceil_mode, Tensor **output,
                     Tensor **indices)
{
    Pool pool;
    if ((dims == 1 && !check_max_rank(runtime, name, self, dims)) ||
        !describe(runtime, name, dims, kernel_size, stride, padding, dilation, &pool))
        return false;
    pool.ceil_mode = ceil_mode;
    if (!(dims == 1 ? check_line(runtime, self, &pool)
                    : check_max_rank(runtime, name, self, dims) && check_window(runtime, name, self, &pool)))
        return false;
    return pool_max(self, &pool, output, indices);
}

static bool describe_average(Runtime *runtime, int dims, IntList kernel_size, IntList stride, IntList padding,
                             bool ceil_mode, bool count_include_pad, OptionalInt divisor_override, Pool *pool)
{
    static const char *const names[] = {"avg_pool1d", "avg_pool2d", "avg_pool3d"};
    if (!describe(runtime, names[dims - 1], dims, kernel_size, stride, padding, (IntList){one, 1}, pool))
        return false;
    if (divisor_override.given && !divisor_override.value) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "divisor must be not zero");
        return false;
    }
    pool->ceil_mode = ceil_mode;
    pool->count_include_pad = count_include_pad;
    pool->divisor_override = divisor_override.given ? divisor_override.value : 0;
    return true;
}

static Tensor *average(Runtime *runtime, int dims, const Tensor *self, IntList kernel_size, IntList stride,
                       IntList padding, bool ceil_mode, bool count_include_pad, OptionalInt divisor_override)
{
    static const char *const names[] = {"avg_pool1d", "avg_pool2d", "avg_pool3d"};
    Pool pool;
    return check_rank(runtime, names[dims - 1], self, dims) &&
                   describe_average(runtime, dims, kernel_size, stride, padding, ceil_mode, count_include_pad,
                                    divisor_override, &pool) &&
                   check_window(runtime, names[dims - 1], self, &pool)
               ? pool_average(self, &pool)
               : NULL;
}

Tensor *pooling_average1d(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride, IntList padding,
                          bool ceil_mode, bool count_include_pad)
{
    return average(runtime, 1, self, kernel_size, stride, padding, ceil_mode, count_include_pad, (OptionalInt){0});
}

Tensor *pooling_average2d(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride, IntList padding,
                          bool ceil_mode, bool count_include_pad, OptionalInt divisor_override)
{
    return average(runtime, 2, self, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
}

Tensor *pooling_average3d(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride, IntList padding,
                          bool ceil_mode, bool count_include_pad, OptionalInt divisor_override)
{
    return average(runtime, 3, self, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
}

Tensor *pooling_average_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, int64_t dims,
                                 IntList kernel_size, IntList stride, IntList padding, bool ceil_mode,
                                 bool count_include_pad, OptionalInt divisor_override)
{
    Pool pool;
    return describe_average(runtime, (int)dims, kernel_size, stride, padding, ceil_mode, count_include_pad,
                            divisor_override, &pool)
               ? pool_average_backward(grad_output, self, &pool)
               : NULL;
}

Tensor *pooling_max_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *indices, const Tensor *self,
                             int64_t dims)
{
    (void)runtime;
    return pool_max_backward(grad_output, indices, self, (int)dims);
}

Tensor *pooling_gather(Runtime *runtime, const Tensor *grad, const Tensor *indices, int64_t dims)
{
    // Positions count within the flattened spatial plane.
    int64_t flat[SHAPE_MAX_RANK], wanted[SHAPE_MAX_RANK];
    int rank = grad->rank - (int)dims;
    for (int i = 0; i < rank; i++) {
        flat[i] = grad->sizes[i];
        wanted[i] = indices->sizes[i];
    }
    flat[rank] = wanted[rank] = -1;
    Tensor *planes = op_reshape(runtime, grad, (IntList){flat, rank + 1});
    Tensor *where = planes ? op_reshape(runtime, indices, (IntList){wanted, rank + 1}) : NULL;
    Tensor *picked = where ? op_gather(runtime, planes, rank, where, false) : NULL;
    Tensor *result = picked ? op_reshape(runtime, picked, tensor_size_list(indices)) : NULL;
    release_temporaries((Tensor *[]){planes, where, picked}, 3);
    return result;
}

Tensor *pooling_adaptive_average_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, int64_t dims)
{
    (void)runtime;
    return pool_adaptive_average_backward(grad_output, self, (int)dims);
}

static bool check_adaptive_size(Runtime *runtime, const char *name, int dims, IntList size)
{
    bool average = name[9] == 'a';
    if (size.count == dims)
        return true;
    if (dims == 1)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s() argument 'output_size' should contain one int (got %lld)", name, (long long)size.count);
    else if (average)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: output_size must be %d", name, dims);
    else
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s(): internal error: output_size.size() must be %d", name,
                    dims);
    return false;
}

static bool adaptive(Runtime *runtime, const char *name, int dims, const Tensor *self, IntList size, int64_t *out)
{
    char text[SHAPE_TEXT];
    bool average = name[9] == 'a', ranked = self->rank == dims + 1 || self->rank == dims + 2;
    if ((average || ranked) && !check_adaptive_size(runtime, name, dims, size))
        return false;
    if (!ranked) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s(): Expected %dD or %dD tensor, but got%s %s", name,
                    dims + 1, dims + 2, average ? "" : ":", tensor_format_sizes(self, text));
        return false;
    }
    for (int i = 0; i < dims; i++) {
        out[i] = size.items[i];
        if (out[i] >= 0)
            continue;
        shape_format(text, dims, size.items);
        text[0] = '{';
        text[strlen(text) - 1] = '}';
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "%s: elements of output_size must be greater than or equal to 0 but received %s", name, text);
        return false;
    }
    return true;
}

static bool check_padding(Runtime *runtime, const char *name, int dims, const Tensor *self, IntList padding,
                          bool reflect)
{
    if (padding.count != 2 * dims) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "padding size is expected to be %d", 2 * dims);
        return false;
    }
    char text[SHAPE_TEXT];
    if (self->rank != dims + 1 && self->rank != dims + 2) {
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "Expected %dD or %dD (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for "
            "input, but got: %s",
            dims + 1, dims + 2, tensor_format_sizes(self, text));
        return false;
    }
    for (int i = 0; i < dims && reflect; i++) {
        int dim = self->rank - 1 - i;
        if (padding.items[2 * i] < self->sizes[dim] && padding.items[2 * i + 1] < self->sizes[dim])
            continue;
        error_raise(
            runtime->error, ERROR_RUNTIME_ERROR,
            "Argument #%d: Padding size should be less than the corresponding input dimension, but got: padding "
            "(%lld, %lld) at dimension %d of input %s",
            dims == 1 ? 4 : 4 + 2 * i, (long long)padding.items[2 * i], (long long)padding.items[2 * i + 1], dim,
            tensor_format_sizes(self, text));
        return false;
    }
    (void)name;
    return true;
}

Tensor *pooling_pad_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, IntList padding,
                             bool reflect, int64_t dims)
{
    (void)runtime;
    return pool_pad_backward(grad_output, reflect, (int)dims, padding.items, self);
}

Tensor *pooling_unpool2d(Runtime *runtime, const Tensor *self, const Tensor *indices, IntList output_size)
{
    int64_t output[2];
    if (!fill(runtime, "max_unpool2d", "output_size", output_size, 2, output))
        return NULL;
    return pool_unpool(self, indices, 2, output);
}

Tensor *pooling_upsample_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t mode, int64_t dims,
                                  bool align_corners, OptionalFloat scale0, OptionalFloat scale1, OptionalFloat scale2)
{
    (void)runtime;
    double scales[3] = {scale0.given ? scale0.value : 0, scale1.given ? scale1.value : 0,
                        scale2.given ? scale2.value : 0};
    return pool_upsample_backward(grad, (UpsampleMode)mode, (int)dims, self, align_corners, scales);
}

static Tensor *upsample(Runtime *runtime, const char *name, UpsampleMode mode, int dims, const Tensor *self,
                        IntList size, bool align_corners, OptionalFloat scale0, OptionalFloat scale1,
                        OptionalFloat scale2)
{
    double scales[3] = {scale0.given ? scale0.value : 0, scale1.given ? scale1.value : 0,
                        scale2.given ? scale2.value : 0};
    if (size.count != dims) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "It is expected output_size equals to %d, but got size %lld",
                    dims, (long long)size.count);
        return NULL;
    }
    if (self->rank != dims + 2) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "It is expected input_size equals to %d, but got size %d",
                    dims + 2, (int)self->rank);
        return NULL;
    }
    (void)name;
    bool positive = true;
    for (int i = 0; i < dims; i++)
        positive &= size.items[i] > 0 && self->sizes[i + 2] > 0;
    if (!positive) {
        char before[120], after[120];
        static const char *const names[][3] = {{"W"}, {"H", "W"}, {"D", "H", "W"}};
        size_t used = 0, written = 0;
        for (int i = 0; i < dims; i++) {
            used += (size_t)snprintf(before + used, sizeof before - used, "%s%s: %lld", i ? ", " : "",
                                     names[dims - 1][i], (long long)self->sizes[i + 2]);
            written += (size_t)snprintf(after + written, sizeof after - written, "%s%s: %lld", i ? ", " : "",
                                        names[dims - 1][i], (long long)size.items[i]);
        }
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Input and output sizes should be greater than 0, but got input (%s)%s output (%s)", before,
                    dims == 1 ? " and" : "", after);
        return NULL;
    }
    return pool_upsample(self, mode, dims, size.items, align_corners, scales);
}

bool pooling_max1d(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride, IntList padding,
                   IntList dilation, bool ceil_mode, Tensor **output, Tensor **indices)
{
    return max_pool(runtime, "max_pool1d", 1, self, kernel_size, stride, padding, dilation, ceil_mode, output, indices);
}

Tensor *pooling_adaptive_average1d(Runtime *runtime, const Tensor *self, IntList output_size)
{
    int64_t size[1];
    return adaptive(runtime, "adaptive_avg_pool1d", 1, self, output_size, size) ? pool_adaptive_average(self, 1, size)
                                                                                : NULL;
}

bool pooling_adaptive_max1d(Runtime *runtime, const Tensor *self, IntList output_size, Tensor **output,
                            Tensor **indices)
{
    int64_t size[1];
    return adaptive(runtime, "adaptive_max_pool1d", 1, self, output_size, size) &&
           pool_adaptive_max(self, 1, size, output, indices);
}

Tensor *pooling_reflection_pad1d(Runtime *runtime, const Tensor *self, IntList padding)
{
    return check_padding(runtime, "reflection_pad1d", 1, self, padding, true) ? pool_pad(self, true, 1, padding.items)
                                                                              : NULL;
}

Tensor *pooling_replication_pad1d(Runtime *runtime, const Tensor *self, IntList padding)
{
    return check_padding(runtime, "replication_pad1d", 1, self, padding, false)
               ? pool_pad(self, false, 1, padding.items)
               : NULL;
}

bool pooling_max2d(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride, IntList padding,
                   IntList dilation, bool ceil_mode, Tensor **output, Tensor **indices)
{
    return max_pool(runtime, "max_pool2d", 2, self, kernel_size, stride, padding, dilation, ceil_mode, output, indices);
}

Tensor *pooling_adaptive_average2d(Runtime *runtime, const Tensor *self, IntList output_size)
{
    int64_t size[2];
    return adaptive(runtime, "adaptive_avg_pool2d", 2, self, output_size, size) ? pool_adaptive_average(self, 2, size)
                                                                                : NULL;
}

bool pooling_adaptive_max2d(Runtime *runtime, const Tensor *self, IntList output_size, Tensor **output,
                            Tensor **indices)
{
    int64_t size[2];
    return adaptive(runtime, "adaptive_max_pool2d", 2, self, output_size, size) &&
           pool_adaptive_max(self, 2, size, output, indices);
}

Tensor *pooling_reflection_pad2d(Runtime *runtime, const Tensor *self, IntList padding)
{
    return check_padding(runtime, "reflection_pad2d", 2, self, padding, true) ? pool_pad(self, true, 2, padding.items)
                                                                              : NULL;
}

Tensor *pooling_replication_pad2d(Runtime *runtime, const Tensor *self, IntList padding)
{
    return check_padding(runtime, "replication_pad2d", 2, self, padding, false)
               ? pool_pad(self, false, 2, padding.items)
               : NULL;
}

bool pooling_max3d(Runtime *runtime, const Tensor *self, IntList kernel_size, IntList stride, IntList padding,
                   IntList dilation, bool ceil_mode, Tensor **output, Tensor **indices)
{
    return max_pool(runtime, "max_pool3d", 3, self, kernel_size, stride, padding, dilation, ceil_mode, output, indices);
}

Tensor *pooling_adaptive_average3d(Runtime *runtime, const Tensor *self, IntList output_size)
{
    int64_t size[3];
    return adaptive(runtime, "adaptive_avg_pool3d", 3, self, output_size, size) ? pool_adaptive_average(self, 3, size)
                                                                                : NULL;
}

bool pooling_adaptive_max3d(Runtime *runtime, const Tensor *self, IntList output_size, Tensor **output,
                            Tensor **indices)
{
    int64_t size[3];
    return adaptive(runtime, "adaptive_max_pool3d", 3, self, output_size, size) &&
           pool_adaptive_max(self, 3, size, output, indices);
}

Tensor *pooling_reflection_pad3d(Runtime *runtime, const Tensor *self, IntList padding)
{
    return check_padding(runtime, "reflection_pad3d", 3, self, padding, true) ? pool_pad(self, true, 3, padding.items)
                                                                              : NULL;
}

Tensor *pooling_replication_pad3d(Runtime *runtime, const Tensor *self, IntList padding)
{
    return check_padding(runtime, "replication_pad3d", 3, self, padding, false)
               ? pool_pad(self, false, 3, padding.items)
               : NULL;
}

Tensor *pooling_upsample_nearest1d(Runtime *runtime, const Tensor *self, IntList output_size, OptionalFloat scales)
{
    return upsample(runtime, "upsample_nearest1d", UPSAMPLE_NEAREST, 1, self, output_size, false, scales,
                    (OptionalFloat){0}, (OptionalFloat){0});
}

Tensor *pooling_upsample_nearest2d(Runtime *runtime, const Tensor *self, IntList output_size, OptionalFloat scales_h,
                                   OptionalFloat scales_w)
{
    return upsample(runtime, "upsample_nearest2d", UPSAMPLE_NEAREST, 2, self, output_size, false, scales_h, scales_w,
                    (OptionalFloat){0});
}

Tensor *pooling_upsample_nearest3d(Runtime *runtime, const Tensor *self, IntList output_size, OptionalFloat scales_d,
                                   OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, "upsample_nearest3d", UPSAMPLE_NEAREST, 3, self, output_size, false, scales_d, scales_h,
                    scales_w);
}

Tensor *pooling_upsample_nearest_exact1d(Runtime *runtime, const Tensor *self, IntList output_size,
                                         OptionalFloat scales)
{
    return upsample(runtime, "upsample_nearest_exact1d", UPSAMPLE_NEAREST_EXACT, 1, self, output_size, false, scales,
                    (OptionalFloat){0}, (OptionalFloat){0});
}

Tensor *pooling_upsample_nearest_exact2d(Runtime *runtime, const Tensor *self, IntList output_size,
                                         OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, "upsample_nearest_exact2d", UPSAMPLE_NEAREST_EXACT, 2, self, output_size, false, scales_h,
                    scales_w, (OptionalFloat){0});
}

Tensor *pooling_upsample_nearest_exact3d(Runtime *runtime, const Tensor *self, IntList output_size,
                                         OptionalFloat scales_d, OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, "upsample_nearest_exact3d", UPSAMPLE_NEAREST_EXACT, 3, self, output_size, false, scales_d,
                    scales_h, scales_w);
}

Tensor *pooling_upsample_linear1d(Runtime *runtime, const Tensor *self, IntList output_size, bool align_corners,
                                  OptionalFloat scales)
{
    return upsample(runtime, "upsample_linear1d", UPSAMPLE_LINEAR, 1, self, output_size, align_corners, scales,
                    (OptionalFloat){0}, (OptionalFloat){0});
}

Tensor *pooling_upsample_bilinear2d(Runtime *runtime, const Tensor *self, IntList output_size, bool align_corners,
                                    OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, "upsample_bilinear2d", UPSAMPLE_LINEAR, 2, self, output_size, align_corners, scales_h,
                    scales_w, (OptionalFloat){0});
}

Tensor *pooling_upsample_trilinear3d(Runtime *runtime, const Tensor *self, IntList output_size, bool align_corners,
                                     OptionalFloat scales_d, OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, "upsample_trilinear3d", UPSAMPLE_LINEAR, 3, self, output_size, align_corners, scales_d,
                    scales_h, scales_w);
}

Tensor *pooling_upsample_bicubic2d(Runtime *runtime, const Tensor *self, IntList output_size, bool align_corners,
                                   OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, "upsample_bicubic2d", UPSAMPLE_CUBIC, 2, self, output_size, align_corners, scales_h,
                    scales_w, (OptionalFloat){0});
}

Tensor *pooling_unpool3d(Runtime *runtime, const Tensor *self, const Tensor *indices, IntList output_size,
                         IntList stride, IntList padding)
{
    int64_t output[3];
    (void)stride, (void)padding;
    if (!fill(runtime, "max_unpool3d", "output_size", output_size, 3, output))
        return NULL;
    return pool_unpool(self, indices, 3, output);
}
