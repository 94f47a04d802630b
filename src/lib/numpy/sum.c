// Sums in numpy's order: pairwise along the fastest dimension, one after the other along the rest.
//
// Pairwise summation is described by Higham, "The accuracy of floating point summation" (1993). numpy adds blocks of
// up to 128 numbers in eight interleaved accumulators and halves longer runs, so the digits depend on the layout:
// dimensions are walked from the largest stride to the smallest, and only the innermost run is added pairwise.
#include <stdlib.h>

#include "lib/numpy/module.h"
#include "lib/support.h"
#include "lib/torch/tensor_object.h"

enum { BLOCK = 128, LANES = 8 };

// Defines the pairwise sum of `count` elements of TYPE, `stride` elements apart, computed in WIDE.
#define PAIRWISE(name, TYPE, WIDE)                                                                                     \
    static WIDE name(const TYPE *data, int64_t count, int64_t stride)                                                  \
    {                                                                                                                  \
        if (count < LANES) {                                                                                           \
            WIDE total = -(WIDE)0;                                                                                     \
            for (int64_t i = 0; i < count; i++)                                                                        \
                total += data[i * stride];                                                                             \
            return total;                                                                                              \
        }                                                                                                              \
        if (count > BLOCK) {                                                                                           \
            int64_t half = count / 2 - count / 2 % LANES;                                                              \
            return name(data, half, stride) + name(data + half * stride, count - half, stride);                        \
        }                                                                                                              \
        WIDE lane[LANES];                                                                                              \
        for (int64_t k = 0; k < LANES; k++)                                                                            \
            lane[k] = data[k * stride];                                                                                \
        int64_t i = LANES;                                                                                             \
        for (; i < count - count % LANES; i += LANES)                                                                  \
            for (int64_t k = 0; k < LANES; k++)                                                                        \
                lane[k] += data[(i + k) * stride];                                                                     \
        WIDE total = ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));        \
        for (; i < count; i++)                                                                                         \
            total += data[i * stride];                                                                                 \
        return total;                                                                                                  \
    }
PAIRWISE(pairwise_float, float, float)
PAIRWISE(pairwise_double, double, double)

typedef struct Axis {
    int64_t size;
    int64_t stride;     // of the input, in elements
    int64_t out_stride; // 0 where the dimension is reduced
} Axis;

/// Largest stride first; dimensions that the input repeats come outermost, as they stand.
static int compare_axes(const void *left, const void *right)
{
    int64_t a = llabs(((const Axis *)left)->stride), b = llabs(((const Axis *)right)->stride);
    return a < b ? 1 : a > b ? -1 : 0;
}

static void sort_axes(Axis *axes, int count) // stable
{
    for (int i = 1; i < count; i++)
        for (int j = i; j > 0 && compare_axes(&axes[j - 1], &axes[j]) > 0; j--) {
            Axis other = axes[j];
            axes[j] = axes[j - 1];
            axes[j - 1] = other;
        }
}

/// Joins neighbours that are one run in both operands.
static int merge_axes(Axis *axes, int count)
{
    int kept = 0;
    for (int i = 1; i < count; i++) {
        Axis *outer = &axes[kept], *inner = &axes[i];
        if (outer->stride == inner->stride * inner->size && outer->out_stride == inner->out_stride * inner->size) {
            *outer = (Axis){outer->size * inner->size, inner->stride, inner->out_stride};
        } else {
            axes[++kept] = *inner;
        }
    }
    return kept + 1;
}

static void add_run(DType dtype, const char *in, char *out, Axis axis)
{
    if (dtype == DTYPE_FLOAT64) {
        const double *from = (const double *)in;
        double *to = (double *)out;
        if (axis.out_stride == 0)
            *to += pairwise_double(from, axis.size, axis.stride);
        else
            for (int64_t i = 0; i < axis.size; i++)
                to[i * axis.out_stride] += from[i * axis.stride];
        return;
    }
    const float *from = (const float *)in;
    float *to = (float *)out;
    if (axis.out_stride == 0)
        *to += pairwise_float(from, axis.size, axis.stride);
    else
        for (int64_t i = 0; i < axis.size; i++)
            to[i * axis.out_stride] += from[i * axis.stride];
}

static void add_all(DType dtype, const char *in, char *out, const Axis *axes, int count)
{
    if (count == 1) {
        add_run(dtype, in, out, axes[0]);
        return;
    }
    int64_t size = (int64_t)dtype_size(dtype);
    for (int64_t i = 0; i < axes[0].size; i++)
        add_all(dtype, in + i * axes[0].stride * size, out + i * axes[0].out_stride * size, axes + 1, count - 1);
}

/// `to` has the rank of `from`, size 1 where a dimension is reduced, and holds zeros.
static void sum_into(const Tensor *to, const Tensor *from)
{
    Axis axes[SHAPE_MAX_RANK + 1] = {{1, 1, 0}};
    int count = 0;
    for (int i = 0; i < from->rank; i++) {
        if (from->sizes[i] == 0)
            return;
        if (from->sizes[i] != 1)
            axes[count++] =
                (Axis){from->sizes[i], from->strides[i], to->sizes[i] == from->sizes[i] ? to->strides[i] : 0};
    }
    sort_axes(axes, count);
    count = merge_axes(axes, count ? count : 1);
    add_all(from->dtype, tensor_data(from), tensor_data(to), axes, count);
}

NATIVE(numpy_sum, "sum(to, tensor, /)",
       "Adds the elements of a float tensor to `to`, whose sizes are the same or 1, in numpy's order.")
{
    const Tensor *to = tensor_unwrap(interp, arg[0]), *from = tensor_unwrap(interp, arg[1]);
    bool good = to && from && to->device == DEVICE_CPU && from->device == DEVICE_CPU && to->rank == from->rank &&
                to->dtype == from->dtype && (from->dtype == DTYPE_FLOAT32 || from->dtype == DTYPE_FLOAT64);
    for (int i = 0; good && i < to->rank; i++)
        good = to->sizes[i] == from->sizes[i] || to->sizes[i] == 1;
    if (!good)
        return raise_type_error(interp, "sum() needs float tensors of fitting sizes");
    sum_into(to, from);
    return VALUE_NONE;
}

// Defines running sums or products of each row of `width` elements, in the elements' own precision.
#define SCAN(name, TYPE)                                                                                               \
    static void name(TYPE *data, int64_t count, int64_t width, bool multiply)                                          \
    {                                                                                                                  \
        for (int64_t i = 0; i < count; i++)                                                                            \
            if (i % width)                                                                                             \
                data[i] = multiply ? data[i - 1] * data[i] : data[i - 1] + data[i];                                    \
    }
SCAN(scan_float, float)
SCAN(scan_double, double)

NATIVE(numpy_scan, "scan(tensor, multiply, /)",
       "Replaces each row of a contiguous float tensor by its running sums or products, one after the other.")
{
    const Tensor *tensor = tensor_unwrap(interp, arg[0]);
    bool multiply = arg[1].tag == TAG_BOOL && arg[1].boolean;
    if (!tensor || tensor->rank == 0 || !tensor_is_contiguous(tensor) || tensor->device != DEVICE_CPU ||
        (tensor->dtype != DTYPE_FLOAT32 && tensor->dtype != DTYPE_FLOAT64))
        return raise_type_error(interp, "scan() needs a contiguous float tensor");
    int64_t count = tensor_count(tensor), width = tensor->sizes[tensor->rank - 1];
    if (tensor->dtype == DTYPE_FLOAT32)
        scan_float((float *)tensor_data(tensor), count, width, multiply);
    else
        scan_double((double *)tensor_data(tensor), count, width, multiply);
    return VALUE_NONE;
}

const NativeSpec *const numpy_sum_specs[] = {&numpy_sum_native, &numpy_scan_native, NULL};
