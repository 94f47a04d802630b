// Sliding blocks: the columns that turn a convolution into a matrix product, and their way back.
#ifndef KERNEL_UNFOLD_H
#define KERNEL_UNFOLD_H

#include "kernel/dtype.h"

/// Sizes have three spatial dimensions, leading ones 1.
typedef struct UnfoldShape {
    int64_t channels;
    int64_t in[3];
    int64_t out[3]; // block positions
    int64_t kernel[3];
    int64_t stride[3];
    int64_t padding[3];
    int64_t dilation[3];
} UnfoldShape;

/// Copies packed (channels, in) to packed (channels * kernel, out); zero where a block reaches into the padding.
/// `element_size` is 1 to 16 bytes.
void unfold_gather(size_t element_size, const UnfoldShape *shape, void *columns, const void *in);
/// Adds packed columns to (channels, in). Elements of a half type are floats; columns and sums are rounded to it.
void unfold_scatter(DType dtype, const UnfoldShape *shape, void *in, const void *columns);

#endif
