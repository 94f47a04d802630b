// Summation over plain memory in PyTorch's order: cascades of vectors, so that the digits agree.
#ifndef KERNEL_SUM_H
#define KERNEL_SUM_H

#include "kernel/dtype.h"

/// Adds a block of (size0, size1) elements to its outputs. Strides are in bytes, for dimension 0 and 1; an output
/// stride of 0 marks the dimension that is summed. Input and output have `dtype`; the results of float16 and bfloat16
/// are float32. With `skip_nan`, NaN counts as zero.
void sum_block(DType dtype, bool skip_nan, char *out, const int64_t out_strides[2], const char *in,
               const int64_t in_strides[2], int64_t size0, int64_t size1);
/// The Euclidean norm of a packed row of float32 or float64, in lanes.
void sum_euclidean(DType dtype, void *out, const void *in, int64_t size);
/// The sum of (x - mean)^2 over a plane of float32 or float64 elements, in double, one after the other.
double sum_squared_distances(DType dtype, const char *in, int64_t step0, int64_t step1, int64_t size0, int64_t size1,
                             double mean);

#endif
