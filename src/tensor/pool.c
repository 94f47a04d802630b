#include "tensor/pool.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kernel/window.h"
#include "tensor/copy.h"

// The dtype that the loops work in.
static DType window_dtype(DType dtype)
{
    return dtype_is_integral(dtype) ? DTYPE_INT64 : dtype_compute(dtype);
}

static bool check_dtype(const Tensor *input, const char *name)
{
    if (!dtype_is_complex(input->dtype) && input->dtype != DTYPE_BOOL)
        return true;
    return tensor_refuse_dtype(input->runtime, name, input->dtype);
}

// The last `dims` sizes of a tensor as three, leading ones 1.
static void spatial_sizes(const Tensor *tensor, int dims, int64_t sizes[3])
{
    for (int i = 0; i < 3; i++)
        sizes[i] = i < 3 - dims ? 1 : tensor->sizes[tensor->rank - 3 + i];
}

static int64_t plane_count(const Tensor *tensor, int dims)
{
    return shape_product(tensor->rank - dims, tensor->sizes);
}

static int64_t output_size(int64_t in, int64_t kernel, int64_t stride, int64_t padding, int64_t dilation,
                           bool ceil_mode)
{
    int64_t span = in + 2 * padding - dilation * (kernel - 1) - 1 + (ceil_mode ? stride - 1 : 0);
    int64_t out = span / stride - (span % stride != 0 && span < 0) + 1;
    if (ceil_mode && (out - 1) * stride >= in + padding)
        out--; // a window must not begin beyond the input
    return out;
}

static bool check_output(const Tensor *input, int dims, const int64_t *in, const int64_t *out)
{
    for (int i = 3 - dims; i < 3; i++)
        if (out[i] < 1) {
            char text[2][96] = {"", ""};
            int64_t planes = input->rank > dims ? input->sizes[input->rank - dims - 1] : 1;
            for (int j = 3 - dims; j < 3; j++) {
                snprintf(text[0] + strlen(text[0]), 30, "x%" PRId64, in[j]);
                snprintf(text[1] + strlen(text[1]), 30, "x%" PRId64, out[j]);
            }
            error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                        "Given input size: (%" PRId64 "%s). Calculated output size: (%" PRId64
                        "%s). Output size is too small",
                        planes, text[0], planes, text[1]);
            return false;
        }
    return true;
}

static bool shape_of(const Tensor *input, const Pool *pool, PoolingShape *shape)
{
    *shape = (PoolingShape){.count_include_pad = pool->count_include_pad, .divisor = pool->divisor_override};
    spatial_sizes(input, pool->dims, shape->in);
    for (int i = 0; i < 3; i++) {
        int from = i - (3 - pool->dims);
        shape->kernel[i] = from < 0 ? 1 : pool->kernel[from];
        shape->stride[i] = from < 0 ? 1 : pool->stride[from];
        shape->padding[i] = from < 0 ? 0 : pool->padding[from];
        shape->dilation[i] = from < 0 || pool->dilation[from] == 0 ? 1 : pool->dilation[from];
        shape->out[i] = output_size(shape->in[i], shape->kernel[i], shape->stride[i], shape->padding[i],
                                    shape->dilation[i], pool->ceil_mode);
    }
    return check_output(input, pool->dims, shape->in, shape->out);
}

static void adaptive_shape(const Tensor *input, int dims, const int64_t *output, PoolingShape *shape)
{
    *shape = (PoolingShape){.adaptive = true};
    spatial_sizes(input, dims, shape->in);
    for (int i = 0; i < 3; i++)
        shape->out[i] = i < 3 - dims ? 1 : output[i - (3 - dims)];
}

// A new tensor like `input` with other spatial sizes.
static Tensor *resized(const Tensor *input, int dims, const int64_t out[3], DType dtype)
{
    int64_t sizes[SHAPE_MAX_RANK];
    memcpy(sizes, input->sizes, (size_t)input->rank * sizeof *sizes);
    for (int i = 0; i < dims; i++)
        sizes[input->rank - dims + i] = out[3 - dims + i];
    return tensor_empty(input->runtime, input->rank, sizes, dtype, input->device);
}

// The type that sums of a tensor's elements, which lie as `dtype`, are rounded to at each step.
static DType rounded_dtype(const Tensor *tensor, DType dtype)
{
    return dtype_is_integral(tensor->dtype) ? dtype : (DType)tensor->dtype;
}

// The planes of a pooling. `at` and `range` say what to do next; begin with planes_begin().
typedef struct Planes {
    Runtime *runtime;
    int64_t count, outputs; // planes, and the outputs of each
    int64_t part;           // outputs between two looks at the limits
    int64_t at;
    WindowRange range;
    bool done; // false where a limit was reached
} Planes;

enum { PART_WORK = 1 << 22 }; // elements that are looked at in one part

static Planes planes_begin(Runtime *runtime, const PoolingShape *shape, int64_t count)
{
    int64_t work = 1;
    for (int i = 0; i < 3; i++) {
        int64_t in = shape->in[i];
        int64_t window = shape->adaptive ? in / (shape->out[i] > 0 ? shape->out[i] : 1) + 2 : shape->kernel[i];
        window = window < in ? window : in;
        work = window < 1 || work > PART_WORK ? work : work * (window < PART_WORK ? window : PART_WORK);
    }
    int64_t outputs = shape_product(3, shape->out);
    return (Planes){runtime, outputs > 0 ? count : 0, outputs, PART_WORK / work + 1, 0, {0, 0}, true};
}

// Goes on to the next part, a piece of a plane; false after the last one.
static bool planes_next(Planes *planes)
{
    planes->at += planes->range.end == planes->outputs;
    planes->range.first = planes->range.end < planes->outputs ? planes->range.end : 0;
    int64_t left = planes->outputs - planes->range.first;
    planes->range.end = planes->range.first + (left < planes->part ? left : planes->part);
    bool look = left > planes->part || (planes->at & 63) == 63;
    planes->done = planes->done && (!look || runtime_poll(planes->runtime));
    return planes->done && planes->at < planes->count;
}

static bool run_max(const Tensor *input, int dims, const PoolingShape *shape, Tensor **output, Tensor **indices)
{
    DType dtype = window_dtype(input->dtype);
    if (!check_dtype(input, "max_pool2d"))
        return false;
    Tensor *in = copy_contiguous_as(input, dtype);
    Tensor *out = in ? resized(in, dims, shape->out, dtype) : NULL;
    Tensor *index = out ? resized(in, dims, shape->out, DTYPE_INT64) : NULL;
    int64_t planes = index && in->device == DEVICE_CPU ? plane_count(in, dims) : 0;
    size_t in_step = (size_t)shape_product(3, shape->in) * dtype_size(dtype),
           out_count = (size_t)shape_product(3, shape->out);
    Planes p = planes_begin(input->runtime, shape, planes);
    while (planes_next(&p))
        window_max(dtype, shape, p.range, tensor_data(out) + (size_t)p.at * out_count * dtype_size(dtype),
                   (int64_t *)tensor_data(index) + (size_t)p.at * out_count, tensor_data(in) + (size_t)p.at * in_step);
    bool done = index && p.done;
    tensor_release(in);
    out = done ? copy_contiguous_as_take(out, input->dtype) : out;
    if (!done || !out) {
        tensor_release(out);
        tensor_release(index);
        return false;
    }
    *output = out;
    *indices = index;
    return true;
}

bool pool_max(const Tensor *input, const Pool *pool, Tensor **output, Tensor **indices)
{
    PoolingShape shape;
    return shape_of(input, pool, &shape) && run_max(input, pool->dims, &shape, output, indices);
}

bool pool_adaptive_max(const Tensor *input, int dims, const int64_t *output_size_wanted, Tensor **output,
                       Tensor **indices)
{
    PoolingShape shape;
    adaptive_shape(input, dims, output_size_wanted, &shape);
    return run_max(input, dims, &shape, output, indices);
}

// Scatters `values` by their positions into planes of `sizes`.
static Tensor *scatter(const Tensor *values, const Tensor *positions, int dims, const int64_t out[3], bool add,
                       bool *inside)
{
    DType dtype = window_dtype(values->dtype);
    Tensor *from = copy_contiguous_as(values, dtype), *at = from ? copy_contiguous_as(positions, DTYPE_INT64) : NULL;
    Tensor *target = at ? resized(from, dims, out, dtype) : NULL;
    if (target && !copy_fill(target, scalar_int(0))) {
        tensor_release(target);
        target = NULL;
    }
    int64_t in[3], size = shape_product(3, out);
    spatial_sizes(values, dims, in);
    int64_t count = shape_product(3, in),
            planes = target && target->device == DEVICE_CPU ? plane_count(values, dims) : 0;
    *inside = true;
    for (int64_t i = 0; i < planes; i++)
        *inside &= window_scatter(rounded_dtype(values, dtype), add,
                                  tensor_data(target) + (size_t)(i * size) * dtype_size(dtype), size,
                                  tensor_data(from) + (size_t)(i * count) * dtype_size(dtype),
                                  (const int64_t *)tensor_data(at) + i * count, count);
    tensor_release(from);
    tensor_release(at);
    return copy_contiguous_as_take(target, values->dtype);
}

Tensor *pool_max_backward(const Tensor *grad, const Tensor *indices, const Tensor *input, int dims)
{
    int64_t out[3];
    bool inside;
    spatial_sizes(input, dims, out);
    return scatter(grad, indices, dims, out, true, &inside);
}

Tensor *pool_unpool(const Tensor *input, const Tensor *indices, int dims, const int64_t *output)
{
    int64_t out[3];
    bool inside;
    for (int i = 0; i < 3; i++)
        out[i] = i < 3 - dims ? 1 : output[i - (3 - dims)];
    Tensor *result = scatter(input, indices, dims, out, false, &inside);
    if (!result || inside)
        return result;
    const int64_t *positions;
    Tensor *at = copy_contiguous_as(indices, DTYPE_INT64);
    int64_t bad = 0, size = shape_product(3, out), count = at ? tensor_count(at) : 0;
    positions = at ? (const int64_t *)tensor_data(at) : NULL;
    for (int64_t i = 0; i < count; i++)
        if (positions[i] < 0 || positions[i] >= size) {
            bad = positions[i];
            break;
        }
    tensor_release(at);
    tensor_release(result);
    if (dims == 3)
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "Found an invalid max index: %" PRId64 " (output volumes are of size %" PRId64 "x%" PRId64
                    "x%" PRId64,
                    bad, out[0], out[1], out[2]);
    else
        error_raise(input->runtime->error, ERROR_RUNTIME_ERROR,
                    "Found an invalid max index: %" PRId64 " (output volumes are of size %" PRId64 "x%" PRId64, bad,
                    out[1], out[2]);
    return NULL;
}

static Tensor *run_average(const Tensor *input, int dims, const PoolingShape *shape)
{
    DType dtype = window_dtype(input->dtype);
    if (!check_dtype(input, "avg_pool2d"))
        return NULL;
    Tensor *in = copy_contiguous_as(input, dtype);
    Tensor *out = in ? resized(in, dims, shape->out, dtype) : NULL;
    int64_t planes = out && in->device == DEVICE_CPU ? plane_count(in, dims) : 0;
    size_t in_step = (size_t)shape_product(3, shape->in) * dtype_size(dtype);
    size_t out_step = (size_t)shape_product(3, shape->out) * dtype_size(dtype);
    Planes p = planes_begin(input->runtime, shape, planes);
    while (planes_next(&p))
        window_average(dtype, shape, p.range, tensor_data(out) + (size_t)p.at * out_step,
                       tensor_data(in) + (size_t)p.at * in_step);
    tensor_release(in);
    if (!p.done) {
        tensor_release(out);
        return NULL;
    }
    return copy_contiguous_as_take(out, input->dtype);
}

Tensor *pool_average(const Tensor *input, const Pool *pool)
{
    PoolingShape shape;
    return shape_of(input, pool, &shape) ? run_average(input, pool->dims, &shape) : NULL;
}

Tensor *pool_adaptive_average(const Tensor *input, int dims, const int64_t *output)
{
    PoolingShape shape;
    adaptive_shape(input, dims, output, &shape);
    return run_average(input, dims, &shape);
}

static Tensor *run_average_backward(const Tensor *grad, const Tensor *input, int dims, const PoolingShape *shape)
{
    DType dtype = window_dtype(grad->dtype);
    Tensor *from = copy_contiguous_as(grad, dtype);
    Tensor *out = from ? resized(input, dims, shape->in, dtype) : NULL;
    if (out && !copy_fill(out, scalar_int(0))) {
        tensor_release(out);
        out = NULL;
    }
    int64_t planes = out && out->device == DEVICE_CPU ? plane_count(input, dims) : 0;
    size_t in_step = (size_t)shape_product(3, shape->in) * dtype_size(dtype);
    size_t out_step = (size_t)shape_product(3, shape->out) * dtype_size(dtype);
    Planes p = planes_begin(input->runtime, shape, planes);
    while (planes_next(&p))
        window_average_backward(rounded_dtype(grad, dtype), shape, p.range, tensor_data(out) + (size_t)p.at * in_step,
                                tensor_data(from) + (size_t)p.at * out_step);
    tensor_release(from);
    if (!p.done) {
        tensor_release(out);
        return NULL;
    }
    return copy_contiguous_as_take(out, grad->dtype);
}

Tensor *pool_average_backward(const Tensor *grad, const Tensor *input, const Pool *pool)
{
    PoolingShape shape;
    return shape_of(input, pool, &shape) ? run_average_backward(grad, input, pool->dims, &shape) : NULL;
}

Tensor *pool_adaptive_average_backward(const Tensor *grad, const Tensor *input, int dims)
{
    PoolingShape shape;
    adaptive_shape(input, dims, grad->sizes + grad->rank - dims, &shape);
    return run_average_backward(grad, input, dims, &shape);
}
