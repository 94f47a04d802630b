// Pooling of images and volumes (that of lines is in ops/pooling_line.c), resampling and padding by other values than
// a number.
#include "tensor/pool.h"

#include <stdio.h>
#include <string.h>

#include "ops/support.h"

// One number stands for every dimension.
static bool fill(Runtime *runtime, const char *name, const char *what, IntList list, int dims, int64_t *out)
{
    if (list.count != 1 && list.count != dims) {
        bool plain = strcmp(name, "avg_pool3d") == 0;
        const char *how = strcmp(what, "stride") == 0     ? plain ? "be omitted," : "either be omitted,"
                          : strcmp(what, "dilation") == 0 ? "be either"
                          : plain                         ? "be"
                                                          : "either be";
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s: %s must %s a single int, or a tuple of %s ints", name,
                    what, how, dims == 3 ? "three" : "two");
        return false;
    }
    // Maxima count in 32 bits; averages in numbers whose sums still are numbers.
    const int64_t most = *name == 'm' ? INT32_MAX : INT64_MAX / 2 + 1;
    for (int i = 0; i < dims; i++) {
        out[i] = list.items[list.count == 1 ? 0 : i];
        if (out[i] > most || out[i] < -most - 1) {
            if (*name == 'm')
                error_raise(runtime->error, ERROR_RUNTIME_ERROR, "integer out of range");
            else
                error_raise(runtime->error, ERROR_UNSUPPORTED_ERROR,
                            "%s: a %s beyond 2**62 is not supported by torchlet", name, what);
            return false;
        }
    }
    return true;
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

// Only the batch may be empty. An image of another rank is refused here, too.
static bool check_filled(Runtime *runtime, const char *name, const Tensor *self, int dims)
{
    char text[SHAPE_TEXT];
    bool ranked = self->rank == dims + 1 || self->rank == dims + 2;
    for (int i = self->rank - dims - 1; i < self->rank; i++) {
        if (ranked && self->sizes[i])
            continue;
        tensor_format_sizes(self, text);
        if (dims == 3)
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "%s(): Expected input's non-batch dimensions to have positive length, but input has a shape of "
                        "%s and non-batch dimension 0 has length zero!",
                        *name == 'm' ? "max_pool3d_with_indices_out_cpu_template" : name, text);
        else
            error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                        "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:%s",
                        text);
        return false;
    }
    return true;
}

// Sizes of a window or an image as a message lists them, in the order of the dimensions: "kH: 0 kW: 0".
static const char *list_sizes(char text[static 120], const char *prefix, int dims, const int64_t *sizes)
{
    const char *letters = dims == 3 ? "THW" : "HW";
    size_t used = 0;
    for (int i = 0; i < dims; i++)
        used += (size_t)snprintf(text + used, 120 - used, "%s%s%c: %lld", i ? " " : "", prefix, letters[i],
                                 (long long)sizes[i]);
    return text;
}

static bool all_positive(Runtime *runtime, const char *what, const char *prefix, int dims, const int64_t *sizes)
{
    for (int i = 0; i < dims; i++)
        if (sizes[i] <= 0) {
            char text[120];
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "%s should be greater than zero, but got %s", what,
                        list_sizes(text, prefix, dims, sizes));
            return false;
        }
    return true;
}

// What a window must be like before the size of the result is worked out, and after.
static bool check_window(Runtime *runtime, const char *name, const Tensor *self, const Pool *pool)
{
    int dims = pool->dims;
    for (int i = 0; i < dims; i++) {
        if (pool->stride[i] == 0) {
            error_raise(runtime->error, ERROR_RUNTIME_ERROR, "stride should not be zero");
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

static bool check_max_rank(Runtime *runtime, const Tensor *input, int dims)
{
    if (input->rank == dims + 1 || input->rank == dims + 2)
        return true;
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
    if (!describe(runtime, name, dims, kernel_size, stride, padding, dilation, &pool))
        return false;
    pool.ceil_mode = ceil_mode;
    return check_max_rank(runtime, self, dims) && check_window(runtime, name, self, &pool) &&
           pool_max(self, &pool, output, indices);
}

// A volume's rank is looked at first, an image's planes are, and only in the end its rank.
static bool check_average_rank(Runtime *runtime, const Tensor *input, int dims)
{
    int ignored;
    return dims == 3 ? check_max_rank(runtime, input, dims) : shape_wrap_dim(runtime->error, -3, input->rank, &ignored);
}

// A volume must hold one window, whatever the padding.
static bool check_volume(Runtime *runtime, const Tensor *self, const Pool *pool)
{
    const int64_t *in = self->sizes + self->rank - 3, *kernel = pool->kernel;
    if (pool->dims != 3 || (in[0] >= kernel[0] && in[1] >= kernel[1] && in[2] >= kernel[2]))
        return true;
    char image[120], window[120];
    error_raise(runtime->error, ERROR_RUNTIME_ERROR, "input image (%s) smaller than kernel size (%s)",
                list_sizes(image, "", 3, in), list_sizes(window, "k", 3, kernel));
    return false;
}

static const char *average_name(int dims)
{
    return dims == 3 ? "avg_pool3d" : "avg_pool2d";
}

static bool describe_average(Runtime *runtime, int dims, IntList kernel_size, IntList stride, IntList padding,
                             bool ceil_mode, bool count_include_pad, OptionalInt divisor_override, Pool *pool)
{
    if (!describe(runtime, average_name(dims), dims, kernel_size, stride, padding, (IntList){one, 1}, pool))
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
    Pool pool;
    return describe_average(runtime, dims, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override,
                            &pool) &&
                   check_average_rank(runtime, self, dims) && check_window(runtime, average_name(dims), self, &pool) &&
                   check_volume(runtime, self, &pool)
               ? pool_average(self, &pool)
               : NULL;
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

// Something must be left in one dimension at least where padding takes away.
static bool check_padded(Runtime *runtime, int dims, const Tensor *self, IntList padding)
{
    static const char LETTERS[] = "DHW";
    char before[120] = "", after[120] = "";
    bool small = true;
    for (int i = 0; i < dims; i++) {
        int64_t in = self->sizes[self->rank - dims + i], out = in;
        small &= __builtin_add_overflow(out, padding.items[2 * (dims - 1 - i)], &out) ||
                 __builtin_add_overflow(out, padding.items[2 * (dims - 1 - i) + 1], &out) || out < 1;
        size_t used = strlen(before), written = strlen(after);
        snprintf(before + used, sizeof before - used, "%s%c: %lld", i ? " " : "", LETTERS[3 - dims + i], (long long)in);
        snprintf(after + written, sizeof after - written, "%s%c: %lld", i ? " " : "", LETTERS[3 - dims + i],
                 (long long)out);
    }
    if (small)
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "input (%s) is too small. Calculated output %s", before,
                    after);
    return !small;
}

static bool check_padding(Runtime *runtime, const char *name, int dims, const Tensor *self, IntList padding,
                          bool reflect)
{
    if (padding.count != 2 * dims) {
        error_raise(runtime->error, ERROR_RUNTIME_ERROR, "padding size is expected to be %d", 2 * dims);
        return false;
    }
    char text[SHAPE_TEXT];
    bool ranked = self->rank == dims + 1 || self->rank == dims + 2;
    for (int i = self->rank - dims - 1; ranked && i < self->rank; i++)
        ranked = self->sizes[i] != 0;
    if (!ranked) {
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
    return check_padded(runtime, dims, self, padding) &&
           (self->dtype != DTYPE_BOOL || tensor_refuse_dtype(runtime, name, self->dtype));
}

Tensor *pooling_pad_backward(Runtime *runtime, const Tensor *grad_output, const Tensor *self, IntList padding,
                             bool reflect, int64_t dims)
{
    (void)runtime;
    return pool_pad_backward(grad_output, reflect, (int)dims, padding.items, self);
}

Tensor *pooling_upsample_backward(Runtime *runtime, const Tensor *grad, const Tensor *self, int64_t mode, int64_t dims,
                                  bool align_corners, OptionalFloat scale0, OptionalFloat scale1, OptionalFloat scale2)
{
    (void)runtime;
    double scales[3] = {scale0.given ? scale0.value : 0, scale1.given ? scale1.value : 0,
                        scale2.given ? scale2.value : 0};
    return pool_upsample_backward(grad, (UpsampleMode)mode, (int)dims, self, align_corners, scales);
}

static bool check_upsampled(Runtime *runtime, UpsampleMode mode, int dims, const Tensor *self)
{
    for (int i = 1; i < self->rank; i++) {
        if (self->sizes[i])
            continue;
        char text[SHAPE_TEXT];
        error_raise(runtime->error, ERROR_RUNTIME_ERROR,
                    "Non-empty %dD data tensor expected but got a tensor with sizes %s", dims + 2,
                    tensor_format_sizes(self, text));
        return false;
    }
    if (dtype_is_floating(self->dtype) || self->dtype == DTYPE_UINT8)
        return true;
    const char *name = mode == UPSAMPLE_CUBIC ? "compute_indices_weights_cubic"
                       : mode == UPSAMPLE_LINEAR
                           ? dims == 2 ? "upsample_bilinear2d_channels_last" : "compute_indices_weights_linear"
                       : dims == 2 ? "upsample_nearest2d_channels_last"
                                   : "compute_indices_weights_nearest";
    return tensor_refuse_dtype(runtime, name, self->dtype);
}

static Tensor *upsample(Runtime *runtime, UpsampleMode mode, int dims, const Tensor *self, IntList size,
                        bool align_corners, OptionalFloat scale0, OptionalFloat scale1, OptionalFloat scale2)
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
    return check_upsampled(runtime, mode, dims, self)
               ? pool_upsample(self, mode, dims, size.items, align_corners, scales)
               : NULL;
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
    return upsample(runtime, UPSAMPLE_NEAREST, 1, self, output_size, false, scales, (OptionalFloat){0},
                    (OptionalFloat){0});
}

Tensor *pooling_upsample_nearest2d(Runtime *runtime, const Tensor *self, IntList output_size, OptionalFloat scales_h,
                                   OptionalFloat scales_w)
{
    return upsample(runtime, UPSAMPLE_NEAREST, 2, self, output_size, false, scales_h, scales_w, (OptionalFloat){0});
}

Tensor *pooling_upsample_nearest3d(Runtime *runtime, const Tensor *self, IntList output_size, OptionalFloat scales_d,
                                   OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, UPSAMPLE_NEAREST, 3, self, output_size, false, scales_d, scales_h, scales_w);
}

Tensor *pooling_upsample_nearest_exact1d(Runtime *runtime, const Tensor *self, IntList output_size,
                                         OptionalFloat scales)
{
    return upsample(runtime, UPSAMPLE_NEAREST_EXACT, 1, self, output_size, false, scales, (OptionalFloat){0},
                    (OptionalFloat){0});
}

Tensor *pooling_upsample_nearest_exact2d(Runtime *runtime, const Tensor *self, IntList output_size,
                                         OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, UPSAMPLE_NEAREST_EXACT, 2, self, output_size, false, scales_h, scales_w,
                    (OptionalFloat){0});
}

Tensor *pooling_upsample_nearest_exact3d(Runtime *runtime, const Tensor *self, IntList output_size,
                                         OptionalFloat scales_d, OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, UPSAMPLE_NEAREST_EXACT, 3, self, output_size, false, scales_d, scales_h, scales_w);
}

Tensor *pooling_upsample_linear1d(Runtime *runtime, const Tensor *self, IntList output_size, bool align_corners,
                                  OptionalFloat scales)
{
    return upsample(runtime, UPSAMPLE_LINEAR, 1, self, output_size, align_corners, scales, (OptionalFloat){0},
                    (OptionalFloat){0});
}

Tensor *pooling_upsample_bilinear2d(Runtime *runtime, const Tensor *self, IntList output_size, bool align_corners,
                                    OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, UPSAMPLE_LINEAR, 2, self, output_size, align_corners, scales_h, scales_w,
                    (OptionalFloat){0});
}

Tensor *pooling_upsample_trilinear3d(Runtime *runtime, const Tensor *self, IntList output_size, bool align_corners,
                                     OptionalFloat scales_d, OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, UPSAMPLE_LINEAR, 3, self, output_size, align_corners, scales_d, scales_h, scales_w);
}

Tensor *pooling_upsample_bicubic2d(Runtime *runtime, const Tensor *self, IntList output_size, bool align_corners,
                                   OptionalFloat scales_h, OptionalFloat scales_w)
{
    return upsample(runtime, UPSAMPLE_CUBIC, 2, self, output_size, align_corners, scales_h, scales_w,
                    (OptionalFloat){0});
}

// ---- Gradients of gradients: the backward passes are linear in what comes in ----

Tensor *pooling_average_again(Runtime *runtime, const Tensor *grad, int64_t dims, IntList kernel_size, IntList stride,
                              IntList padding, bool ceil_mode, bool count_include_pad, OptionalInt divisor_override)
{
    return (dims == 2 ? op_avg_pool2d : op_avg_pool3d)(runtime, grad, kernel_size, stride, padding, ceil_mode,
                                                       count_include_pad, divisor_override);
}

Tensor *pooling_adaptive_average_again(Runtime *runtime, const Tensor *grad, IntList sizes, int64_t dims)
{
    IntList last = {sizes.items + sizes.count - dims, dims};
    return (dims == 3 ? op_adaptive_avg_pool3d : op_adaptive_avg_pool2d)(runtime, grad, last);
}

Tensor *pooling_upsample_again(Runtime *runtime, const Tensor *grad, IntList sizes, int64_t mode, int64_t dims,
                               bool align_corners, OptionalFloat scale0, OptionalFloat scale1, OptionalFloat scale2)
{
    return upsample(runtime, (UpsampleMode)mode, (int)dims, grad, (IntList){sizes.items + sizes.count - dims, dims},
                    align_corners, scale0, scale1, scale2);
}
