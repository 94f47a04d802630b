#include "tensor/normalize.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "kernel/normalization.h"
#include "tensor/copy.h"
#include "tensor/reduce.h"

// The tensors of one call: packed, in the compute dtype; freed together.
enum { MAX_OWNED = 12 };
typedef struct Workspace {
    Runtime *runtime;
    DType dtype; // float32 or float64
    Device device;
    bool failed;
    int count;
    Tensor *owned[MAX_OWNED];
} Workspace;

static Tensor *keep(Workspace *space, Tensor *tensor)
{
    space->failed |= !tensor;
    if (tensor)
        space->owned[space->count++] = tensor;
    return tensor;
}

// A packed copy (or the tensor itself); NULL for NULL.
static Tensor *pack(Workspace *space, const Tensor *tensor)
{
    return tensor ? keep(space, copy_contiguous_as(tensor, space->dtype)) : NULL;
}

static Tensor *make(Workspace *space, int rank, const int64_t *sizes, bool zero)
{
    if (space->failed)
        return NULL;
    return keep(space, zero ? tensor_zeros(space->runtime, rank, sizes, space->dtype, space->device)
                            : tensor_empty(space->runtime, rank, sizes, space->dtype, space->device));
}

static void finish(Workspace *space)
{
    for (int i = 0; i < space->count; i++)
        tensor_release(space->owned[i]);
}

// The caller's own result, in the dtype of `like`.
static bool give(Workspace *space, Tensor **to, Tensor *tensor, DType dtype)
{
    if (!to)
        return true;
    *to = space->failed || !tensor ? NULL : copy_contiguous_as(tensor, dtype);
    space->failed |= !*to;
    return *to != NULL;
}

static void take_back(Tensor **to)
{
    if (to) {
        tensor_release(*to);
        *to = NULL;
    }
}

static void *data_of(const Tensor *tensor)
{
    return tensor ? tensor_data(tensor) : NULL;
}

static char *element(const Tensor *tensor, int64_t i)
{
    return tensor ? tensor_data(tensor) + (size_t)i * dtype_size(tensor->dtype) : NULL;
}

static bool begin(Workspace *space, const Tensor *input, const char *kernel, Tensor **a, Tensor **b, Tensor **c)
{
    Tensor **results[] = {a, b, c};
    for (int i = 0; i < 3; i++)
        if (results[i])
            *results[i] = NULL;
    *space =
        (Workspace){.runtime = input->runtime, .dtype = dtype_compute(input->dtype), .device = (Device)input->device};
    return dtype_is_floating(input->dtype) || tensor_refuse_dtype(input->runtime, kernel, input->dtype);
}

// Layers -----------------------------------------------------------------------------------------------------

typedef struct RowShape {
    int64_t rows, size;
} RowShape;

static RowShape rows_of(const Tensor *input, int dims)
{
    RowShape shape = {1, 1};
    for (int i = 0; i < input->rank; i++)
        *(i < input->rank - dims ? &shape.rows : &shape.size) *= input->sizes[i];
    return shape;
}

bool normalize_layer(const Tensor *input, int dims, const Tensor *weight, const Tensor *bias, double eps,
                     Tensor **output, Tensor **mean, Tensor **rstd)
{
    Workspace space;
    if (!begin(&space, input, "LayerNormKernelImpl", output, mean, rstd))
        return false;
    RowShape shape = rows_of(input, dims);
    int64_t kept[SHAPE_MAX_RANK];
    for (int i = 0; i < input->rank; i++)
        kept[i] = i < input->rank - dims ? input->sizes[i] : 1;
    Tensor *in = pack(&space, input), *w = pack(&space, weight), *b = pack(&space, bias);
    Tensor *out = make(&space, input->rank, input->sizes, false), *m = make(&space, input->rank, kept, false);
    Tensor *r = make(&space, input->rank, kept, false);
    for (int64_t i = 0; !space.failed && i < shape.rows && input->device == DEVICE_CPU; i++) {
        const char *row = element(in, i * shape.size);
        normalization_moments(space.dtype, row, shape.size, eps, false, element(m, i), element(r, i));
        normalization_apply(space.dtype, element(out, i * shape.size), row, shape.size, element(m, i), element(r, i),
                            data_of(w), data_of(b));
    }
    bool done = give(&space, output, out, input->dtype) && give(&space, mean, m, input->dtype) &&
                give(&space, rstd, r, input->dtype);
    finish(&space);
    if (!done) {
        take_back(output);
        take_back(mean);
        take_back(rstd);
    }
    return done;
}

bool normalize_layer_backward(const Tensor *grad, const Tensor *input, int dims, const Tensor *mean, const Tensor *rstd,
                              const Tensor *weight, Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    Workspace space;
    if (!begin(&space, input, "LayerNormBackwardKernelImpl", grad_input, grad_weight, grad_bias))
        return false;
    RowShape shape = rows_of(input, dims);
    const int64_t *row_sizes = input->sizes + (input->rank - dims);
    Tensor *in = pack(&space, input), *dy = pack(&space, grad), *m = pack(&space, mean), *r = pack(&space, rstd);
    Tensor *w = pack(&space, weight);
    Tensor *dx = grad_input ? make(&space, input->rank, input->sizes, false) : NULL;
    Tensor *dw = grad_weight ? make(&space, dims, row_sizes, true) : NULL;
    Tensor *db = grad_bias ? make(&space, dims, row_sizes, true) : NULL;
    for (int64_t i = 0; !space.failed && i < shape.rows && input->device == DEVICE_CPU; i++)
        normalization_row_backward(space.dtype, element(dy, i * shape.size), element(in, i * shape.size), shape.size,
                                   element(m, i), element(r, i), data_of(w), element(dx, i * shape.size), data_of(dw),
                                   data_of(db));
    bool done = !space.failed && give(&space, grad_input, dx, input->dtype) &&
                give(&space, grad_weight, dw, input->dtype) && give(&space, grad_bias, db, input->dtype);
    finish(&space);
    if (!done) {
        take_back(grad_input);
        take_back(grad_weight);
        take_back(grad_bias);
    }
    return done;
}

// Groups -----------------------------------------------------------------------------------------------------

typedef struct GroupShape {
    int64_t batches, channels, plane, groups, per_group;
} GroupShape;

static GroupShape groups_of(const Tensor *input, int64_t groups)
{
    GroupShape shape = {input->sizes[0], input->sizes[1], 1, groups, input->sizes[1] / groups};
    for (int i = 2; i < input->rank; i++)
        shape.plane *= input->sizes[i];
    return shape;
}

bool normalize_group(const Tensor *input, int64_t groups, const Tensor *weight, const Tensor *bias, double eps,
                     Tensor **output, Tensor **mean, Tensor **rstd)
{
    Workspace space;
    if (!begin(&space, input, "GroupNormKernelImpl", output, mean, rstd))
        return false;
    GroupShape shape = groups_of(input, groups);
    int64_t kept[2] = {shape.batches, groups}, size = shape.per_group * shape.plane;
    Tensor *in = pack(&space, input), *w = pack(&space, weight), *b = pack(&space, bias);
    Tensor *out = make(&space, input->rank, input->sizes, false), *m = make(&space, 2, kept, false);
    Tensor *r = make(&space, 2, kept, false);
    for (int64_t i = 0; !space.failed && size > 0 && i < shape.batches * groups && input->device == DEVICE_CPU; i++) {
        int64_t channel = i % groups * shape.per_group;
        normalization_moments(space.dtype, element(in, i * size), size, eps, true, element(m, i), element(r, i));
        normalization_group(space.dtype, element(out, i * size), element(in, i * size), shape.per_group, shape.plane,
                            element(m, i), element(r, i), element(w, channel), element(b, channel));
    }
    bool done = give(&space, output, out, input->dtype) && give(&space, mean, m, input->dtype) &&
                give(&space, rstd, r, input->dtype);
    finish(&space);
    if (!done) {
        take_back(output);
        take_back(mean);
        take_back(rstd);
    }
    return done;
}

// Adds each plane's part to the gradients of weight and bias.
static void group_parameters(const GroupShape *shape, const Tensor *mean, const Tensor *rstd, const Tensor *products,
                             const Tensor *sums, Tensor *grad_weight, Tensor *grad_bias)
{
    bool narrow = products->dtype == DTYPE_FLOAT32;
    for (int64_t i = 0; i < shape->batches * shape->channels; i++) {
        int64_t channel = i % shape->channels, group = i / shape->channels * shape->groups + channel / shape->per_group;
        double m = scalar_to_float(tensor_read(mean, group)), r = scalar_to_float(tensor_read(rstd, group));
        double product = scalar_to_float(tensor_read(products, i)), sum = scalar_to_float(tensor_read(sums, i));
        if (grad_weight) {
            double old = scalar_to_float(tensor_read(grad_weight, channel));
            double value = narrow ? (double)fmaf(fmaf(-(float)sum, (float)m, (float)product), (float)r, (float)old)
                                  : fma(fma(-sum, m, product), r, old);
            tensor_write(grad_weight, channel, scalar_float(value));
        }
        if (grad_bias)
            tensor_write(grad_bias, channel, scalar_float(scalar_to_float(tensor_read(grad_bias, channel)) + sum));
    }
}

bool normalize_group_backward(const Tensor *grad, const Tensor *input, int64_t groups, const Tensor *mean,
                              const Tensor *rstd, const Tensor *weight, Tensor **grad_input, Tensor **grad_weight,
                              Tensor **grad_bias)
{
    Workspace space;
    if (!begin(&space, input, "GroupNormBackwardKernelImpl", grad_input, grad_weight, grad_bias))
        return false;
    GroupShape shape = groups_of(input, groups);
    int64_t size = shape.per_group * shape.plane, planes[2] = {shape.batches, shape.channels};
    Tensor *in = pack(&space, input), *dy = pack(&space, grad), *m = pack(&space, mean), *r = pack(&space, rstd);
    Tensor *w = pack(&space, weight), *products = make(&space, 2, planes, true), *sums = make(&space, 2, planes, true);
    Tensor *dx = grad_input ? make(&space, input->rank, input->sizes, false) : NULL;
    Tensor *dw = grad_weight ? make(&space, 1, &shape.channels, true) : NULL;
    Tensor *db = grad_bias ? make(&space, 1, &shape.channels, true) : NULL;
    bool work = !space.failed && size > 0 && input->device == DEVICE_CPU;
    for (int64_t i = 0; work && i < shape.batches * shape.channels; i++)
        normalization_sums(space.dtype, element(dy, i * shape.plane), element(in, i * shape.plane), shape.plane,
                           element(products, i), element(sums, i));
    for (int64_t i = 0; work && dx && i < shape.batches * groups; i++) {
        int64_t plane = i * shape.per_group;
        normalization_group_backward(space.dtype, element(dx, i * size), element(dy, i * size), element(in, i * size),
                                     shape.per_group, shape.plane, element(m, i), element(r, i),
                                     element(w, i % groups * shape.per_group), element(products, plane),
                                     element(sums, plane));
    }
    if (work)
        group_parameters(&shape, m, r, products, sums, dw, db);
    bool done = !space.failed && give(&space, grad_input, dx, input->dtype) &&
                give(&space, grad_weight, dw, input->dtype) && give(&space, grad_bias, db, input->dtype);
    finish(&space);
    if (!done) {
        take_back(grad_input);
        take_back(grad_weight);
        take_back(grad_bias);
    }
    return done;
}

// Batches ------------------------------------------------------------------------------------------------------

static double read_or(const Tensor *tensor, int64_t i, double otherwise)
{
    return tensor ? scalar_to_float(tensor_read(tensor, tensor->offset + i * tensor->strides[0])) : otherwise;
}

// In float the scale and the shift of a channel are rounded at each step, as PyTorch's terms are.
static void scale_channel(DType dtype, double mean, double rstd, double weight, double bias, double *scale,
                          double *shift)
{
    if (dtype == DTYPE_FLOAT32) {
        float factor = (float)rstd * (float)weight;
        *scale = (double)factor;
        *shift = (double)fmaf(-(float)mean, factor, (float)bias);
    } else {
        *scale = rstd * weight;
        *shift = fma(-mean, *scale, bias);
    }
}

// Floats are updated in float, and the first product of the variance is fused; strided batches take doubles for both.
static void update_running(Tensor *running, DType dtype, NormalizationOrder order, int64_t channel, double momentum,
                           double value, bool variance)
{
    int64_t place = running->offset + channel * running->strides[0];
    double old = scalar_to_float(tensor_read(running, place)), kept = 1 - momentum;
    double updated = momentum * value + kept * old;
    if (dtype == DTYPE_FLOAT32 && order != NORMALIZATION_STRIDED) {
        float rest = (float)kept * (float)old, share = (float)momentum * (float)value;
        updated = variance ? (double)fmaf((float)momentum, (float)value, rest) : (double)(share + rest);
    }
    tensor_write(running, place, scalar_float(updated));
}

static NormalizationOrder order_of(const Tensor *tensor, const GroupShape *shape)
{
    if (tensor_is_contiguous(tensor))
        return shape->plane == 1 ? NORMALIZATION_PIXELS : NORMALIZATION_PLANES;
    MemoryFormat last = tensor->rank == 4 ? FORMAT_CHANNELS_LAST : FORMAT_CHANNELS_LAST_3D;
    return shape_is_format(tensor->rank, tensor->sizes, tensor->strides, last) ? NORMALIZATION_PIXELS
                                                                               : NORMALIZATION_STRIDED;
}

static MemoryFormat suggested(const Tensor *tensor)
{
    return shape_suggest_format(tensor->rank, tensor->sizes, tensor->strides);
}

// The dimensions that a channel spans.
static DimSet all_but_channels(const Tensor *tensor)
{
    return (((DimSet)1 << tensor->rank) - 1) & ~(DimSet)2;
}

static double quotient(DType dtype, NormalizationOrder order, double sum, int64_t count)
{
    return dtype == DTYPE_FLOAT32 && order != NORMALIZATION_STRIDED ? (double)((float)sum / (float)count)
                                                                    : sum / (double)count;
}

static double inverse_root(DType dtype, double variance, double eps)
{
    double inverse = 1 / sqrt(variance + eps);
    return dtype == DTYPE_FLOAT32 ? (double)(float)inverse : inverse;
}

// The type that statistics are kept in: that of the parameters, which may be wider than the input's.
static DType statistics_dtype(const Tensor *input, const Tensor *weight, const Tensor *running)
{
    const Tensor *like = weight ? weight : running ? running : input;
    return (DType)like->dtype;
}

// Keeps a channel's statistics; as they are kept, they normalise.
static void keep_statistics(NormalizationChannel *channel, DType dtype, Tensor *mean, Tensor *rstd, int64_t at)
{
    if (dtype_compute(dtype) == DTYPE_FLOAT32) {
        channel->mean = (double)dtype_round(dtype, (float)channel->mean);
        channel->rstd = (double)dtype_round(dtype, (float)channel->rstd);
    }
    tensor_write(mean, at, scalar_float(channel->mean));
    tensor_write(rstd, at, scalar_float(channel->rstd));
}

bool normalize_batch(const Tensor *input, const Tensor *weight, const Tensor *bias, Tensor *running_mean,
                     Tensor *running_var, bool training, double momentum, double eps, Tensor **output, Tensor **mean,
                     Tensor **rstd)
{
    Workspace space;
    if (!begin(&space, input, "batch_norm", output, mean, rstd))
        return false;
    GroupShape shape = groups_of(input, 1);
    NormalizationOrder order = order_of(input, &shape);
    int64_t kept = training ? shape.channels : 0, count = shape.batches * shape.plane;
    DType kept_as = statistics_dtype(input, weight, running_mean);
    Tensor *in = pack(&space, input), *out = make(&space, input->rank, input->sizes, false);
    Tensor *m = make(&space, 1, &kept, false), *r = make(&space, 1, &kept, false);
    Tensor *averages = training && order == NORMALIZATION_STRIDED
                           ? keep(&space, reduce_mean(input, all_but_channels(input), false, space.dtype))
                           : NULL;
    for (int64_t c = 0; !space.failed && c < shape.channels && input->device == DEVICE_CPU; c++) {
        NormalizationChannel channel = {shape.batches, shape.plane, shape.channels * shape.plane, .order = order};
        double scale, shift;
        if (training) {
            double squares;
            channel.mean = read_or(averages, c, 0);
            normalization_channel_statistics(space.dtype, &channel, element(in, c * shape.plane), &channel.mean,
                                             &squares);
            channel.rstd = inverse_root(space.dtype, quotient(space.dtype, order, squares, count), eps);
            if (running_mean)
                update_running(running_mean, space.dtype, order, c, momentum, channel.mean, false);
            if (running_var)
                update_running(running_var, space.dtype, order, c, momentum,
                               quotient(space.dtype, order, squares, count - 1), true);
            keep_statistics(&channel, kept_as, m, r, c);
        } else {
            channel.mean = read_or(running_mean, c, 0);
            channel.rstd = space.dtype == DTYPE_FLOAT32
                               ? (double)(1 / sqrtf((float)read_or(running_var, c, 1) + (float)eps))
                               : 1 / sqrt(read_or(running_var, c, 1) + eps);
        }
        channel.weight = read_or(weight, c, 1);
        channel.bias = read_or(bias, c, 0);
        if (order == NORMALIZATION_STRIDED) {
            normalization_channel_strided(space.dtype, &channel, element(out, c * shape.plane),
                                          element(in, c * shape.plane));
            continue;
        }
        scale_channel(space.dtype, channel.mean, channel.rstd, channel.weight, channel.bias, &scale, &shift);
        for (int64_t n = 0; n < shape.batches; n++) {
            int64_t plane = (n * shape.channels + c) * shape.plane;
            normalization_scale(space.dtype, element(out, plane), element(in, plane), shape.plane, scale, shift);
        }
    }
    bool done =
        give(&space, output, out, input->dtype) && give(&space, mean, m, kept_as) && give(&space, rstd, r, kept_as);
    finish(&space);
    if (!done) {
        take_back(output);
        take_back(mean);
        take_back(rstd);
    }
    return done;
}

bool normalize_batch_backward(const Tensor *grad, const Tensor *input, const Tensor *weight, const Tensor *running_mean,
                              const Tensor *running_var, const Tensor *mean, const Tensor *rstd, bool training,
                              double eps, Tensor **grad_input, Tensor **grad_weight, Tensor **grad_bias)
{
    Workspace space;
    if (!begin(&space, input, "batch_norm_backward_cpu", grad_input, grad_weight, grad_bias))
        return false;
    GroupShape shape = groups_of(input, 1);
    Tensor *in = pack(&space, input), *dy = pack(&space, grad);
    Tensor *dx = grad_input ? make(&space, input->rank, input->sizes, false) : NULL;
    Tensor *dw = grad_weight ? make(&space, 1, &shape.channels, false) : NULL;
    Tensor *db = grad_bias ? make(&space, 1, &shape.channels, false) : NULL;
    NormalizationOrder order = order_of(input, &shape);
    if (order != order_of(grad, &shape) || suggested(input) != suggested(grad))
        order = NORMALIZATION_STRIDED;
    Tensor *sums = order == NORMALIZATION_STRIDED && !space.failed
                       ? keep(&space, reduce_sum(grad, all_but_channels(grad), false, space.dtype))
                       : NULL;
    for (int64_t c = 0; !space.failed && c < shape.channels && input->device == DEVICE_CPU; c++) {
        NormalizationChannel channel = {shape.batches,        shape.plane,    shape.channels * shape.plane,
                                        .training = training, .order = order, .sum = read_or(sums, c, 0)};
        channel.weight = read_or(weight, c, 1);
        channel.mean = training ? read_or(mean, c, 0) : read_or(running_mean, c, 0);
        channel.rstd = training ? read_or(rstd, c, 1) : inverse_root(space.dtype, read_or(running_var, c, 1), eps);
        double for_weight, for_bias;
        channel.behind_vectors = order == NORMALIZATION_PIXELS && c >= shape.channels - shape.channels % 4;
        normalization_channel_backward(space.dtype, &channel, element(dx, c * shape.plane),
                                       element(dy, c * shape.plane), element(in, c * shape.plane), &for_weight,
                                       &for_bias);
        if (dw)
            tensor_write(dw, c, scalar_float(for_weight));
        if (db)
            tensor_write(db, c, scalar_float(for_bias));
    }
    bool done = !space.failed && give(&space, grad_input, dx, input->dtype) &&
                give(&space, grad_weight, dw, input->dtype) && give(&space, grad_bias, db, input->dtype);
    finish(&space);
    if (!done) {
        take_back(grad_input);
        take_back(grad_weight);
        take_back(grad_bias);
    }
    return done;
}
