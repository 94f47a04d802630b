// Pooling, resampling and padding by other values than a number.
#include "tensor/pool.h"

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
    for (int i = 0; i < dims; i++) {
        const char *message = pool->kernel[i] <= 0     ? "kernel size should be greater than zero"
                              : pool->stride[i] <= 0   ? "stride should not be zero"
                              : pool->dilation[i] <= 0 ? "dilation should be greater than zero"
                                                       : NULL;
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
    return true;
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
    if (!check_max_rank(runtime, name, self, dims) ||
        !describe(runtime, name, dims, kernel_size, stride, padding, dilation, &pool))
        return false;
    pool.ceil_mode = ceil_mode;
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
                                    divisor_override, &pool)
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

static bool adaptive(Runtime *runtime, const char *name, int dims, const Tensor *self, IntList size, int64_t *out)
{
    if (self->rank == dims + 1 || self->rank == dims + 2) {
        for (int i = 0; i < dims; i++)
            if (size.items[size.count == 1 ? 0 : i] < 0) {
                error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                            "%s(): elements of output_size must be greater than or equal to 0", name);
                return false;
            }
        return fill(runtime, name, "output_size", size, dims, out);
    }
    char text[SHAPE_TEXT];
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s(): Expected %dD or %dD tensor, but got %s", name, dims + 1,
                dims + 2, tensor_format_sizes(self, text));
    return false;
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
