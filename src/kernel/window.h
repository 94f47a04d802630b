// Pooling of one plane over plain memory. Sizes, kernels and the rest have three dimensions, leading ones 1.
#ifndef KERNEL_WINDOW_H
#define KERNEL_WINDOW_H

#include "kernel/dtype.h"

typedef struct PoolingShape {
    int64_t in[3];
    int64_t out[3];
    int64_t kernel[3];
    int64_t stride[3];
    int64_t padding[3];
    int64_t dilation[3];
    bool count_include_pad;
    int64_t divisor; // 0: the number of elements
    bool adaptive;   // windows by proportion; kernel, stride and padding do not matter
} PoolingShape;

/// Some of a plane's outputs, which are counted flat: a large plane is worked on in parts.
typedef struct WindowRange {
    int64_t first, end;
} WindowRange;

/// `dtype` is float32, float64 or int64. Pointers are those of the whole plane; positions are flat in the input plane.
void window_max(DType dtype, const PoolingShape *shape, WindowRange range, void *out, int64_t *positions,
                const void *in);
void window_average(DType dtype, const PoolingShape *shape, WindowRange range, void *out, const void *in);
/// Adds to `grad_in`, which the caller has set to zero. Here and below a half type's elements are floats, rounded to
/// it.
void window_average_backward(DType dtype, const PoolingShape *shape, WindowRange range, void *grad_in,
                             const void *grad_out);
/// target[positions[i]] += values[i] (add) or = values[i]. Positions outside [0, size) are skipped; false then.
bool window_scatter(DType dtype, bool add, void *target, int64_t size, const void *values, const int64_t *positions,
                    int64_t count);

#endif
